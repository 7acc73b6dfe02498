// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/crf_chain.h"

#include "model/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace corespan::model {

namespace {

constexpr double none = -std::numeric_limits<double>::infinity();

/// Logarithm of the sum of exp(values).
double logSum(std::span<const double> values)
{
    const double top = *std::ranges::max_element(values);
    if (top == none)
        return none;
    double sum = 0.0;
    for (const double value : values)
        sum += std::exp(value - top);
    return top + std::log(sum);
}

void checkWeight(std::span<const float> weight, const char* which)
{
    const auto bad = std::ranges::find_if(weight, [](float x) { return !std::isfinite(x); });
    if (bad != weight.end())
        throw ModelError(std::string("CRF: entry ") + std::to_string(bad - weight.begin()) + " of the " + which +
                         " weights is not a finite number.");
}

} // namespace

std::int64_t checkCrfWeights(const CrfWeights& weights)
{
    const std::size_t tags = weights.start.size();
    if (tags == 0)
        throw ModelError("CRF: there are no start weights; it needs one for each tag.");
    if (weights.end.size() != tags || weights.transitions.size() != tags * tags)
        throw ModelError("CRF: " + std::to_string(tags) + " start weights, but " + std::to_string(weights.end.size()) +
                         " end weights and " + std::to_string(weights.transitions.size()) + " transitions; for " +
                         std::to_string(tags) + " tags there must be " + std::to_string(tags) + " and " +
                         std::to_string(tags * tags) + ".");
    checkWeight(weights.start, "start");
    checkWeight(weights.end, "end");
    checkWeight(weights.transitions, "transition");
    return static_cast<std::int64_t>(tags);
}

CrfChain::CrfChain(std::span<const float> emissions, const CrfWeights& weights)
    : m_emissions(emissions), m_weights(weights), m_tags(checkCrfWeights(weights))
{
    const auto count = static_cast<std::int64_t>(emissions.size());
    if (count % m_tags != 0)
        throw ModelError("CRF: " + std::to_string(count) + " emissions are not a whole number of positions of " +
                         std::to_string(m_tags) + " tags.");
    const auto bad = std::ranges::find_if(emissions, [](float x) { return !std::isfinite(x); });
    if (bad != emissions.end())
        throw ModelError("CRF: the emission of tag " + std::to_string((bad - emissions.begin()) % m_tags) +
                         " at position " + std::to_string((bad - emissions.begin()) / m_tags) +
                         " is not a finite number.");
    m_length = count / m_tags;
}

CrfSums::CrfSums(const CrfChain& chain, const CrfFilter& filter) : m_chain(chain), m_filter(filter)
{
    m_steps.assign(static_cast<std::size_t>(chain.length() + 1), 0.0);
    m_tops = m_steps;
    if (chain.length() > 0)
        sumForward();
}

bool CrfSums::mayTake(std::int64_t i, std::int64_t tag) const
{
    if (m_filter.allowed != nullptr && m_filter.allowed[i * m_chain.tags() + tag] == 0)
        return false;
    if (m_filter.constraints == nullptr)
        return true;
    return (i > 0 || m_filter.constraints->start[tag] != 0) &&
           (i + 1 < m_chain.length() || m_filter.constraints->end[tag] != 0);
}

double CrfSums::topEmission(std::int64_t i) const
{
    double top = none;
    for (std::int64_t tag = 0; tag < m_chain.tags(); ++tag)
        if (mayTake(i, tag))
            top = std::max(top, m_chain.emission(i, tag));
    return top;
}

void CrfSums::termsInto(std::int64_t i, std::int64_t to, std::span<double> terms) const
{
    const std::int64_t R = m_chain.tags();
    for (std::int64_t from = 0; from < R; ++from) {
        const bool legal = m_filter.constraints == nullptr || m_filter.constraints->transitions[from * R + to] != 0;
        terms[from] = legal ? m_forward[(i - 1) * R + from] + m_chain.transition(from, to) : none;
    }
}

void CrfSums::sumForward()
{
    const std::int64_t R = m_chain.tags();
    const auto rowSize = static_cast<std::size_t>(R);
    m_forward.assign(static_cast<std::size_t>(m_chain.length()) * rowSize, none);
    std::vector<double> terms(rowSize);
    for (std::int64_t i = 0; i < m_chain.length(); ++i) {
        const std::span<double> row(&m_forward[i * R], rowSize);
        m_tops[i] = topEmission(i);
        for (std::int64_t to = 0; to < R; ++to) {
            if (!mayTake(i, to))
                continue;
            if (i > 0)
                termsInto(i, to, terms);
            row[to] = (i == 0 ? m_chain.start(to) : logSum(terms)) + (m_chain.emission(i, to) - m_tops[i]);
        }
        m_steps[i] = logSum(row);
        if (m_steps[i] == none)
            throw ModelError("CRF: no legal sequence of tags agrees with the reference; position " + std::to_string(i) +
                             " can have none of the tags that are allowed there.");
        for (double& value : row)
            value -= m_steps[i];
    }
    m_last.assign(m_forward.end() - R, m_forward.end());
    for (std::int64_t tag = 0; tag < R; ++tag)
        m_last[tag] += m_chain.end(tag);
    m_steps.back() = logSum(m_last);
    for (double& value : m_last)
        value -= m_steps.back();
}

void CrfSums::smoothStep(std::int64_t i, CrfMarginals& result, std::span<double> terms) const
{
    const std::int64_t R = m_chain.tags();
    double* before = &result.positions[(i - 1) * R];
    double total = 0.0;
    for (std::int64_t to = 0; to < R; ++to) {
        const double mass = result.positions[i * R + to];
        if (mass == 0.0)
            continue;
        termsInto(i, to, terms);
        const double sum = logSum(terms);
        for (std::int64_t from = 0; from < R; ++from) {
            const double probability = mass * std::exp(terms[from] - sum);
            before[from] += probability;
            total += probability;
            result.transitions[from * R + to] += probability;
        }
    }
    for (std::int64_t from = 0; from < R; ++from)
        before[from] /= total;
}

CrfMarginals CrfSums::marginals() const
{
    const std::int64_t R = m_chain.tags();
    CrfMarginals result;
    result.positions.assign(m_forward.size(), 0.0);
    result.transitions.assign(static_cast<std::size_t>(R * R), 0.0);
    if (m_chain.length() == 0)
        return result;
    std::ranges::transform(m_last, result.positions.end() - R, [](double value) { return std::exp(value); });
    std::vector<double> terms(static_cast<std::size_t>(R));
    for (std::int64_t i = m_chain.length() - 1; i > 0; --i)
        smoothStep(i, result, terms);
    return result;
}

} // namespace corespan::model
