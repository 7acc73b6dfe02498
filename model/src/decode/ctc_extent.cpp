// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/ctc_extent.h"

#include "decode/log_sum.h"
#include "decode/selection_rules.h"
#include "decode/span_search.h"

#include <deque>
#include <optional>
#include <utility>

namespace corespan::model {

namespace {

// For impossible begins and ends, so that sums and differences of logs stay numbers.
constexpr double never = -1e300;

bool better(const ScoredSpan& a, const ScoredSpan& b)
{
    return a.score != b.score ? a.score > b.score : a.span < b.span;
}

/// The joint distribution of where the extent begins and ends, as log-probabilities. An extent longer than one cover
/// has its first and last emission at different positions that do not constrain each other: it scores start + end.
/// Shorter ones (one emission; near the record's ends two, whose cut covers coincide) are listed.
struct ExtentScores
{
    std::vector<double> start;      ///< [L]
    std::vector<double> end;        ///< [L] of the last covered position
    std::vector<ScoredSpan> shorts; ///< legal ones
    LengthLimits limits;            ///< of the others
    double null = 0.0;

    ExtentScores(const CtcRows& rows, const CtcCover& cover, const SpanDecodeOptions& options)
        : start(static_cast<std::size_t>(rows.length()), never), end(start),
          limits(withMinimum(options, std::max(options.minLength, cover.unit + 1)), start.size())
    {
        std::vector<double> blanksAfter(start.size() + 1, 0.0); ///< log P(no emission at or behind)
        for (std::int64_t p = rows.length() - 1; p >= 0; --p)
            blanksAfter[p] = blanksAfter[p + 1] + rows.blank(p);
        null = blanksAfter[0];
        double blanksBefore = 0.0;
        for (std::int64_t p = 0; p < rows.length(); ++p) {
            const double first = blanksBefore + rows.any(p);
            double& from = start[cover.begin(p)];
            double& to = end[cover.end(p) - 1];
            from = from == never ? first : logAdd(from, first);
            const double last = rows.any(p) + blanksAfter[p + 1];
            to = to == never ? last : logAdd(to, last);
            addShort({cover.begin(p), cover.end(p)}, first + blanksAfter[p + 1], options);
            for (std::int64_t q = p + 1; q < std::min(p + cover.unit, rows.length()); ++q) {
                if (cover.end(q) - cover.begin(p) <= cover.unit)
                    addShort({cover.begin(p), cover.end(q)}, first + rows.any(q) + blanksAfter[q + 1], options);
            }
            blanksBefore += rows.blank(p);
        }
        mergeShorts();
    }

private:
    static SpanDecodeOptions withMinimum(SpanDecodeOptions options, std::int64_t minimum)
    {
        options.minLength = minimum;
        return options;
    }

    void addShort(Span span, double score, const SpanDecodeOptions& options)
    {
        if (lengthAllowed(span.length(), options))
            shorts.push_back({span, score});
    }

