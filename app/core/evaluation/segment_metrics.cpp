// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/segment_metrics.h"

#include <algorithm>
#include <cmath>

namespace corespan {

namespace {

std::int64_t positionsIn(const QVector<Span>& spans)
{
    std::int64_t positions = 0;
    for (const Span& span : spans)
        positions += span.length();
    return positions;
}

struct PositionCounts
{
    std::int64_t both = 0, gold = 0, predicted = 0, known = 0;
};

PositionCounts countPositions(const EvaluatedCores& record)
{
    const QVector<Span> gold = spansOf(record.gold), predicted = spansOf(record.predicted),
                        both = intersection(gold, predicted);
    const auto known = [&record](const QVector<Span>& spans) {
        return positionsIn(spans) - positionsIn(intersection(spans, record.ambiguous));
    };
    return {known(both), known(gold), known(predicted), known({{0, record.length}})};
}

void addPositions(const EvaluatedCores& record, SegmentMetrics& metrics)
{
    const PositionCounts counts = countPositions(record);
    metrics.truePositive += counts.both;
    metrics.falseNegative += counts.gold - counts.both;
    metrics.falsePositive += counts.predicted - counts.both;
    metrics.trueNegative += counts.known - (counts.gold + counts.predicted - counts.both);
    metrics.iouSum += iouOf(record);
}

void addEnds(const EvaluatedCores& record, SegmentMetrics& metrics)
{
    for (const CorePair& pair : pairByOverlap(record, PairTypes::Same)) {
        const Core& gold = record.gold[pair.gold];
        const Span& predicted = record.predicted[pair.predicted].span;
        const std::int64_t begin = predicted.begin - gold.span.begin, end = predicted.end - gold.span.end;
        TypeCounts& type = metrics.byType[gold.type];
        ++type.found;
        type.start += begin == 0;
        type.end += end == 0;
        for (auto at = type.within.begin(); at != type.within.end(); ++at)
            at.value() += std::max(std::abs(begin), std::abs(end)) <= at.key();
        ++type.beginShift[begin];
        ++type.endShift[end];
    }
}

/// Of one record: segments by type.
QMap<QString, SegmentCounts> countTypes(const EvaluatedCores& record, const SegmentMatch& match)
{
    QMap<QString, SegmentCounts> types;
    for (const Core& core : record.gold)
        ++types[core.type].gold;
    for (const Core& core : record.predicted)
        ++types[core.type].predicted;
    for (const CorePair& pair : pairByMatch(record, match)) {
        SegmentCounts& counts = types[record.gold[pair.gold].type];
        ++counts.matched;
        counts.exact += record.gold[pair.gold].span == record.predicted[pair.predicted].span;
    }
    return types;
}

void add(const SegmentCounts& counts, SegmentCounts& to)
{
    to.gold += counts.gold;
    to.predicted += counts.predicted;
    to.matched += counts.matched;
    to.exact += counts.exact;
}

bool isRight(const SegmentCounts& counts)
{
    return counts.matched == counts.gold && counts.gold == counts.predicted;
}

void addSegments(const EvaluatedCores& record, const SegmentMatch& match, const QVector<std::int64_t>& distances,
                 SegmentMetrics& metrics)
{
    SegmentCounts whole;
    const QMap<QString, SegmentCounts> types = countTypes(record, match);
    for (auto at = types.cbegin(); at != types.cend(); ++at) {
        add(at.value(), whole);
        if (!metrics.byType.contains(at.key()))
            for (const std::int64_t distance : distances)
                metrics.byType[at.key()].within.insert(distance, 0);
        TypeCounts& type = metrics.byType[at.key()];
        add(at.value(), type);
        if (at->gold > 0) {
            ++type.records;
            type.right += isRight(*at);
            type.predictedInThese += at->predicted;
        } else {
            ++(record.gold.isEmpty() ? type.falseOnNone : type.falseOnOthers);
        }
    }
    add(whole, metrics.all);
    metrics.withoutCore += record.gold.isEmpty();
    metrics.allRight += isRight(whole);
    metrics.allExact += isRight(whole) && whole.exact == whole.gold;
}

double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : 0.0;
}

} // namespace

double SegmentCounts::recall() const
{
    return share(matched, gold);
}

double SegmentCounts::precision() const
{
    return share(matched, predicted);
}

double SegmentMetrics::mcc() const
{
    const auto tp = static_cast<double>(truePositive), fp = static_cast<double>(falsePositive),
               fn = static_cast<double>(falseNegative), tn = static_cast<double>(trueNegative);
    // Roots one by one: the product of four counts of a genome's positions leaves no digits.
    return ratio(tp * tn - fp * fn, std::sqrt(tp + fp) * std::sqrt(tp + fn) * std::sqrt(tn + fp) * std::sqrt(tn + fn));
}

double SegmentMetrics::iou() const
{
    return ratio(iouSum, static_cast<double>(records));
}

SegmentMetrics evaluateSegments(const QVector<EvaluatedCores>& records, const SegmentMatch& match,
                                const QVector<std::int64_t>& distances)
{
    SegmentMetrics metrics;
    metrics.records = records.size();
    for (const EvaluatedCores& record : records) {
        addPositions(record, metrics);
        addSegments(record, match, distances, metrics);
        addEnds(record, metrics);
    }
    return metrics;
}

double iouOf(const EvaluatedCores& record)
{
    const PositionCounts counts = countPositions(record);
    const std::int64_t either = counts.gold + counts.predicted - counts.both;
    return either == 0 ? 1.0 : share(counts.both, either);
}

} // namespace corespan
