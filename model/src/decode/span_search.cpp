// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/span_search.h"

#include "decode/argmax_tree.h"

#include <algorithm>
#include <deque>
#include <queue>

namespace corespan::model {

LengthLimits::LengthLimits(const SpanDecodeOptions& options, std::size_t positionCount)
    : minLength(options.minLength), positions(static_cast<std::int64_t>(positionCount))
{
    maxLength = options.maxLength == 0 ? positions : std::min(options.maxLength, positions);
}

PositionRange LengthLimits::lastsFor(std::int64_t begin) const
{
    return {begin + minLength - 1, std::min(begin + maxLength, positions) - 1};
}

PositionRange LengthLimits::beginsFor(std::int64_t last) const
{
    return {std::max<std::int64_t>(last - maxLength + 1, 0), last - minLength + 1};
}

namespace {

/// A begin with the ends still to be tried, of which `last` is the best.
struct Branch
{
    double score = 0.0;
    std::int64_t begin = 0;
    std::int64_t last = 0;
    PositionRange lasts;
};

struct Better
{
    bool operator()(const Branch& a, const Branch& b) const
    {
        if (a.score != b.score)
            return a.score > b.score;
        return a.begin != b.begin ? a.begin < b.begin : a.last < b.last;
    }
};

struct Worse
{
    bool operator()(const Branch& a, const Branch& b) const { return Better()(b, a); }
};

double at(std::span<const float> values, std::int64_t position)
{
    return static_cast<double>(values[static_cast<std::size_t>(position)]);
}

/// The best end of every begin by a sliding maximum from right to left; the `count` best of them are kept. No other
/// begin can hold one of the `count` best spans, because its own best is already behind `count` others.
std::vector<Branch> bestBegins(const SpanLogits& logits, const LengthLimits& limits, std::size_t count)
{
    std::priority_queue<Branch, std::vector<Branch>, Better> kept; // worst on top
    std::deque<std::int64_t> falling;                              // positions with falling end logit, best in front
    for (std::int64_t begin = limits.positions - limits.minLength; begin >= 0; --begin) {
        const PositionRange lasts = limits.lastsFor(begin);
        while (!falling.empty() && at(logits.end, falling.back()) <= at(logits.end, lasts.first))
            falling.pop_back();
        falling.push_back(lasts.first);
        while (falling.front() > lasts.last)
            falling.pop_front();
        const std::int64_t last = falling.front();
        const Branch branch{at(logits.start, begin) + at(logits.end, last), begin, last, lasts};
        if (kept.size() < count) {
            kept.push(branch);
        } else if (Better()(branch, kept.top())) {
            kept.pop();
            kept.push(branch);
        }
    }
    std::vector<Branch> branches;
    for (; !kept.empty(); kept.pop())
        branches.push_back(kept.top());
    return branches;
}

} // namespace

std::vector<ScoredSpan> bestSpans(const SpanLogits& logits, const LengthLimits& limits, std::size_t count)
{
    std::vector<ScoredSpan> found;
    if (count == 0 || limits.nothingLegal())
        return found;
    std::priority_queue<Branch, std::vector<Branch>, Worse> open(Worse(), bestBegins(logits, limits, count));
    const ArgmaxTree ends(count > 1 ? logits.end : std::span<const float>());
    const auto reopen = [&](const Branch& branch, PositionRange lasts) {
        if (lasts.empty())
            return;
        const std::int64_t last = ends.argmax(lasts.first, lasts.last);
        open.push({at(logits.start, branch.begin) + at(logits.end, last), branch.begin, last, lasts});
    };
    while (!open.empty()) {
        const Branch best = open.top();
        open.pop();
        found.push_back({Span{best.begin, best.last + 1}, best.score, 0.0});
        if (found.size() == count)
            break;
        reopen(best, {best.lasts.first, best.last - 1});
        reopen(best, {best.last + 1, best.lasts.last});
    }
    return found;
}

} // namespace corespan::model
