// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/predicted_set.h"

#include "core/importing/record_stream.h"
#include "core/training/evaluation.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PredictedSet)
};

Error bad(const QString& message)
{
    return {message, Error::Kind::BadInput};
}

/// Indices of names, which grow with each name not seen before.
class LabelIndex
{
public:
    explicit LabelIndex(QStringList& names) : m_names(names)
    {
        for (qsizetype i = 0; i < names.size(); ++i)
            m_places.insert(names[i], std::int16_t(i));
    }

    std::int16_t of(const QString& name)
    {
        if (name.isEmpty())
            return -1;
        const auto found = m_places.constFind(name);
        if (found != m_places.cend())
            return *found;
        m_names.append(name);
        m_places.insert(name, std::int16_t(m_names.size() - 1));
        return std::int16_t(m_names.size() - 1);
    }

private:
    QStringList& m_names;
    QHash<QString, std::int16_t> m_places;
};

QVector<std::int16_t> toIndices(const QVector<QString>& labels, LabelIndex& index)
{
    QVector<std::int16_t> indices;
    indices.reserve(labels.size());
    for (const QString& label : labels)
        indices.append(index.of(label));
    return indices;
}

Result<PredictedSet> readSequenceFile(const QString& file, const PredictionReading& reading)
{
    ReadOptions options;
    const Result<FileFormat> format = detectFormat(file);
    if (format && *format == FileFormat::Fasta && reading.rule) // the letters were announced: they are no sequence
        options.format = FileFormat::ThreeLine;
    ImportReport report;
    Result<RecordStream> stream = RecordStream::open(file, options, report);
    if (!stream)
        return stream.error();
    PredictedSet set;
    LabelIndex index(set.labels);
    for (;;) {
        const Result<std::optional<ImportedRecord>> record = stream->next();
        if (!record)
            return record.error();
        if (!*record)
            break;
        const ImportedRecord& read = **record;
        const bool letters = !read.gold.labels.isEmpty();
        if (!read.gold.annotated && letters && !reading.rule)
            return bad(Text::tr("%1: record \"%2\" has letters but no cores; say which letters are cores (--types)")
                           .arg(file, read.record.name));
        if (!read.gold.annotated && !letters)
            continue;
        const QJsonObject told = read.record.meta.value(QStringLiteral("prediction")).toObject();
        PredictedSet::Entry entry{read.gold.cores, told.value(QStringLiteral("score")).toDouble(), read.record.length};
        if (letters && reading.rule)
            entry.cores = segmentsOf(read.gold.labels, *reading.rule).cores;
        else
            entry.labels = toIndices(read.gold.labels, index);
        set.records.insert(read.record.name, entry);
    }
    for (const ImportIssue& issue : report.issues)
        set.issues.append(issue.text());
    return set;
}

Status mergeInto(PredictedSet& all, const PredictedSet& set, const QString& file)
{
    LabelIndex index(all.labels);
    for (auto at = set.records.cbegin(); at != set.records.cend(); ++at) {
        if (all.records.contains(at.key()))
            return bad(Text::tr("%1: record \"%2\" has predictions in another file too").arg(file, at.key()));
        PredictedSet::Entry entry = at.value();
        for (std::int16_t& label : entry.labels)
            label = label < 0 ? label : index.of(set.labels[label]);
        all.records.insert(at.key(), entry);
    }
    all.issues += set.issues;
    all.onlyCores |= set.onlyCores;
    return ok();
}

/// Why the entry does not fit the record; empty: it does.
QString misfit(const PredictedSet::Entry& entry, const EvaluatedRecord& record)
{
    if (entry.length > 0 && entry.length != record.length)
        return Text::tr("record \"%1\" has %2 positions in the predictions and %3 in the gold; are these the same "
                        "sequences?")
            .arg(record.name)
            .arg(entry.length)
            .arg(record.length);
    if (!entry.cores.isEmpty() && (entry.cores.front().span.begin < 0 || entry.cores.back().span.end > record.length))
        return Text::tr(
                   "record \"%1\" has a predicted core [%2, %3) beyond its %4 positions; are the coordinates those "
                   "of the record?")
            .arg(record.name)
            .arg(entry.cores.back().span.begin)
            .arg(entry.cores.back().span.end)
            .arg(record.length);
    return {};
}

} // namespace

Result<PredictedSet> readPredictions(const QStringList& files, const PredictionReading& reading)
{
    PredictedSet all;
    for (const QString& file : files) {
        Result<PredictedSet> set =
            looksLikeGff3(file) ? readGff3Predictions(file, reading) : readSequenceFile(file, reading);
        if (!set)
            return set;
        if (set->records.isEmpty()) {
            const QString reason = set->issues.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(set->issues.first());
            return bad(Text::tr("%1: no record with predictions%2").arg(file, reason));
        }
        if (const Status merged = mergeInto(all, *set, file); !merged)
            return merged.error();
    }
    return all;
}

Result<BesideGold> besideGold(const std::vector<model::TrainRecord>& gold, const QStringList& types,
                              const QStringList& labels, const PredictedSet& predictions)
{
    BesideGold beside;
    beside.set.labels = labels;
    LabelIndex index(beside.set.labels);
    QVector<std::int16_t> places; // of the predictions' labels among all
    for (const QString& label : predictions.labels)
        places.append(index.of(label));
    for (const model::TrainRecord& record : gold) {
        if (!record.annotated)
            continue;
        EvaluatedRecord evaluated = withGold(record, types);
        const auto told = predictions.records.constFind(evaluated.name);
        if (told == predictions.records.cend()) {
            ++beside.missing;
        } else {
            if (const QString reason = misfit(*told, evaluated); !reason.isEmpty())
                return bad(reason);
            evaluated.predicted = told->cores;
            evaluated.score = told->score;
            evaluated.predictedLabels = told->labels;
            for (std::int16_t& label : evaluated.predictedLabels)
                label = label < 0 ? label : places[label];
            leaveOutUnknown(evaluated);
        }
        beside.set.records.append(evaluated);
    }
    return beside;
}

QStringList strangeTypes(const EvaluatedSet& set)
{
    QSet<QString> gold, predicted;
    for (const EvaluatedRecord& record : set.records) {
        for (const Core& core : record.gold)
            gold.insert(core.type);
        for (const Core& core : record.predicted)
            predicted.insert(core.type);
    }
    predicted.subtract(gold);
    QStringList strange(predicted.begin(), predicted.end());
    strange.sort();
    return strange;
}

} // namespace corespan
