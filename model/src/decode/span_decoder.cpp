// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/span_decoder.h"

#include "decode/log_sum.h"
#include "decode/span_search.h"
#include "model/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace corespan::model {

namespace {

// Beyond these the scaled scores of finite float logits could leave the range of double.
constexpr double minTemperature = 1e-6;
constexpr double maxTemperature = 1e6;

void checkOptions(const SpanDecodeOptions& options)
{
    if (options.minLength < 1)
        throw ModelError("Span decoding: the minimum core length is " + std::to_string(options.minLength) +
                         "; it must be at least 1.");
    if (options.maxLength < 0 || (options.maxLength > 0 && options.maxLength < options.minLength))
        throw ModelError("Span decoding: the maximum core length " + std::to_string(options.maxLength) +
                         " is below the minimum " + std::to_string(options.minLength) + "; 0 means no limit.");
    if (!(options.temperature >= minTemperature && options.temperature <= maxTemperature))
        throw ModelError("Span decoding: the temperature must lie between 1e-6 and 1e6.");
    if (!std::isfinite(options.nullBias))
        throw ModelError("Span decoding: the null bias is not a finite number.");
}

void checkFinite(std::span<const float> logits, const char* which)
{
    const auto bad = std::ranges::find_if(logits, [](float x) { return !std::isfinite(x); });
    if (bad != logits.end())
        throw ModelError(std::string("Span decoding: the ") + which + " logit at position " +
                         std::to_string(bad - logits.begin()) + " is not a finite number.");
}

void checkLogits(const SpanLogits& logits, const SpanDecodeOptions& options)
{
    if (logits.start.size() != logits.end.size())
        throw ModelError("Span decoding: " + std::to_string(logits.start.size()) + " start logits but " +
                         std::to_string(logits.end.size()) + " end logits.");
    checkFinite(logits.start, "start");
    checkFinite(logits.end, "end");
    if (options.allowNull &&
        !std::isfinite((logits.nullStart + logits.nullEnd + options.nullBias) / options.temperature))
        throw ModelError("Span decoding: a null logit is not a finite number.");
}

std::vector<double> divided(std::span<const float> values, double temperature)
{
    std::vector<double> result(values.size());
    std::ranges::transform(values, result.begin(), [&](float x) { return static_cast<double>(x) / temperature; });
    return result;
}

/// For each position, exp(own - top) times the sum of exp(partners' values) over its legal range.
template <typename RangeOf>
std::vector<double> masses(const std::vector<double>& own, const std::vector<double>& partners,
                           const LengthLimits& limits, double top, RangeOf rangeOf)
{
    std::vector<double> mass(own.size(), 0.0);
    const WindowSums sums(partners, limits.maxLength - limits.minLength + 1);
    for (std::size_t i = 0; i < own.size(); ++i) {
        const PositionRange range = rangeOf(static_cast<std::int64_t>(i));
        if (!range.empty())
            mass[i] = sums.sum(range.first, range.last).times(own[i] - top);
    }
    return mass;
}

/// P(core) = P(begun by i) - P(ended before i). The same from the right, and the smaller of the two: each is exact on
/// its own side of the sequence and carries rounding of about 1e-16 to the other.
std::vector<double> coverage(const std::vector<double>& pStart, const std::vector<double>& pEnd)
{
    const std::size_t length = pStart.size();
    std::vector<double> covered(length);
    double inside = 0.0;
    for (std::size_t i = 0; i < length; ++i) {
        inside += pStart[i];
        covered[i] = inside;
        inside -= pEnd[i];
    }
    inside = 0.0;
    for (std::size_t i = length; i-- > 0;) {
        inside += pEnd[i];
        covered[i] = std::clamp(std::min(covered[i], inside), 0.0, 1.0);
        inside -= pStart[i];
    }
    return covered;
}

/// Fills probabilities and tracks. `top` is the greatest scaled score of all outcomes, so every term is at most 1.
void fillProbabilities(Selection& result, const SpanLogits& logits, const LengthLimits& limits,
                       const SpanDecodeOptions& options, double top)
{
    const std::vector<double> start = divided(logits.start, options.temperature);
    const std::vector<double> end = divided(logits.end, options.temperature);
    result.pStart = masses(start, end, limits, top, [&](std::int64_t i) { return limits.lastsFor(i); });
    result.pEnd = masses(end, start, limits, top, [&](std::int64_t i) { return limits.beginsFor(i); });
    const double nullMass = options.allowNull ? std::exp(result.nullScore / options.temperature - top) : 0.0;
    double partition = nullMass;
    for (const double mass : result.pStart)
        partition += mass;
    for (std::size_t i = 0; i < start.size(); ++i) {
        result.pStart[i] = std::min(result.pStart[i] / partition, 1.0);
        result.pEnd[i] = std::min(result.pEnd[i] / partition, 1.0);
    }
    result.pCore = coverage(result.pStart, result.pEnd);
    result.nullProbability = nullMass / partition;
    result.logPartition = top + std::log(partition);
    for (ScoredSpan& candidate : result.candidates)
        candidate.probability = std::exp(candidate.score / options.temperature - top) / partition;
}

/// Null wins only where it is strictly better. `result.candidates` holds the two best spans, if so many are legal.
void decide(Selection& result, bool allowNull)
{
    std::vector<double> others;
    const ScoredSpan& best = result.candidates.front();
    const bool nullWins = allowNull && result.nullScore > best.score;
    if (!nullWins)
        result.cores = {best};
    if (allowNull)
        others.push_back(nullWins ? best.probability : result.nullProbability);
    if (!nullWins && result.candidates.size() > 1)
        others.push_back(result.candidates[1].probability);
    const double decision = nullWins ? result.nullProbability : best.probability;
    const double runnerUp = others.empty() ? 0.0 : *std::ranges::max_element(others);
    result.margin = std::clamp(decision - runnerUp, 0.0, 1.0);
}

} // namespace

Selection decodeSpan(const SpanLogits& logits, const SpanDecodeOptions& options)
{
    checkOptions(options);
    checkLogits(logits, options);
    Selection result;
    result.nullScore = options.allowNull ? logits.nullStart + logits.nullEnd + options.nullBias : 0.0;
    const LengthLimits limits(options, logits.start.size());
    if (limits.nothingLegal()) {
        result.pStart.assign(logits.start.size(), 0.0);
        result.pEnd = result.pCore = result.pStart;
        result.nullProbability = result.margin = options.allowNull ? 1.0 : 0.0;
        result.logPartition =
            options.allowNull ? result.nullScore / options.temperature : -std::numeric_limits<double>::infinity();
        return result;
    }
    result.candidates = bestSpans(logits, limits, std::max<std::size_t>(options.nBest, 2));
    double top = result.candidates.front().score;
    if (options.allowNull)
        top = std::max(top, result.nullScore);
    fillProbabilities(result, logits, limits, options, top / options.temperature);
    decide(result, options.allowNull);
    if (result.candidates.size() > options.nBest)
        result.candidates.resize(options.nBest);
    return result;
}

} // namespace corespan::model
