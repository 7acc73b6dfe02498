// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/metrics.h"

#include <algorithm>
#include <cstdlib>
#include <functional>

namespace corespan {

namespace {

/// As many cores as in gold, and the same is true of each pair.
template <typename Same>
bool all(const EvaluatedRecord& record, Same same)
{
    return std::ranges::equal(record.gold, record.predicted,
                              [&](const Core& a, const Core& b) { return same(a.span, b.span); });
}

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
    const auto within = [](std::int64_t distance) {
        return [distance](const Span& a, const Span& b) {
            return std::abs(a.begin - b.begin) <= distance && std::abs(a.end - b.end) <= distance;
        };
    };
    ++m.coreKept;
    m.exact += all(record, std::equal_to<>());
    m.start += all(record, [](const Span& a, const Span& b) { return a.begin == b.begin; });
    m.end += all(record, [](const Span& a, const Span& b) { return a.end == b.end; });
    m.within3 += all(record, within(3));
    m.within10 += all(record, within(10));
}

/// [length] inside one of the cores.
QVector<bool> inside(const QVector<Core>& cores, std::int64_t length)
{
    QVector<bool> positions(length, false);
    for (const Core& core : cores)
        std::fill(positions.begin() + std::min(core.span.begin, length),
                  positions.begin() + std::min(core.span.end, length), true);
    return positions;
}

void countLabels(const EvaluatedRecord& record, SpanMetrics& m)
{
    const bool labelled = !record.goldLabels.isEmpty() || record.gold.isEmpty();
    if (record.predictedLabels.isEmpty() || !labelled)
        return;
    const QVector<bool> gold = inside(record.gold, record.length);
    const QVector<bool> predicted = inside(record.predicted, record.length);
    for (std::int64_t i = 0; i < record.length; ++i) {
        const std::int16_t label = i < record.goldLabels.size() ? record.goldLabels[i] : std::int16_t(-1);
        if (gold[i] && label < 0)
            continue;
        const bool right = gold[i] && label == record.predictedLabels[i];
        m.goldCoreLabels += gold[i];
        m.goldCoreLabelsRight += right;
        m.predictedCoreLabels += predicted[i];
        m.predictedCoreLabelsRight += predicted[i] && right;
    }
}

} // namespace

QVector<EvaluatedCores> coresOf(const QVector<EvaluatedRecord>& records)
{
    return {records.begin(), records.end()};
}

SpanMetrics evaluate(const QVector<EvaluatedRecord>& records)
{
    SpanMetrics metrics;
    metrics.records = records.size();
    for (const EvaluatedRecord& record : records) {
        countDecision(record, metrics);
        countLabels(record, metrics);
    }
    return metrics;
}

QVector<MetricStratum> evaluateByLength(const QVector<EvaluatedRecord>& records, const QVector<std::int64_t>& bounds)
{
    QVector<QVector<EvaluatedRecord>> groups(bounds.size() + 1);
    for (const EvaluatedRecord& record : records) {
        std::int64_t length = record.gold.isEmpty() ? record.length : 0;
        for (const Core& core : record.gold)
            length += core.span.length();
        groups[std::upper_bound(bounds.begin(), bounds.end(), length) - bounds.begin()].append(record);
    }
    QVector<MetricStratum> strata;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        if (!groups[i].isEmpty())
            strata.append({i == 0 ? 0 : bounds[i - 1], i == bounds.size() ? 0 : bounds[i], evaluate(groups[i])});
    }
    return strata;
}

double share(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
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
    return {{"records", qint64(m.records)},
            {"gold_cores", qint64(m.goldCores)},
            {"exact", ofCores(m.exact)},
            {"start", ofCores(m.start)},
            {"end", ofCores(m.end)},
            {"within_3", ofCores(m.within3)},
            {"within_10", ofCores(m.within10)},
            {"label_accuracy_gold", share(m.goldCoreLabelsRight, m.goldCoreLabels)},
            {"label_accuracy_predicted", share(m.predictedCoreLabelsRight, m.predictedCoreLabels)},
            {"null", null}};
}

} // namespace corespan