    void mergeShorts()
    {
        std::ranges::stable_sort(shorts, {}, &ScoredSpan::span);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < shorts.size(); ++i) {
            if (kept > 0 && shorts[kept - 1].span == shorts[i].span)
                shorts[kept - 1].score = logAdd(shorts[kept - 1].score, shorts[i].score);
            else
                shorts[kept++] = shorts[i];
        }
        shorts.resize(kept);
    }
};

void keepBest(std::vector<ScoredSpan>& heap, const ScoredSpan& span, std::size_t limit)
{
    if (heap.size() == limit && !better(span, heap.front()))
        return;
    if (heap.size() == limit) {
        std::ranges::pop_heap(heap, better);
        heap.pop_back();
    }
    heap.push_back(span);
    std::ranges::push_heap(heap, better);
}

/// The `count` best begins, each with its best end, by a sliding maximum from right to left.
std::vector<ScoredSpan> bestBegins(const ExtentScores& scores, std::size_t count)
{
    std::vector<ScoredSpan> begins;
    std::deque<std::int64_t> falling; // last positions with falling scores, best in front
    const LengthLimits& limits = scores.limits;
    if (limits.nothingLegal())
        return begins;
    for (std::int64_t begin = limits.positions - limits.minLength; begin >= 0; --begin) {
        const PositionRange lasts = limits.lastsFor(begin);
        while (!falling.empty() && scores.end[falling.back()] <= scores.end[lasts.first])
            falling.pop_back();
        falling.push_back(lasts.first);
        while (falling.front() > lasts.last)
            falling.pop_front();
        const double score = scores.start[begin] + scores.end[falling.front()];
        keepBest(begins, {{begin, falling.front() + 1}, score}, count);
    }
    return begins;
}

/// Every end of the `count` best begins is looked at: no other begin can hold one of the `count` best extents.
/// O(L count).
std::vector<ScoredSpan> bestExtents(const ExtentScores& scores, std::size_t count)
{
    std::vector<ScoredSpan> found;
    for (const ScoredSpan& each : bestBegins(scores, count)) {
        const std::int64_t begin = each.span.begin;
        const PositionRange lasts = scores.limits.lastsFor(begin);
        for (std::int64_t last = lasts.first; last <= lasts.last; ++last)
            keepBest(found, {{begin, last + 1}, scores.start[begin] + scores.end[last]}, count);
    }
    for (const ScoredSpan& span : scores.shorts)
        keepBest(found, span, count);
    std::ranges::sort(found, better);
    std::erase_if(found, [](const ScoredSpan& span) { return span.score <= never / 2; });
    return found;
}

/// For each position, exp(own - top) times the sum of exp(partner) over its legal range.
template <typename RangeOf>
std::vector<double> masses(const std::vector<double>& own, const std::vector<double>& partners,
                           const LengthLimits& limits, double top, RangeOf rangeOf)
{
    std::vector<double> mass(own.size(), 0.0);
    if (limits.nothingLegal())
        return mass;
    const WindowSums sums(partners, limits.maxLength - limits.minLength + 1);
    for (std::size_t i = 0; i < own.size(); ++i) {
        const PositionRange range = rangeOf(static_cast<std::int64_t>(i));
        if (!range.empty())
            mass[i] = sums.sum(range.first, range.last).times(own[i] - top);
    }
    return mass;
}

void fillTracks(Selection& result, const ExtentScores& scores, bool allowNull, double top)
{
    const LengthLimits& limits = scores.limits;
    result.pStart = masses(scores.start, scores.end, limits, top, [&](std::int64_t i) { return limits.lastsFor(i); });
    result.pEnd = masses(scores.end, scores.start, limits, top, [&](std::int64_t i) { return limits.beginsFor(i); });
    for (const ScoredSpan& span : scores.shorts) {
        const double mass = std::exp(span.score - top);
        result.pStart[span.span.begin] += mass;
        result.pEnd[span.span.end - 1] += mass;
    }
    const double nullMass = allowNull ? std::exp(result.nullScore - top) : 0.0;
    double partition = nullMass;
    for (const double mass : result.pStart)
        partition += mass;
    for (std::size_t i = 0; i < result.pStart.size(); ++i) {
        result.pStart[i] = std::min(result.pStart[i] / partition, 1.0);
        result.pEnd[i] = std::min(result.pEnd[i] / partition, 1.0);
    }
    result.pCore = insideProbability(result.pStart, result.pEnd);
    result.nullProbability = nullMass / partition;
    result.logPartition = top + std::log(partition);
    for (ScoredSpan& candidate : result.candidates)
        candidate.probability = std::exp(candidate.score - top) / partition;
}

} // namespace

Selection selectExtent(const CtcRows& rows, const CtcCover& cover, const SpanDecodeOptions& options)
{
    const ExtentScores scores(rows, cover, options);
    const double nullScore = scores.null + options.nullBias;
    std::vector<ScoredSpan> best = bestExtents(scores, std::max<std::size_t>(options.nBest, 2));
    if (best.empty())
        return nothingLegal(scores.start.size(), nullScore, options.allowNull, 1.0);
    Selection result;
    result.nullScore = options.allowNull ? nullScore : 0.0;
    result.candidates = std::move(best);
    double top = result.candidates.front().score;
    if (options.allowNull)
        top = std::max(top, nullScore);
    fillTracks(result, scores, options.allowNull, top);
    decideSingle(result, options);
    return result;
}

} // namespace corespan::model
