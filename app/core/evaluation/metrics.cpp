// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/metrics.h"

#include "core/evaluation/label_positions.h"

#include <algorithm>
#include <cstdlib>

namespace corespan {

namespace {

void countDecision(const EvaluatedRecord& record, SpanMetrics& m)
{
    if (record.gold.isEmpty()) {
        ++(record.predicted.isEmpty() ? m.nullRight : m.nullMissed);
        return;
    }
    ++m.goldCores;
    if (record.predicted.isEmpty()) {
        ++m.nullWrong;
        return;
    }
    ++m.coreKept;
    const CoreDistance distance = distanceOf(record);
    if (!distance.comparable)
        return;
    m.start += distance.begin == 0;
    m.end += distance.end == 0;
    m.exact += distance.begin == 0 && distance.end == 0;
    for (auto at = m.within.begin(); at != m.within.end(); ++at)
        at.value() += std::max(distance.begin, distance.end) <= at.key();
}

void countLabels(const EvaluatedRecord& record, SpanMetrics& m)
{
    forEachLabelledPosition(record, [&m](const LabelledPosition& at) {
        const bool right = at.inGold && at.gold == at.predicted;
        m.goldCoreLabels += at.inGold;
        m.goldCoreLabelsRight += right;
        m.predictedCoreLabels += at.inPredicted;
        m.predictedCoreLabelsRight += at.inPredicted && right;
    });
}

} // namespace

CoreDistance distanceOf(const EvaluatedCores& record)
{
    const bool comparable = std::ranges::equal(record.gold, record.predicted, {}, &Core::type, &Core::type);
    if (!comparable)
        return {};
    CoreDistance distance{true};
    for (qsizetype i = 0; i < record.gold.size(); ++i) {
        const Span &gold = record.gold[i].span, &predicted = record.predicted[i].span;
        distance.begin = std::max<std::int64_t>(distance.begin, std::abs(predicted.begin - gold.begin));
        distance.end = std::max<std::int64_t>(distance.end, std::abs(predicted.end - gold.end));
    }
    return distance;
}

SpanMetrics evaluate(const QVector<EvaluatedRecord>& records, const QVector<std::int64_t>& distances)
{
    SpanMetrics metrics;
    metrics.records = records.size();
    for (const std::int64_t distance : distances)
        metrics.within.insert(distance, 0);
    for (const EvaluatedRecord& record : records) {
        countDecision(record, metrics);
        countLabels(record, metrics);
    }
    return metrics;
}

QVector<MetricStratum> evaluateByLength(const QVector<EvaluatedRecord>& records, const QVector<std::int64_t>& bounds,
                                        const QVector<std::int64_t>& distances)
{
    QVector<QVector<EvaluatedRecord>> groups(bounds.size() + 1);
    for (const EvaluatedRecord& record : records) {
        const std::int64_t length = record.gold.isEmpty() ? record.length : coveredLength(record.gold);
        groups[std::upper_bound(bounds.begin(), bounds.end(), length) - bounds.begin()].append(record);
    }
    QVector<MetricStratum> strata;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        if (!groups[i].isEmpty())
            strata.append(
                {i == 0 ? 0 : bounds[i - 1], i == bounds.size() ? 0 : bounds[i], evaluate(groups[i], distances)});
    }
    return strata;
}

double nullPrecision(const SpanMetrics& m)
{
    return share(m.nullRight, m.nullRight + m.nullWrong);
}

double nullRecall(const SpanMetrics& m)
{
    return share(m.nullRight, m.nullRight + m.nullMissed);
}

QJsonObject toJson(const SpanMetrics& m)
{
    const auto ofCores = [&m](std::int64_t part) { return share(part, m.goldCores); };
    const QJsonObject null{{"right", qint64(m.nullRight)},   {"wrong", qint64(m.nullWrong)},
                           {"missed", qint64(m.nullMissed)}, {"core_kept", qint64(m.coreKept)},
                           {"precision", nullPrecision(m)},  {"recall", nullRecall(m)}};
    QJsonObject json{{"records", qint64(m.records)},
                     {"gold_cores", qint64(m.goldCores)},
                     {"exact", ofCores(m.exact)},
                     {"start", ofCores(m.start)},
                     {"end", ofCores(m.end)},
                     {"label_accuracy_gold", share(m.goldCoreLabelsRight, m.goldCoreLabels)},
                     {"label_accuracy_predicted", share(m.predictedCoreLabelsRight, m.predictedCoreLabels)},
                     {"null", null}};
    for (auto at = m.within.cbegin(); at != m.within.cend(); ++at)
        json.insert(QStringLiteral("within_%1").arg(at.key()), ofCores(at.value()));
    return json;
}

} // namespace corespan
