// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/metrics.h"

#include <algorithm>
#include <cstdlib>

namespace corespan {

namespace {

bool within(const Span& a, const Span& b, std::int64_t distance)
{
    return std::abs(a.begin - b.begin) <= distance && std::abs(a.end - b.end) <= distance;
}

void countDecision(const EvaluatedRecord& record, SpanMetrics& m)
{
    if (!record.gold) {
        ++(record.predicted ? m.nullMissed : m.nullRight);
        return;
    }
    ++m.goldCores;
    if (!record.predicted) {
        ++m.nullWrong;
        return;
    }
    ++m.coreKept;
    m.exact += *record.gold == *record.predicted;
    m.start += record.gold->begin == record.predicted->begin;
    m.end += record.gold->end == record.predicted->end;
    m.within3 += within(*record.gold, *record.predicted, 3);
    m.within10 += within(*record.gold, *record.predicted, 10);
}

void countLabels(const EvaluatedRecord& record, SpanMetrics& m)
{
    const bool labelled = !record.goldLabels.isEmpty() || !record.gold;
    if (record.predictedLabels.isEmpty() || !labelled)
        return;
    const auto goldLabel = [&](std::int64_t i) {
        return i < record.goldLabels.size() ? record.goldLabels[i] : std::int16_t(-1);
    };
    if (record.gold) {
        for (std::int64_t i = record.gold->begin; i < std::min(record.gold->end, record.length); ++i) {
            if (goldLabel(i) < 0)
                continue;
            ++m.goldCoreLabels;
            m.goldCoreLabelsRight += goldLabel(i) == record.predictedLabels[i];
        }
    }
    if (!record.predicted)
        return;
    for (std::int64_t i = record.predicted->begin; i < std::min(record.predicted->end, record.length); ++i) {
        const bool inGold = record.gold && record.gold->contains(i);
        if (inGold && goldLabel(i) < 0)
            continue;
        ++m.predictedCoreLabels;
        m.predictedCoreLabelsRight += inGold && goldLabel(i) == record.predictedLabels[i];
    }
}

} // namespace

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
        const std::int64_t length = record.gold ? record.gold->length() : record.length;
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
