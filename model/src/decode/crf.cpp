// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/crf.h"

#include "decode/crf_chain.h"
#include "model/error.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <string>

namespace corespan::model {

namespace {

void checkTags(std::span<const std::int16_t> tags, const CrfChain& chain, bool unknownToo)
{
    if (static_cast<std::int64_t>(tags.size()) != chain.length())
        throw ModelError("CRF: " + std::to_string(tags.size()) + " tags for " + std::to_string(chain.length()) +
                         " positions.");
    for (std::size_t i = 0; i < tags.size(); ++i)
        if ((tags[i] < 0 && !(unknownToo && tags[i] == unknownTag)) || tags[i] >= chain.tags())
            throw ModelError("CRF: tag " + std::to_string(tags[i]) + " at position " + std::to_string(i) +
                             " is outside 0 to " + std::to_string(chain.tags() - 1) + ".");
}

void checkConstraints(const CrfConstraints* constraints, const CrfChain& chain)
{
    const auto tags = static_cast<std::size_t>(chain.tags());
    if (constraints != nullptr && (constraints->start.size() != tags || constraints->end.size() != tags ||
                                   constraints->transitions.size() != tags * tags))
        throw ModelError("CRF: the constraints are not for " + std::to_string(tags) + " tags.");
}

/// [L * R] from the tags of a reference.
std::vector<std::uint8_t> allowedBy(std::span<const std::int16_t> tags, std::int64_t tagCount)
{
    const auto R = static_cast<std::size_t>(tagCount);
    std::vector<std::uint8_t> allowed(tags.size() * R, 0);
    for (std::size_t i = 0; i < tags.size(); ++i) {
        if (tags[i] == unknownTag)
            std::fill_n(allowed.begin() + static_cast<std::ptrdiff_t>(i * R), R, std::uint8_t{1});
        else
            allowed[i * R + static_cast<std::size_t>(tags[i])] = 1;
    }
    return allowed;
}

std::vector<double> differences(std::span<const double> a, std::span<const double> b)
{
    std::vector<double> result(a.size());
    std::ranges::transform(a, b, result.begin(), std::minus<>());
    return result;
}

/// log(sum over the sequences that pass the filter / sum over all), position by position: both sums can be large.
double ratio(const CrfChain& chain, const CrfFilter& filter, CrfGradients* gradients)
{
    const CrfSums all(chain, {});
    const CrfSums some(chain, filter);
    double result = 0.0;
    for (std::size_t i = 0; i < all.steps().size(); ++i)
        result += (some.tops()[i] - all.tops()[i]) + (some.steps()[i] - all.steps()[i]);
    if (gradients != nullptr) {
        const CrfMarginals expected = all.marginals();
        const CrfMarginals observed = some.marginals();
        gradients->emissions = differences(observed.positions, expected.positions);
        gradients->transitions = differences(observed.transitions, expected.transitions);
        const auto tags = static_cast<std::size_t>(chain.tags());
        const auto& rows = gradients->emissions;
        gradients->start.assign(tags, 0.0);
        gradients->end.assign(tags, 0.0);
        if (!rows.empty()) {
            std::copy_n(rows.begin(), tags, gradients->start.begin());
            std::copy_n(rows.end() - chain.tags(), tags, gradients->end.begin());
        }
    }
    return std::min(result, 0.0);
}

} // namespace

double crfLogLikelihood(std::span<const float> emissions, std::span<const std::int16_t> tags, const CrfWeights& weights,
                        CrfGradients* gradients)
{
    const CrfChain chain(emissions, weights);
    checkTags(tags, chain, false);
    const std::vector<std::uint8_t> allowed = allowedBy(tags, chain.tags());
    return ratio(chain, {allowed.data(), nullptr}, gradients);
}

double crfPartialLogLikelihood(std::span<const float> emissions, std::span<const std::int16_t> tags,
                               const CrfWeights& weights, const CrfConstraints* constraints, CrfGradients* gradients)
{
    const CrfChain chain(emissions, weights);
    checkTags(tags, chain, true);
    checkConstraints(constraints, chain);
    const std::vector<std::uint8_t> allowed = allowedBy(tags, chain.tags());
    return ratio(chain, {allowed.data(), constraints}, gradients);
}

double crfAllowedLogLikelihood(std::span<const float> emissions, std::span<const std::uint8_t> allowed,
                               const CrfWeights& weights, const CrfConstraints* constraints, CrfGradients* gradients)
{
    const CrfChain chain(emissions, weights);
    if (allowed.size() != emissions.size())
        throw ModelError("CRF: " + std::to_string(allowed.size()) + " marks of allowed tags for " +
                         std::to_string(emissions.size()) + " emissions.");
    checkConstraints(constraints, chain);
    return ratio(chain, {allowed.data(), constraints}, gradients);
}

double crfLogPartition(std::span<const float> emissions, const CrfWeights& weights)
{
    const CrfChain chain(emissions, weights);
    const CrfSums sums(chain, {});
    return std::transform_reduce(sums.tops().begin(), sums.tops().end(), sums.steps().begin(), 0.0, std::plus<>(),
                                 std::plus<>());
}

std::vector<double> crfMarginals(std::span<const float> emissions, const CrfWeights& weights)
{
    const CrfChain chain(emissions, weights);
    return CrfSums(chain, {}).marginals().positions;
}

double crfScore(std::span<const float> emissions, std::span<const std::int16_t> tags, const CrfWeights& weights)
{
    const CrfChain chain(emissions, weights);
    checkTags(tags, chain, false);
    if (tags.empty())
        return 0.0;
    double score = chain.start(tags.front()) + chain.end(tags.back());
    for (std::size_t i = 0; i < tags.size(); ++i) {
        score += chain.emission(static_cast<std::int64_t>(i), tags[i]);
        if (i > 0)
            score += chain.transition(tags[i - 1], tags[i]);
    }
    return score;
}

} // namespace corespan::model
