// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/coverage.h"

#include <algorithm>
#include <cmath>

namespace corespan::model {
namespace {

constexpr std::int64_t ignored = -100;

template <typename Spans, typename SpanOf>
std::vector<bool> inside(const Spans& spans, std::size_t length, SpanOf spanOf)
{
    std::vector<bool> result(length, false);
    for (const auto& item : spans) {
        const Span span = spanOf(item);
        std::fill(result.begin() + span.begin, result.begin() + span.end, true);
    }
    return result;
}

/// P(k) = (1 - q) / (1 + q) * q^|k| has mean |k| = 2q / (1 - q^2); solved for q.
std::int64_t drawShift(double meanShift, std::mt19937_64& generator)
{
    const double q = (std::sqrt(1.0 + meanShift * meanShift) - 1.0) / meanShift;
    const double zero = (1.0 - q) / (1.0 + q), u = drawUnit(generator);
    if (u < zero)
        return 0;
    const auto size =
        1 + static_cast<std::int64_t>(std::floor(std::log1p(-drawUnit(generator)) / std::log(std::max(q, 1e-12))));
    return drawUnit(generator) < 0.5 ? -size : size;
}

} // namespace

Coverage coverLabels(std::span<const std::int64_t> labels, const SelectorTruth& truth, std::span<const Span> covered,
                     std::int64_t outside)
{
    const std::vector<bool> gold = inside(truth.cores, labels.size(), [](const GoldCore& core) { return core.span; });
    const std::vector<bool> seen = inside(covered, labels.size(), [](const Span& span) { return span; });
    const std::vector<bool> ambiguous = inside(truth.ambiguous, labels.size(), [](const Span& span) { return span; });
    Coverage coverage;
    coverage.targets.assign(labels.size(), ignored);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (seen[i] && !ambiguous[i])
            coverage.targets[i] = gold[i] ? labels[i] : outside;
    }
    return coverage;
}

std::vector<Span> noisyCores(const SelectorTruth& truth, double meanShift, std::mt19937_64& generator)
{
    std::vector<Span> cores;
    for (const GoldCore& core : truth.cores) {
        Span span = core.span;
        if (meanShift > 0.0) {
            const std::int64_t atBegin = drawShift(meanShift, generator), atEnd = drawShift(meanShift, generator);
            if (!core.openBegin)
                span.begin = std::clamp<std::int64_t>(span.begin + atBegin, 0, truth.length - 1);
            if (!core.openEnd)
                span.end = span.end + atEnd;
            span.end = std::clamp(span.end, span.begin + 1, truth.length);
        }
        cores.push_back(span);
    }
    return cores;
}

double couplingProbability(const CouplingConfig& config, double progress)
{
    if (progress <= config.warmUp)
        return progress >= config.full ? config.probability : 0.0;
    const double ramp = config.full > config.warmUp ? (progress - config.warmUp) / (config.full - config.warmUp) : 1.0;
    return config.probability * std::clamp(ramp, 0.0, 1.0);
}

} // namespace corespan::model
