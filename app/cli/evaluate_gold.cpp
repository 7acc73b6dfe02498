// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate_gold.h"

#include "command.h"

#include <QSet>

#include <algorithm>

namespace corespan::cli {

namespace {

Error bad(const QString& message)
{
    return {message, Error::Kind::BadInput};
}

/// Training records of the matrix that is used on part `part`.
Result<std::vector<model::TrainRecord>> trainingOf(const QStringList& files, const std::vector<GoldPart>& parts,
                                                   std::size_t part, const QStringList& types)
{
    if (!files.isEmpty()) {
        bool complete = true;
        Result<GoldPart> read = readPart(files, {}, {types, true}, complete);
        if (!read)
            return read.error();
        return std::move(read->records);
    }
    std::vector<model::TrainRecord> records;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (i != part)
            records.insert(records.end(), parts[i].records.begin(), parts[i].records.end());
    return records;
}

/// What the matrix learned from it knows already.
void sayShared(const std::vector<model::TrainRecord>& training, const GoldPart& part)
{
    QSet<std::string> ids;
    for (const model::TrainRecord& record : training)
        ids.insert(record.id);
    const auto shared = std::ranges::count_if(
        part.records, [&ids](const model::TrainRecord& record) { return ids.contains(record.id); });
    if (shared > 0)
        complain(QStringLiteral("signal-pwm was trained on %1 of the records that it is measured on").arg(shared));
}

} // namespace

QStringList toQt(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list.append(QString::fromStdString(text));
    return list;
}

QStringList goldFiles(const EvaluateRequest& request)
{
    QStringList files = toQt(request.gold);
    for (const QString& pair : toQt(request.cross))
        files.append(pair.mid(pair.indexOf(QLatin1Char('=')) + 1));
    return files;
}

Result<GoldPart> readPart(const QStringList& files, const QStringList& labels, const GoldShape& shape, bool& complete)
{
    GoldPart part{files.join(QStringLiteral(", ")), {}};
    for (const QString& file : files) {
        Result<GoldSet> gold = readGold(file, labels, shape);
        if (!gold)
            return gold.error();
        for (const QString& issue : gold->issues)
            complain(issue);
        complete = complete && gold->issues.isEmpty();
        if (gold->severalCores > 0)
            complain(QStringLiteral("%1: %2 records with several cores left out").arg(file).arg(gold->severalCores));
        for (model::TrainRecord& record : gold->records)
            part.records.push_back(std::move(record));
    }
    if (std::ranges::none_of(part.records, &model::TrainRecord::annotated))
        return bad(QStringLiteral("%1: no record says anything of cores; there is nothing to measure (for files of "
                                  "letters: dataset segments)")
                       .arg(part.name));
    return part;
}

Result<QStringList> namesIn(const QStringList& files, Result<QStringList> (*names)(const QString& file))
{
    QSet<QString> all;
    for (const QString& file : files) {
        Result<QStringList> found = names(file);
        if (!found)
            return found;
        all.unite({found->begin(), found->end()});
    }
    QStringList sorted(all.begin(), all.end());
    sorted.sort();
    return sorted;
}

std::vector<model::TrainRecord> allRecords(const std::vector<GoldPart>& parts)
{
    std::vector<model::TrainRecord> records;
    for (const GoldPart& part : parts)
        records.insert(records.end(), part.records.begin(), part.records.end());
    return records;
}

Status eachOnce(const std::vector<GoldPart>& parts)
{
    QHash<std::string, const GoldPart*> seen;
    for (const GoldPart& part : parts) {
        for (const model::TrainRecord& record : part.records) {
            if (const GoldPart* first = seen.value(record.id))
                return bad(QStringLiteral("record \"%1\" of %2 came before (%3): each may count once")
                               .arg(QString::fromStdString(record.id), part.name, first->name));
            seen.insert(record.id, &part);
        }
    }
    return ok();
}

Result<Baseline> signalBaseline(const QStringList& trainingFiles, const std::vector<GoldPart>& parts,
                                const QStringList& types)
{
    if (trainingFiles.isEmpty() && parts.size() < 2)
        return bad(QStringLiteral("--baseline signal-pwm learns from gold: name files with --baseline-train"));
    Baseline baseline;
    baseline.set.name = QStringLiteral("signal matrix");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Result<std::vector<model::TrainRecord>> training = trainingOf(trainingFiles, parts, i, types);
        if (!training)
            return training.error();
        sayShared(*training, parts[i]);
        if (baseline.onlyType.isEmpty())
            baseline.onlyType = leadingType(*training, types);
        const QVector<LeadingCore> cores = leadingCores(*training, types, baseline.onlyType);
        if (cores.isEmpty())
            return bad(QStringLiteral("--baseline signal-pwm: no core leads its sequence in the training gold"));
        baseline.set.records += evaluateSignalMatrix(SignalMatrix(cores), baseline.onlyType, parts[i].records, types);
    }
    return baseline;
}

} // namespace corespan::cli
