// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/segment_metrics.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace corespan {

namespace {

double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : 0.0;
}

std::int64_t overlapOf(const Span& a, const Span& b)
{
    return std::max<std::int64_t>(0, std::min(a.end, b.end) - std::max(a.begin, b.begin));
}

std::int64_t covered(const QVector<Core>& cores)
{
    std::int64_t positions = 0;
    for (const Core& core : cores)
        positions += core.span.length();
    return positions;
}

/// Positions inside both lists; linear, as each is disjoint and by begin.
std::int64_t shared(const QVector<Core>& a, const QVector<Core>& b)
{
    std::int64_t positions = 0;
    for (qsizetype i = 0, j = 0; i < a.size() && j < b.size();) {
        positions += overlapOf(a[i].span, b[j].span);
        a[i].span.end < b[j].span.end ? ++i : ++j;
    }
    return positions;
}

void countPositions(const EvaluatedCores& record, SegmentMetrics& metrics)
{
    const std::int64_t both = shared(record.gold, record.predicted), gold = covered(record.gold),
                       predicted = covered(record.predicted), either = gold + predicted - both;
    metrics.truePositive += both;
    metrics.falseNegative += gold - both;
    metrics.falsePositive += predicted - both;
    metrics.trueNegative += record.length - either;
    metrics.iouSum += either == 0 ? 1.0 : static_cast<double>(both) / static_cast<double>(either);
}

/// Pairs in order of begin: a gold core takes the first free prediction that matches it.
void countSegments(const EvaluatedCores& record, const SegmentMatch& match, SegmentMetrics& metrics)
{
    std::int64_t matched = 0, exact = 0;
    QVector<bool> taken(record.predicted.size(), false);
    for (const Core& core : record.predicted)
        ++metrics.byType[core.type].predicted;
    for (const Core& core : record.gold) {
        SegmentCounts& own = metrics.byType[core.type];
        ++own.gold;
        for (qsizetype i = 0; i < record.predicted.size(); ++i) {
            if (taken[i] || !match(core, record.predicted[i]))
                continue;
            const Span& found = record.predicted[i].span;
            taken[i] = true;
            ++matched, ++own.matched;
            exact += found == core.span ? 1 : 0;
            own.exact += found == core.span ? 1 : 0;
            ++metrics.beginShift[found.begin - core.span.begin];
            ++metrics.endShift[found.end - core.span.end];
            break;
        }
    }
    metrics.all.gold += record.gold.size();
    metrics.all.predicted += record.predicted.size();
    metrics.all.matched += matched;
    metrics.all.exact += exact;
    const bool complete = record.gold.size() == record.predicted.size() && matched == record.gold.size();
    metrics.allRight += complete ? 1 : 0;
    metrics.allExact += complete && exact == matched ? 1 : 0;
}

bool isExact(const EvaluatedCores& record)
{
    return std::equal(record.gold.begin(), record.gold.end(), record.predicted.begin(), record.predicted.end(),
                      [](const Core& a, const Core& b) { return a.span == b.span && a.type == b.type; });
}

QJsonObject toJson(const SegmentCounts& counts)
{
    return {{"gold", qint64(counts.gold)},
            {"predicted", qint64(counts.predicted)},
            {"matched", qint64(counts.matched)},
            {"exact", qint64(counts.exact)},
            {"recall", counts.recall()},
            {"precision", counts.precision()},
            {"exact_share", ratio(static_cast<double>(counts.exact), static_cast<double>(counts.gold))}};
}

QJsonArray toJson(const QMap<std::int64_t, std::int64_t>& histogram)
{
    QJsonArray pairs;
    for (auto at = histogram.cbegin(); at != histogram.cend(); ++at)
        pairs.append(QJsonArray{qint64(at.key()), qint64(at.value())});
    return pairs;
}

