// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/mask_decoder.h"

#include "decode/mask_odds.h"
#include "decode/segment_graph.h"
#include "model/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>

namespace corespan::model {

namespace {

// Beyond these the scaled odds of finite float logits could leave the range of double.
constexpr double minTemperature = 1e-6;
constexpr double maxTemperature = 1e6;

void checkOptions(const MaskDecodeOptions& options)
{
    if (!(options.threshold > 0.0 && options.threshold < 1.0))
        throw ModelError("Mask decoding: the threshold must lie between 0 and 1, without these.");
    if (options.minLength < 1)
        throw ModelError("Mask decoding: the minimum core length is " + std::to_string(options.minLength) +
                         "; it must be at least 1.");
    if (options.maxLength < 0 || (options.maxLength > 0 && options.maxLength < options.minLength))
        throw ModelError("Mask decoding: the maximum core length " + std::to_string(options.maxLength) +
                         " is below the minimum " + std::to_string(options.minLength) + "; 0 means no limit.");
    if (options.mergeGap < 0)
        throw ModelError("Mask decoding: the gap to merge is " + std::to_string(options.mergeGap) +
                         "; it must be at least 0.");
    if (!(options.temperature >= minTemperature && options.temperature <= maxTemperature))
        throw ModelError("Mask decoding: the temperature must lie between 1e-6 and 1e6.");
}

MaskOdds oddsOf(std::span<const float> logits, int types, const MaskDecodeOptions& options)
{
    if (types < 1 || types >= std::numeric_limits<std::int16_t>::max())
        throw ModelError("Mask decoding: " + std::to_string(types) + " core types; there must be 1 to 32766.");
    const auto count = static_cast<std::int64_t>(logits.size());
    if (count % types != 0)
        throw ModelError("Mask decoding: " + std::to_string(count) + " logits are not a whole number of positions of " +
                         std::to_string(types) + " types.");
    const auto bad = std::ranges::find_if(logits, [](float x) { return !std::isfinite(x); });
    if (bad != logits.end())
        throw ModelError("Mask decoding: the logit of type " + std::to_string((bad - logits.begin()) % types) +
                         " at position " + std::to_string((bad - logits.begin()) / types) + " is not a finite number.");
    MaskOdds odds{count / types, types, {}, std::log(options.threshold) - std::log1p(-options.threshold)};
    odds.logits.reserve(logits.size());
    for (const float logit : logits)
        odds.logits.push_back(static_cast<double>(logit) / options.temperature);
    return odds;
}

/// log P(inside) and, of the negative, log P(outside).
double logSigmoid(double logit)
{
    return logit < 0.0 ? logit - std::log1p(std::exp(logit)) : -std::log1p(std::exp(-logit));
}

void fillTracks(Selection& result, const MaskOdds& odds)
{
    const auto L = static_cast<std::size_t>(odds.length);
    std::vector<double> outside(L); // apart from pCore: 1 - pCore would lose small values
    result.pCore.resize(L);
    result.pType.resize(odds.types > 1 ? L * static_cast<std::size_t>(odds.types) : 0);
    for (std::int64_t i = 0; i < odds.length; ++i) {
        double logOutside = 0.0;
        for (std::int64_t t = 0; t < odds.types; ++t) {
            logOutside += logSigmoid(-odds.logit(i, t));
            if (odds.types > 1)
                result.pType[t * odds.length + i] = std::exp(logSigmoid(odds.logit(i, t)));
        }
        outside[i] = std::exp(logOutside);
        result.pCore[i] = odds.types > 1 ? -std::expm1(logOutside) : std::exp(logSigmoid(odds.logit(i, 0)));
        result.logPartition -= logOutside;
    }
    result.nullProbability = std::exp(-result.logPartition);
    result.pStart = result.pEnd = result.pCore;
    for (std::size_t i = 1; i < L; ++i) {
        result.pStart[i] *= outside[i - 1];
        result.pEnd[i - 1] *= outside[i];
    }
}

void score(ScoredSpan& core, const MaskOdds& odds)
{
    double logRun = 0.0;
    core.score = 0.0;
    for (std::int64_t i = core.span.begin; i < core.span.end; ++i) {
        core.score += odds.odds(i, core.type);
        logRun += logSigmoid(odds.logit(i, core.type));
    }
    if (core.span.begin > 0)
        logRun += logSigmoid(-odds.logit(core.span.begin - 1, core.type));
    if (core.span.end < odds.length)
        logRun += logSigmoid(-odds.logit(core.span.end, core.type));
    core.probability = std::exp(logRun);
}

/// The single cores of greatest score, whatever lies around them.
std::vector<ScoredSpan> bestSingles(const MaskOdds& odds, const MaskDecodeOptions& options)
{
    const auto T = static_cast<std::size_t>(odds.types);
    LatticeInput input;
    input.length = odds.length;
    input.tags = odds.types + 1;
    input.centred = false; // what is outside a core takes no part
    input.start.assign(T + 1, 0.0);
    input.end = input.start;
    input.transitions.assign((T + 1) * (T + 1), 0.0);
    for (std::int64_t i = 0; i < odds.length; ++i) {
        input.scores.push_back(0.0);
        for (std::int64_t t = 0; t < odds.types; ++t)
            input.scores.push_back(odds.odds(i, t));
    }
    for (std::size_t t = 0; t < T; ++t) {
        const auto tag = static_cast<std::int16_t>(t + 1);
        const std::int64_t most = options.maxLength == 0 ? odds.length : std::min(options.maxLength, odds.length);
        input.types.push_back({tag, tag, tag, tag, options.minLength, most});
    }
    const SegmentLattice lattice(std::move(input));
    std::vector<double> before(static_cast<std::size_t>(lattice.nodeCount()), noPath);
    const std::vector<double> after(before.size(), 0.0);
    for (std::int64_t i = 0; i < odds.length; ++i) {
        for (std::int64_t t = 0; t < odds.types; ++t) {
            before[lattice.node(i, t, SegmentLattice::First)] = odds.odds(i, t);
            if (options.minLength == 1)
                before[lattice.node(i, t, SegmentLattice::Single)] = odds.odds(i, t);
        }
    }
    return bestSegments(lattice, before, after, options.nBest);
}

/// The decision's cores first, then others; each group by score.
void fillCandidates(Selection& result, const MaskOdds& odds, const MaskDecodeOptions& options)
{
    const auto order = [](const ScoredSpan& a, const ScoredSpan& b) {
        return std::tuple(-a.score, a.span, a.type) < std::tuple(-b.score, b.span, b.type);
    };
    result.candidates = result.cores;
    std::ranges::sort(result.candidates, order);
    for (ScoredSpan& single : bestSingles(odds, options)) {
        const bool known = std::ranges::any_of(
            result.cores, [&](const ScoredSpan& core) { return core.span == single.span && core.type == single.type; });
        if (known)
            continue;
        score(single, odds);
        result.candidates.push_back(single);
    }
    if (result.candidates.size() > options.nBest)
        result.candidates.resize(options.nBest);
}

/// Each position has T + 1 states, of which the decision takes one. The runner-up differs where that costs least.
double marginOf(const std::vector<ScoredSpan>& cores, const MaskOdds& odds)
{
    double logDecision = 0.0;
    double leastLead = std::numeric_limits<double>::infinity();
    auto core = cores.begin();
    for (std::int64_t i = 0; i < odds.length; ++i) {
        while (core != cores.end() && core->span.end <= i)
            ++core;
        const bool inside = core != cores.end() && core->span.contains(i);
        const double own = inside ? odds.odds(i, core->type) : 0.0;
        double others = inside ? 0.0 : -std::numeric_limits<double>::infinity();
        double sum = inside ? std::exp(-own) : 0.0;
        for (std::int64_t t = 0; t < odds.types; ++t) {
            if (inside && t == core->type)
                continue;
            others = std::max(others, odds.odds(i, t));
            sum += std::exp(odds.odds(i, t) - own);
        }
        leastLead = std::min(leastLead, own - others);
        if (leastLead < 0.0)
            return 0.0;
        logDecision -= std::log1p(sum);
    }
    return std::exp(logDecision) * -std::expm1(-leastLead);
}

} // namespace

Selection decodeMask(std::span<const float> logits, int types, const MaskDecodeOptions& options)
{
    checkOptions(options);
    const MaskOdds odds = oddsOf(logits, types, options);
    Selection result;
    fillTracks(result, odds);
    if (odds.length > 0) {
        result.cores = options.exact ? bestMaskCores(odds, options) : maskRuns(odds, options);
        for (ScoredSpan& core : result.cores)
            score(core, odds);
        fillCandidates(result, odds, options);
    }
    result.margin = marginOf(result.cores, odds);
    return result;
}

} // namespace corespan::model
