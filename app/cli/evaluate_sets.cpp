// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate_sets.h"

#include "command.h"
#include "evaluate_gold.h"

#include <QFileInfo>

#include <algorithm>

namespace corespan::cli {

namespace {

Error bad(const QString& message)
{
    return {message, Error::Kind::BadInput};
}

Result<EvaluatedSet> otherModel(const EvaluateRequest& request, const QString& name, MeasuredSets& measured)
{
    const Result<ModelEntry> entry = ModelCatalog().find(name);
    if (!entry)
        return entry.error();
    const auto predictor = loadPredictor(entry->directory, request.model.settings());
    const PredictorInfo& info = predictor->info();
    const Result<GoldPart> gold =
        readPart(goldFiles(request), info.labels, {info.types, info.severalCores}, measured.complete);
    if (!gold)
        return gold.error();
    const auto records = predictAll(*predictor, optionsFor(request, info, info.defaults.grammar), gold->records);
    measured.interrupted = !records;
    return EvaluatedSet{entry->name, records.value_or(QVector<EvaluatedRecord>()), info.labels};
}

} // namespace

Result<MeasuredSets> measure(const EvaluateRequest& request)
{
    Result<MeasuredSets> measured = request.predictions.empty() ? measureModels(request) : measureFiles(request);
    if (!measured || measured->interrupted)
        return measured;
    if (const Status once = eachOnce(measured->parts); !once)
        return once.error();
    return measured;
}

Result<EvaluatedSet> measureAgainst(const EvaluateRequest& request, MeasuredSets& measured)
{
    const QStringList names = toQt(request.against);
    const bool files = std::ranges::all_of(names, [](const QString& name) { return QFileInfo(name).isFile(); });
    if (!files && (names.size() > 1 || !request.cross.empty()))
        return bad(QStringLiteral("--against: one model, or files that exist; with --cross, files only"));
    Result<EvaluatedSet> set =
        files ? evaluateFiles(request, names, measured) : otherModel(request, names[0], measured);
    if (!set || measured.interrupted)
        return set;
    if (keepCommon(measured.model, *set))
        complain(QStringLiteral("%1 records are compared: only one of the two models can have the others")
                     .arg(set->records.size()));
    return set;
}

Result<Baseline> measureBaseline(const EvaluateRequest& request, const MeasuredSets& measured)
{
    if (request.baseline == "longest-orf")
        return Baseline{{QStringLiteral("longest ORF"), evaluateLongestOrf(allRecords(measured.parts), measured.types),
                         measured.model.labels},
                        {}};
    return signalBaseline(toQt(request.baselineTrain), measured.parts, measured.types);
}

QVector<FoldFigures> foldFigures(const MeasuredSets& measured, const FigureOptions& options)
{
    QVector<FoldFigures> folds;
    if (measured.parts.size() < 2)
        return folds;
    QHash<QString, const EvaluatedRecord*> byName;
    for (const EvaluatedRecord& record : measured.model.records)
        byName.insert(record.name, &record);
    for (const GoldPart& part : measured.parts) {
        QVector<EvaluatedRecord> records;
        for (const model::TrainRecord& gold : part.records)
            if (const EvaluatedRecord* record = byName.value(QString::fromStdString(gold.id)))
                records.append(*record);
        folds.append({QFileInfo(part.name).fileName(), evaluate(records, options.distances)});
    }
    return folds;
}

Result<QHash<QString, QString>> parseTypeMap(const std::vector<std::string>& texts)
{
    QHash<QString, QString> names;
    for (const QString& text : toQt(texts)) {
        const qsizetype equals = text.indexOf(QLatin1Char('='));
        const QStringList types = text.mid(equals + 1).split(QLatin1Char('+'), Qt::SkipEmptyParts);
        if (equals <= 0 || types.isEmpty())
            return bad(QStringLiteral("--map-types %1: expected NAME=TYPE, or NAME=TYPE+TYPE").arg(text));
        for (const QString& type : types) {
            if (names.contains(type))
                return bad(QStringLiteral("--map-types %1: \"%2\" has another name already").arg(text, type));
            names.insert(type, text.left(equals));
        }
    }
    return names;
}

} // namespace corespan::cli
