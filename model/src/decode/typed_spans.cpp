// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/typed_spans.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace corespan::model {
namespace {

double logOfSum(const std::vector<Selection>& parts)
{
    double top = -std::numeric_limits<double>::infinity();
    for (const Selection& part : parts)
        top = std::max(top, part.logPartition);
    if (!std::isfinite(top))
        return top;
    double sum = 0.0;
    for (const Selection& part : parts)
        sum += std::exp(part.logPartition - top);
    return top + std::log(sum);
}

void addScaled(std::vector<double>& to, const std::vector<double>& from, double factor)
{
    for (std::size_t i = 0; i < to.size(); ++i)
        to[i] = std::min(1.0, to[i] + from[i] * factor);
}

/// Null wins only where it is strictly better, as in decodeSpan().
void decide(Selection& result, bool allowNull)
{
    const ScoredSpan* best = result.candidates.empty() ? nullptr : result.candidates.data();
    const bool nullWins = !best || (allowNull && result.nullScore > best->score);
    double runnerUp = allowNull && !nullWins ? result.nullProbability : 0.0;
    if (nullWins && best)
        runnerUp = best->probability;
    else if (!nullWins && result.candidates.size() > 1)
        runnerUp = std::max(runnerUp, result.candidates[1].probability);
    if (!nullWins)
        result.cores = {*best};
    result.margin = std::clamp((nullWins ? result.nullProbability : best->probability) - runnerUp, 0.0, 1.0);
}

} // namespace

Selection joinTypes(std::vector<Selection> byType, bool allowNull, std::size_t nBest)
{
    Selection result;
    const std::size_t length = byType.front().pCore.size();
    result.logPartition = logOfSum(byType);
    result.nullScore = byType.front().nullScore;
    result.pStart.assign(length, 0.0);
    result.pEnd = result.pCore = result.pStart;
    result.pType.assign(byType.size() * length, 0.0);
    for (std::size_t t = 0; t < byType.size(); ++t) {
        Selection& part = byType[t];
        const double weight =
            std::isfinite(part.logPartition) ? std::exp(part.logPartition - result.logPartition) : 0.0;
        addScaled(result.pStart, part.pStart, weight);
        addScaled(result.pEnd, part.pEnd, weight);
        addScaled(result.pCore, part.pCore, weight);
        std::ranges::transform(part.pCore, result.pType.begin() + static_cast<std::ptrdiff_t>(t * length),
                               [weight](double p) { return p * weight; });
        if (t == 0)
            result.nullProbability = part.nullProbability * weight;
        for (ScoredSpan candidate : part.candidates) {
            candidate.type = static_cast<int>(t);
            candidate.probability *= weight;
            result.candidates.push_back(candidate);
        }
    }
    std::ranges::stable_sort(result.candidates, std::greater<>(), &ScoredSpan::score);
    decide(result, allowNull);
    if (result.candidates.size() > nBest)
        result.candidates.resize(nBest);
    return result;
}

Selection decodeTypedSpans(std::span<const SpanLogits> byType, const SpanDecodeOptions& options)
{
    if (byType.size() == 1)
        return decodeSpan(byType.front(), options);
    std::vector<Selection> parts;
    for (std::size_t t = 0; t < byType.size(); ++t) {
        SpanDecodeOptions own = options;
        own.nBest = std::max<std::size_t>(2, options.nBest);
        own.allowNull = options.allowNull && t == 0;
        parts.push_back(decodeSpan(byType[t], own));
    }
    return joinTypes(std::move(parts), options.allowNull, options.nBest);
}

} // namespace corespan::model
