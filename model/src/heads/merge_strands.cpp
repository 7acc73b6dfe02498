// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/merge_strands.h"

#include <algorithm>
#include <functional>

namespace corespan::model {
namespace {

std::vector<ScoredSpan> turned(std::vector<ScoredSpan> cores, std::int64_t length)
{
    for (ScoredSpan& core : cores) {
        core.span = {length - core.span.end, length - core.span.begin};
        core.type = 1;
    }
    return cores;
}

std::vector<ScoredSpan> joined(std::vector<ScoredSpan> cores, const std::vector<ScoredSpan>& others)
{
    cores.insert(cores.end(), others.begin(), others.end());
    std::ranges::stable_sort(cores, std::greater<>(), &ScoredSpan::probability);
    return cores;
}

/// `cores` from the most probable one down, those left out that overlap one before them; by begin.
std::vector<ScoredSpan> disjoint(const std::vector<ScoredSpan>& cores)
{
    std::vector<ScoredSpan> kept;
    for (const ScoredSpan& core : cores) {
        const auto behind =
            std::ranges::upper_bound(kept, core.span.begin, {}, [](const ScoredSpan& k) { return k.span.begin; });
        const bool left = behind != kept.begin() && std::prev(behind)->span.end > core.span.begin;
        const bool right = behind != kept.end() && behind->span.begin < core.span.end;
        if (!left && !right)
            kept.insert(behind, core);
    }
    return kept;
}

std::vector<double> either(const std::vector<double>& a, const std::vector<double>& b)
{
    std::vector<double> both(a.size());
    std::ranges::transform(a, b, both.begin(), [](double p, double q) { return 1.0 - (1.0 - p) * (1.0 - q); });
    return both;
}

} // namespace

SelectorResult mergeStrands(SelectorResult forward, SelectorResult reverse, const DecodeOptions& options)
{
    Selection &f = forward.selection, &r = reverse.selection;
    const auto length = static_cast<std::int64_t>(f.pCore.size());
    for (std::vector<double>* track : {&r.pStart, &r.pEnd, &r.pCore})
        std::ranges::reverse(*track);
    SelectorResult result;
    Selection& both = result.selection;
    both.cores = disjoint(joined(std::move(f.cores), turned(std::move(r.cores), length)));
    both.candidates = joined(std::move(f.candidates), turned(std::move(r.candidates), length));
    if (both.candidates.size() > options.nBest)
        both.candidates.resize(options.nBest);
    both.pStart = either(f.pStart, r.pEnd);
    both.pEnd = either(f.pEnd, r.pStart);
    both.pCore = either(f.pCore, r.pCore);
    both.pType = std::move(f.pCore);
    both.pType.insert(both.pType.end(), r.pCore.begin(), r.pCore.end());
    both.nullProbability = f.nullProbability * r.nullProbability;
    both.nullScore = f.nullScore + r.nullScore;
    both.margin = std::min(f.margin, r.margin);
    both.logPartition = f.logPartition + r.logPartition;
    result.strings = std::move(forward.strings);
    result.reverseStrings = std::move(reverse.strings);
    return result;
}

} // namespace corespan::model
