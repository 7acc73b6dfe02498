// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/tag_problem.h"

#include "decode/crf_chain.h"
#include "model/error.h"

#include <algorithm>
#include <cmath>

namespace corespan::model {

namespace {

// Beyond these the scaled scores of finite float emissions could leave the range of double.
constexpr double minTemperature = 1e-6;
constexpr double maxTemperature = 1e6;

void checkLimits(const LengthRange& limits, const std::string& which)
{
    if (limits.minLength < 1)
        throw ModelError("Tag decoding: the minimum core length" + which + " is " + std::to_string(limits.minLength) +
                         "; it must be at least 1.");
    if (limits.maxLength < 0 || (limits.maxLength > 0 && limits.maxLength < limits.minLength))
        throw ModelError("Tag decoding: the maximum core length " + std::to_string(limits.maxLength) + which +
                         " is below the minimum " + std::to_string(limits.minLength) + "; 0 means no limit.");
}

void checkRules(const TypeRules& rules, std::size_t types)
{
    const auto fits = [](std::size_t size, std::size_t wanted) { return size == 0 || size == wanted; };
    if (!fits(rules.first.size(), types) || !fits(rules.last.size(), types) ||
        !fits(rules.beginsBefore.size(), types) || !fits(rules.next.size(), types * types) ||
        !fits(rules.touching.size(), types * types))
        throw ModelError("Tag decoding: the rules on types are for another number of types than " +
                         std::to_string(types) + ".");
}

void checkOptions(const TagDecodeOptions& options, int types)
{
    checkRules(options.rules, static_cast<std::size_t>(types));
    checkLimits({options.minLength, options.maxLength}, "");
    if (!options.typeLimits.empty() && options.typeLimits.size() != static_cast<std::size_t>(types))
        throw ModelError("Tag decoding: length limits of " + std::to_string(options.typeLimits.size()) +
                         " types for a model of " + std::to_string(types) + ".");
    for (std::size_t t = 0; t < options.typeLimits.size(); ++t)
        checkLimits(options.typeLimits[t], " of type " + std::to_string(t));
    if (!(options.temperature >= minTemperature && options.temperature <= maxTemperature))
        throw ModelError("Tag decoding: the temperature must lie between 1e-6 and 1e6.");
    if (!std::isfinite(options.nullBias / options.temperature))
        throw ModelError("Tag decoding: the null bias is not a finite number.");
}

std::vector<double> divided(std::span<const float> values, double temperature)
{
    std::vector<double> result(values.size());
    std::ranges::transform(values, result.begin(), [&](float x) { return static_cast<double>(x) / temperature; });
    return result;
}

} // namespace

TagProblem::TagProblem(std::span<const float> emissions, TagScheme scheme, int types, const CrfWeights* crf,
                       const TagDecodeOptions& options)
    : m_emissions(emissions), m_scheme(scheme), m_types(types), m_crf(crf), m_options(options),
      m_tags(tagCount(scheme, types))
{
    checkOptions(options, types);
    const auto count = static_cast<std::int64_t>(emissions.size());
    if (count % m_tags != 0)
        throw ModelError("Tag decoding: " + std::to_string(count) +
                         " emissions are not a whole number of positions of " + std::to_string(m_tags) + " tags.");
    const auto bad = std::ranges::find_if(emissions, [](float x) { return !std::isfinite(x); });
    if (bad != emissions.end())
        throw ModelError("Tag decoding: the emission of tag " + std::to_string((bad - emissions.begin()) % m_tags) +
                         " at position " + std::to_string((bad - emissions.begin()) / m_tags) +
                         " is not a finite number.");
    if (crf != nullptr && checkCrfWeights(*crf) != m_tags)
        throw ModelError("Tag decoding: a CRF of " + std::to_string(crf->start.size()) + " tags for emissions of " +
                         std::to_string(m_tags) + ".");
    m_length = count / m_tags;
}

LatticeInput TagProblem::latticeInput() const
{
    const auto R = static_cast<std::size_t>(m_tags);
    LatticeInput input;
    input.length = m_length;
    input.tags = m_tags;
    input.scores = divided(m_emissions, m_options.temperature);
    const auto weights = [&](std::span<const float> CrfWeights::*which, std::size_t count) {
        return m_crf == nullptr ? std::vector<double>(count, 0.0) : divided(m_crf->*which, m_options.temperature);
    };
    input.start = weights(&CrfWeights::start, R);
    input.end = weights(&CrfWeights::end, R);
    input.transitions = weights(&CrfWeights::transitions, R * R);
    input.allowNull = m_options.allowNull;
    input.nullBias = m_options.nullBias / m_options.temperature;
    input.singleCore = m_options.singleCore;
    input.rules = m_options.rules;
    input.centred = m_options.rules.empty(); // what rules forbid must not hide the digits of the rest
    for (int t = 0; t < m_types; ++t) {
        const LengthRange limits = m_options.typeLimits.empty() ? LengthRange{m_options.minLength, m_options.maxLength}
                                                                : m_options.typeLimits[static_cast<std::size_t>(t)];
        SegmentRoles& roles = input.types.emplace_back(rolesOf(m_scheme, t));
        roles.minLength = limits.minLength;
        roles.maxLength = limits.maxLength == 0 ? m_length : std::min(limits.maxLength, m_length);
    }
    return input;
}

double TagProblem::sum(std::span<const std::int16_t> tags) const
{
    if (tags.empty())
        return 0.0;
    double total = start(tags.front()) + end(tags.back());
    for (std::size_t i = 0; i < tags.size(); ++i) {
        total += emission(static_cast<std::int64_t>(i), tags[i]);
        if (i > 0)
            total += step(tags[i - 1], tags[i]);
    }
    return total;
}

double TagProblem::score(std::span<const std::int16_t> tags) const
{
    const bool null = std::ranges::all_of(tags, [](std::int16_t tag) { return tag == 0; });
    return sum(tags) + (null ? m_options.nullBias : 0.0);
}

double TagProblem::outsideScore() const
{
    const std::vector<std::int16_t> outside(static_cast<std::size_t>(m_length), 0);
    return sum(outside);
}

double TagProblem::gain(const ScoredSpan& core) const
{
    const SegmentRoles roles = rolesOf(m_scheme, core.type);
    double total = 0.0;
    for (std::int64_t i = core.span.begin; i < core.span.end; ++i)
        total += gainAt(roles, core.span, i);
    return total + gainBehind(roles, core.span);
}

double TagProblem::gainAt(const SegmentRoles& roles, const Span& core, std::int64_t i) const
{
    const std::int16_t tag = roleOf(roles, core, i);
    const std::int16_t previous = i == core.begin ? std::int16_t{0} : roleOf(roles, core, i - 1);
    return emission(i, tag) - emission(i, 0) + (i == 0 ? start(tag) - start(0) : step(previous, tag) - step(0, 0));
}

double TagProblem::innerGainAt(const SegmentRoles& roles, std::int64_t i) const
{
    return emission(i, roles.middle) - emission(i, 0) + step(roles.middle, roles.middle) - step(0, 0);
}

double TagProblem::gainBehind(const SegmentRoles& roles, const Span& core) const
{
    const std::int16_t last = roleOf(roles, core, core.end - 1);
    return core.end == m_length ? end(last) - end(0) : step(last, 0) - step(0, 0);
}

} // namespace corespan::model
