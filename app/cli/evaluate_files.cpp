// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "evaluate_gold.h"
#include "evaluate_sets.h"

#include <QFileInfo>

#include <algorithm>

namespace corespan::cli {

namespace {

Error bad(const QString& message)
{
    return {message, Error::Kind::BadInput};
}

} // namespace

Result<EvaluatedSet> evaluateFiles(const EvaluateRequest& request, const QStringList& files,
                                   const MeasuredSets& measured)
{
    PredictionReading reading;
    reading.features = toQt(request.features);
    if (!request.types.empty()) {
        Result<SegmentRule> parsed = parseSegmentRule(QString::fromStdString(request.types));
        if (!parsed)
            return parsed.error();
        reading.rule = *std::move(parsed);
    }
    if (std::ranges::any_of(files, looksLikeGff3)) {
        for (const QString& gold : goldFiles(request)) {
            const Result<QHash<QString, RecordRegion>> regions = regionsIn(gold);
            if (!regions)
                return regions.error();
            reading.regions.insert(*regions);
        }
    }
    const Result<PredictedSet> set = readPredictions(files, reading);
    if (!set)
        return set.error();
    for (const QString& issue : set->issues)
        complain(issue);
    const QString names = files.join(QStringLiteral(", "));
    Result<BesideGold> beside = besideGold(allRecords(measured.parts), measured.types, measured.model.labels, *set);
    if (!beside)
        return Error{QStringLiteral("%1: %2").arg(names, beside.error().message), beside.error().kind};
    if (beside->missing == beside->set.records.size())
        return bad(QStringLiteral("%1 holds none of the gold records; do the ids agree?").arg(names));
    if (beside->missing > 0 && !set->onlyCores)
        complain(QStringLiteral("%1: %2 gold records are missing; they count as \"no core\"")
                     .arg(names)
                     .arg(beside->missing));
    beside->set.name = files.size() > 1 ? QStringLiteral("%1 files").arg(files.size()) : QFileInfo(files[0]).fileName();
    return std::move(beside->set);
}

Result<MeasuredSets> measureFiles(const EvaluateRequest& request)
{
    MeasuredSets measured;
    const QStringList gold = toQt(request.gold);
    const Result<QStringList> types = namesIn(gold, typeNames), labels = namesIn(gold, labelNames);
    if (!types || !labels)
        return !types ? types.error() : labels.error();
    measured.types = types->isEmpty() ? QStringList{QStringLiteral("core")} : *types;
    measured.model.labels = *labels;
    Result<GoldPart> part = readPart(gold, *labels, {measured.types, true}, measured.complete);
    if (!part)
        return part.error();
    measured.parts.push_back(*std::move(part));
    const QStringList files = toQt(request.predictions);
    Result<EvaluatedSet> set = evaluateFiles(request, files, measured);
    if (!set)
        return set.error();
    measured.model = *std::move(set);
    QStringList names;
    for (const QString& file : files)
        names.append(QFileInfo(file).fileName());
    measured.about = {{"predictions", names.join(QStringLiteral(", "))}};
    return measured;
}

} // namespace corespan::cli
