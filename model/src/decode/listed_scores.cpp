// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/listed_checks.h"
#include "decode/range_sums.h"
#include "decode/selection_rules.h"
#include "decode/tag_problem.h"
#include "model/error.h"
#include "model/listed_decoder.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace corespan::model {

namespace {

/// `scoreOf` for every type and listed span, type by type, so that what one type needs is there once at a time.
template <typename MakeScore>
std::vector<ScoredSpan> scoreEach(std::span<const Span> legal, int types, MakeScore scorerOf)
{
    std::vector<ScoredSpan> scored(legal.size() * static_cast<std::size_t>(types));
    for (int t = 0; t < types; ++t) {
        const auto scoreOf = scorerOf(t);
        for (std::size_t n = 0; n < legal.size(); ++n)
            scored[n * static_cast<std::size_t>(types) + static_cast<std::size_t>(t)] = {legal[n], scoreOf(legal[n]),
                                                                                         0.0, t};
    }
    return scored;
}

void checkMask(std::span<const float> logits, int types, double threshold, double temperature)
{
    checkTemperature(temperature, "Listed cores");
    if (!(threshold > 0.0 && threshold < 1.0))
        throw ModelError("Listed cores: the threshold must lie between 0 and 1, without these.");
    if (types < 1 || logits.size() % static_cast<std::size_t>(types) != 0)
        throw ModelError("Listed cores: " + std::to_string(logits.size()) +
                         " mask logits are not a whole number of positions of " + std::to_string(types) + " types.");
    const auto bad = std::ranges::find_if(logits, [](float x) { return !std::isfinite(x); });
    if (bad != logits.end())
        throw ModelError("Listed cores: the mask logit of type " + std::to_string((bad - logits.begin()) % types) +
                         " at position " + std::to_string((bad - logits.begin()) / types) + " is not a finite number.");
}

} // namespace

std::vector<ScoredSpan> listedMaskScores(std::span<const float> logits, int types, std::span<const Span> legal,
                                         double threshold, double temperature)
{
    checkMask(logits, types, threshold, temperature);
    const auto length = static_cast<std::int64_t>(logits.size()) / types;
    checkListed(legal, length);
    const double cut = temperature * (std::log(threshold) - std::log1p(-threshold));
    return scoreEach(legal, types, [&](int t) {
        std::vector<double> odds(static_cast<std::size_t>(length));
        for (std::int64_t i = 0; i < length; ++i)
            odds[i] = static_cast<double>(logits[i * types + t]) - cut;
        return [sums = RangeSums(std::move(odds))](const Span& span) { return sums.sum(span.begin, span.end); };
    });
}

std::vector<ScoredSpan> listedTagScores(std::span<const float> emissions, TagScheme scheme, int types,
                                        const CrfWeights* crf, std::span<const Span> legal)
{
    const TagDecodeOptions options;
    const TagProblem problem(emissions, scheme, types, crf, options);
    checkListed(legal, problem.length());
    return scoreEach(legal, types, [&](int t) {
        const SegmentRoles roles = rolesOf(scheme, t);
        std::vector<double> inner(static_cast<std::size_t>(problem.length()));
        for (std::int64_t i = 0; i < problem.length(); ++i)
            inner[i] = problem.innerGainAt(roles, i);
        return [&problem, roles, t, sums = RangeSums(std::move(inner))](const Span& span) {
            if (span.length() < 4)
                return problem.gain({span, 0.0, 0.0, t});
            return problem.gainAt(roles, span, span.begin) + problem.gainAt(roles, span, span.begin + 1) +
                   sums.sum(span.begin + 2, span.end - 1) + problem.gainAt(roles, span, span.end - 1) +
                   problem.gainBehind(roles, span);
        };
    });
}

std::vector<double> listedTagTouching(TagScheme scheme, int types, const CrfWeights& crf)
{
    const auto R = static_cast<std::size_t>(tagCount(scheme, types));
    if (crf.transitions.size() != R * R)
        throw ModelError("Listed cores: a CRF of " + std::to_string(crf.transitions.size()) + " transitions for " +
                         std::to_string(R) + " tags.");
    const auto step = [&](std::int16_t from, std::int16_t to) {
        return static_cast<double>(crf.transitions[static_cast<std::size_t>(from) * R + static_cast<std::size_t>(to)]);
    };
    std::vector<double> weights;
    for (int a = 0; a < types; ++a) {
        const std::int16_t last = rolesOf(scheme, a).last;
        for (int b = 0; b < types; ++b) {
            const std::int16_t first = rolesOf(scheme, b).first;
            weights.push_back(step(last, first) - step(last, 0) - step(0, first) + step(0, 0));
        }
    }
    return weights;
}

std::vector<ScoredSpan> listedSpanScores(std::span<const SpanLogits> byType, std::span<const Span> legal)
{
    for (const SpanLogits& logits : byType) {
        if (logits.start.size() != logits.end.size() || logits.start.size() != byType.front().start.size())
            throw ModelError("Listed cores: start and end logits of different length.");
        checkListed(legal, static_cast<std::int64_t>(logits.start.size()));
    }
    return scoreEach(legal, static_cast<int>(byType.size()), [&](int t) {
        return [&logits = byType[static_cast<std::size_t>(t)]](const Span& span) {
            return static_cast<double>(logits.start[span.begin]) + static_cast<double>(logits.end[span.end - 1]) -
                   logits.nullStart - logits.nullEnd;
        };
    });
}

} // namespace corespan::model
