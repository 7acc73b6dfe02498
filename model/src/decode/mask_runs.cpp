// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/mask_odds.h"
#include "decode/segment_window.h"

#include <algorithm>

namespace corespan::model {

namespace {

constexpr int nobody = -1;

int ownerOf(const MaskOdds& odds, std::int64_t i)
{
    int best = 0;
    for (int t = 1; t < odds.types; ++t)
        if (odds.odds(i, t) > odds.odds(i, best))
            best = t;
    return odds.odds(i, best) >= 0.0 ? best : nobody;
}

/// The best `length` positions of a core.
Span bestPart(const MaskOdds& odds, const ScoredSpan& core, std::int64_t length)
{
    std::vector<double> values;
    for (std::int64_t i = core.span.begin; i < core.span.end; ++i)
        values.push_back(odds.odds(i, core.type));
    const std::vector<double> totals = windowTotals(values, length);
    const std::int64_t begin = core.span.begin + (std::ranges::max_element(totals) - totals.begin());
    return {begin, begin + length};
}

} // namespace

std::vector<ScoredSpan> maskRuns(const MaskOdds& odds, const MaskDecodeOptions& options)
{
    std::vector<ScoredSpan> runs;
    for (std::int64_t i = 0; i < odds.length; ++i) {
        const int owner = ownerOf(odds, i);
        if (owner == nobody)
            continue;
        const bool goesOn = !runs.empty() && runs.back().type == owner && i - runs.back().span.end <= options.mergeGap;
        if (goesOn)
            runs.back().span.end = i + 1;
        else
            runs.push_back({Span{i, i + 1}, 0.0, 0.0, owner});
    }
    std::erase_if(runs, [&](const ScoredSpan& run) { return run.span.length() < options.minLength; });
    for (ScoredSpan& run : runs)
        if (options.maxLength > 0 && run.span.length() > options.maxLength)
            run.span = bestPart(odds, run, options.maxLength);
    return runs;
}

} // namespace corespan::model