/// SplitMix64 (Steele et al. 2014): small, and the same on every machine.
std::uint64_t nextRandom(std::uint64_t& state)
{
    std::uint64_t z = (state += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

} // namespace

bool SegmentMatch::operator()(const Core& gold, const Core& predicted) const
{
    const Span &a = gold.span, &b = predicted.span;
    if (gold.type != predicted.type || std::abs(a.begin - b.begin) > reach || std::abs(a.end - b.end) > reach)
        return false;
    return !halfOverlap || 2 * overlapOf(a, b) >= std::max(a.length(), b.length());
}

double SegmentCounts::recall() const
{
    return ratio(static_cast<double>(matched), static_cast<double>(gold));
}

double SegmentCounts::precision() const
{
    return ratio(static_cast<double>(matched), static_cast<double>(predicted));
}

double SegmentMetrics::mcc() const
{
    const auto tp = static_cast<double>(truePositive), fp = static_cast<double>(falsePositive),
               fn = static_cast<double>(falseNegative), tn = static_cast<double>(trueNegative);
    return ratio(tp * tn - fp * fn, std::sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)));
}

double SegmentMetrics::iou() const
{
    return ratio(iouSum, static_cast<double>(records));
}

QJsonObject SegmentMetrics::toJson() const
{
    QJsonObject types;
    for (auto at = byType.cbegin(); at != byType.cend(); ++at)
        types.insert(at.key(), corespan::toJson(at.value()));
    const auto of = [this](std::int64_t part) {
        return ratio(static_cast<double>(part), static_cast<double>(records));
    };
    return {{"records", qint64(records)},
            {"all_exact", of(allExact)},
            {"q_ok", of(allRight)},
            {"iou", iou()},
            {"mcc", mcc()},
            {"segments", corespan::toJson(all)},
            {"by_type", types},
            {"begin_shift", corespan::toJson(beginShift)},
            {"end_shift", corespan::toJson(endShift)}};
}

SegmentMetrics evaluateSegments(const QVector<EvaluatedCores>& records, const SegmentMatch& match)
{
    SegmentMetrics metrics;
    metrics.records = records.size();
    for (const EvaluatedCores& record : records) {
        countPositions(record, metrics);
        countSegments(record, match, metrics);
    }
    return metrics;
}

Calibration calibrationOf(const QVector<EvaluatedCores>& records, int bins)
{
    Calibration result;
    result.bins.resize(std::max(1, bins));
    for (const EvaluatedCores& record : records) {
        const double score = std::clamp(record.score, 0.0, 1.0);
        const auto place = std::min<qsizetype>(result.bins.size() - 1, qsizetype(score * double(result.bins.size())));
        ReliabilityBin& bin = result.bins[place];
        ++bin.count;
        bin.meanScore += score;
        bin.exact += isExact(record) ? 1.0 : 0.0;
    }
    for (ReliabilityBin& bin : result.bins) {
        result.ece += ratio(std::abs(bin.meanScore - bin.exact), static_cast<double>(records.size()));
        bin.meanScore = ratio(bin.meanScore, static_cast<double>(bin.count));
        bin.exact = ratio(bin.exact, static_cast<double>(bin.count));
    }
    return result;
}

PairedComparison comparePaired(const QVector<double>& a, const QVector<double>& b, int rounds, std::uint64_t seed)
{
    PairedComparison result;
    const auto count = static_cast<std::uint64_t>(std::min(a.size(), b.size()));
    if (count == 0 || rounds < 1)
        return result;
    QVector<double> difference;
    for (qsizetype i = 0; i < static_cast<qsizetype>(count); ++i) {
        difference.append(b[i] - a[i]);
        result.difference += difference.back() / static_cast<double>(count);
        result.onlyA += difference.back() < 0.0 ? 1 : 0;
        result.onlyB += difference.back() > 0.0 ? 1 : 0;
    }
    QVector<double> means;
    for (int round = 0; round < rounds; ++round) {
        double sum = 0.0;
        for (std::uint64_t i = 0; i < count; ++i)
            sum += difference[static_cast<qsizetype>(nextRandom(seed) % count)];
        means.append(sum / static_cast<double>(count));
    }
    std::ranges::sort(means);
    const auto at = [&](double share) { return means[qsizetype(share * double(means.size() - 1) + 0.5)]; };
    result.low = at(0.025);
    result.high = at(0.975);
    return result;
}

} // namespace corespan
