// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/crf.h"

#include <cstdint>
#include <span>
#include <vector>

namespace corespan::model {

/// Emissions and weights that fit together and are finite; read in double.
class CrfChain
{
public:
    /// \throws ModelError
    CrfChain(std::span<const float> emissions, const CrfWeights& weights);

    std::int64_t length() const { return m_length; }
    std::int64_t tags() const { return m_tags; }
    double emission(std::int64_t i, std::int64_t tag) const { return m_emissions[i * m_tags + tag]; }
    double start(std::int64_t tag) const { return m_weights.start[tag]; }
    double end(std::int64_t tag) const { return m_weights.end[tag]; }
    double transition(std::int64_t from, std::int64_t to) const { return m_weights.transitions[from * m_tags + to]; }

private:
    std::span<const float> m_emissions;
    CrfWeights m_weights;
    std::int64_t m_tags;
    std::int64_t m_length = 0;
};

/// Every weight of a CRF is finite and their numbers agree; returns R. \throws ModelError that names the weight
std::int64_t checkCrfWeights(const CrfWeights& weights);

/// Which sequences are summed over; null: no restriction.
struct CrfFilter
{
    const std::uint8_t* allowed = nullptr; ///< [L * R]
    const CrfConstraints* constraints = nullptr;
};

/// Probabilities of tags and of steps from tag to tag.
struct CrfMarginals
{
    std::vector<double> positions;   ///< [L * R] P(tag at position)
    std::vector<double> transitions; ///< [R * R] expected number of steps
};

/// Forward sums, each row scaled to sum 1 as it is made (Rabiner, Proc. IEEE 77, 1989), and backward smoothing: what
/// goes back is P(tag), spread over the tags before by P(tag before | tag), so nothing has to be divided out.
class CrfSums
{
public:
    /// \throws ModelError where no sequence passes the filter
    CrfSums(const CrfChain& chain, const CrfFilter& filter);

    /// The logarithm of the factor by which each position, and at last the end, multiplies the sum over sequences is
    /// tops()[i] + steps()[i]. Apart, because a step would drown in a huge emission. Both [L + 1].
    const std::vector<double>& tops() const { return m_tops; }
    const std::vector<double>& steps() const { return m_steps; }
    CrfMarginals marginals() const;

private:
    bool mayTake(std::int64_t i, std::int64_t tag) const;
    double topEmission(std::int64_t i) const;
    /// Of all sequences that reach `to` at i > 0, logarithm of the sum of those with each tag before; none: no such.
    void termsInto(std::int64_t i, std::int64_t to, std::span<double> terms) const;
    void sumForward();
    void smoothStep(std::int64_t i, CrfMarginals& result, std::span<double> terms) const;

    const CrfChain& m_chain;
    CrfFilter m_filter;
    std::vector<double> m_forward; ///< [L * R] logarithms; exp of each row sums to 1
    std::vector<double> m_last;    ///< [R] log P(last tag)
    std::vector<double> m_tops;    ///< greatest emission that may be taken
    std::vector<double> m_steps;
};

} // namespace corespan::model
