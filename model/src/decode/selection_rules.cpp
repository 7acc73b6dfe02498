// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/selection_rules.h"

#include "model/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace corespan::model {

void checkTemperature(double temperature, const std::string& who)
{
    if (!(temperature >= 1e-6 &&
          temperature <= 1e6)) // beyond, scaled scores of float logits could leave double's range
        throw ModelError(who + ": the temperature must lie between 1e-6 and 1e6.");
}

void checkSpanOptions(const SpanDecodeOptions& options, const std::string& who)
{
    if (options.minLength < 1)
        throw ModelError(who + ": the minimum core length is " + std::to_string(options.minLength) +
                         "; it must be at least 1.");
    if (options.maxLength < 0 || (options.maxLength > 0 && options.maxLength < options.minLength))
        throw ModelError(who + ": the maximum core length " + std::to_string(options.maxLength) +
                         " is below the minimum " + std::to_string(options.minLength) + "; 0 means no limit.");
    checkTemperature(options.temperature, who);
    if (!std::isfinite(options.nullBias))
        throw ModelError(who + ": the null bias is not a finite number.");
}

bool lengthAllowed(std::int64_t length, const SpanDecodeOptions& options)
{
    return length >= options.minLength && (options.maxLength == 0 || length <= options.maxLength);
}

std::vector<double> insideProbability(const std::vector<double>& pStart, const std::vector<double>& pEnd)
{
    std::vector<double> inside(pStart.size());
    double open = 0.0;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        open += pStart[i];
        inside[i] = open;
        open -= pEnd[i];
    }
    open = 0.0;
    for (std::size_t i = inside.size(); i-- > 0;) {
        open += pEnd[i];
        inside[i] = std::clamp(std::min(inside[i], open), 0.0, 1.0);
        open -= pStart[i];
    }
    return inside;
}

Selection nothingLegal(std::size_t length, double nullScore, bool allowNull, double temperature)
{
    Selection result;
    result.pStart.assign(length, 0.0);
    result.pEnd = result.pCore = result.pStart;
    result.nullScore = allowNull ? nullScore : 0.0;
    result.nullProbability = result.margin = allowNull ? 1.0 : 0.0;
    result.logPartition = allowNull ? nullScore / temperature : -std::numeric_limits<double>::infinity();
    return result;
}

void decideSingle(Selection& selection, const SpanDecodeOptions& options)
{
    const std::vector<ScoredSpan>& candidates = selection.candidates;
    const bool nullWins = options.allowNull && selection.nullScore > candidates.front().score;
    double decision = selection.nullProbability;
    double runnerUp = options.allowNull ? selection.nullProbability : 0.0;
    if (nullWins) {
        runnerUp = candidates.front().probability;
    } else {
        decision = candidates.front().probability;
        selection.cores = {candidates.front()};
        if (candidates.size() > 1)
            runnerUp = std::max(runnerUp, candidates[1].probability);
    }
    selection.margin = std::clamp(decision - runnerUp, 0.0, 1.0);
    if (candidates.size() > options.nBest)
        selection.candidates.resize(options.nBest);
}

} // namespace corespan::model
