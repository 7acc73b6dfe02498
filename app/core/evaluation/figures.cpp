// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/figures.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

QVector<ClassStratum> evaluateByClass(const QVector<EvaluatedRecord>& records, const FigureOptions& options)
{
    QMap<QString, QVector<EvaluatedRecord>> groups;
    for (const EvaluatedRecord& record : records)
        groups[recordClass(record)].append(record);
    QVector<ClassStratum> strata;
    for (auto at = groups.cbegin(); at != groups.cend(); ++at)
        strata.append({at.key(), evaluate(at.value(), options.distances),
                       evaluateSegments(coresOf(at.value()), options.match, options.distances)});
    std::ranges::stable_sort(strata, std::greater<>(),
                             [](const ClassStratum& stratum) { return stratum.metrics.records; });
    return strata;
}

bool hasScores(const QVector<EvaluatedRecord>& records)
{
    return std::ranges::any_of(records, [](const EvaluatedRecord& record) { return record.score > 0.0; });
}

} // namespace

Figures figuresOf(const EvaluatedSet& set, const FigureOptions& options)
{
    Figures figures;
    figures.name = set.name;
    const QVector<EvaluatedCores> cores = coresOf(set.records);
    figures.metrics = evaluate(set.records, options.distances);
    figures.segments = evaluateSegments(cores, options.match, options.distances);
    figures.levels = evaluateLevels(cores, figures.segments);
    figures.types = confusionOfTypes(cores);
    figures.labels = confusionOfLabels(set);
    figures.inPieces = areInPieces(cores);
    if (hasScores(set.records))
        figures.calibration = calibrationOf(cores, options.bins);
    QVector<EvaluatedRecord> withCore;
    std::ranges::copy_if(set.records, std::back_inserter(withCore),
                         [](const EvaluatedRecord& record) { return !record.gold.isEmpty(); });
    QVector<std::int64_t> lengths = options.lengths;
    std::ranges::sort(lengths);
    figures.byLength = evaluateByLength(withCore, lengths, options.distances);
    figures.byClass = evaluateByClass(set.records, options);
    return figures;
}

Evaluation evaluationOf(const EvaluatedSet& model, const FigureOptions& options)
{
    Evaluation evaluation;
    evaluation.options = options;
    evaluation.model = figuresOf(model, options);
    return evaluation;
}

void putBeside(Evaluation& evaluation, const EvaluatedSet& model, const QString& role, const EvaluatedSet& other,
               const QString& onlyType)
{
    Beside beside{role, {}, figuresOf(other, evaluation.options), {}};
    beside.figures.onlyType = onlyType;
    const auto restricted = [&onlyType](const EvaluatedSet& set) {
        QVector<EvaluatedCores> cores;
        for (EvaluatedCores record : coresOf(set.records)) {
            const auto strange = [&onlyType](const Core& core) { return core.type != onlyType; };
            record.gold.removeIf(strange);
            record.predicted.removeIf(strange);
            if (!record.gold.isEmpty())
                cores.append(record);
        }
        return cores;
    };
    beside.comparison = onlyType.isEmpty()
                            ? compareModels(coresOf(other.records), coresOf(model.records), evaluation.options.match)
                            : compareModels(restricted(other), restricted(model), evaluation.options.match);
    evaluation.beside.append(beside);
}

QString className(const ClassStratum& stratum)
{
    return stratum.name.isEmpty() ? QCoreApplication::translate("corespan::Evaluation", "no core") : stratum.name;
}

QString lengthRange(const MetricStratum& stratum)
{
    if (stratum.toLength > 0)
        return QCoreApplication::translate("corespan::Evaluation", "%1 to %2")
            .arg(stratum.fromLength)
            .arg(stratum.toLength - 1);
    return QCoreApplication::translate("corespan::Evaluation", "%1 and more").arg(stratum.fromLength);
}

} // namespace corespan
