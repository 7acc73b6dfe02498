// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/ctc_lattice.h"

namespace corespan::model {

namespace {

/// [L * states] log-sum of all paths from the beginning to each state, its own emission included.
std::vector<double> forwardSums(const CtcLattice& lattice)
{
    const std::int64_t states = lattice.states();
    std::vector<double> sums(static_cast<std::size_t>(lattice.length() * states), impossible);
    for (std::int64_t state = lattice.first(0); state <= lattice.last(0); ++state)
        sums[state] = lattice.emission(0, state);
    for (std::int64_t p = 1; p < lattice.length(); ++p) {
        const double* before = sums.data() + (p - 1) * states;
        for (std::int64_t state = lattice.first(p); state <= lattice.last(p); ++state) {
            double sum = before[state];
            if (state >= 1)
                sum = logAdd(sum, before[state - 1]);
            if (lattice.maySkipTo(state))
                sum = logAdd(sum, before[state - 2]);
            sums[p * states + state] = sum + lattice.emission(p, state);
        }
    }
    return sums;
}

/// Spreads P(state at p) over the states at p - 1 by P(state before | state). Nothing is divided out at the end, so
/// each position's probabilities sum to 1 whatever the length.
void smooth(const CtcLattice& lattice, const double* before, const std::vector<double>& here, std::int64_t position,
            std::vector<double>& earlier)
{
    std::ranges::fill(earlier, 0.0);
    for (std::int64_t state = lattice.first(position); state <= lattice.last(position); ++state) {
        if (here[state] == 0.0)
            continue;
        const int steps = lattice.maySkipTo(state) ? 2 : state >= 1 ? 1 : 0;
        double top = impossible;
        for (int step = 0; step <= steps; ++step)
            top = std::max(top, before[state - step]);
        double share[3] = {};
        double sum = 0.0;
        for (int step = 0; step <= steps; ++step)
            sum += share[step] = std::exp(before[state - step] - top);
        for (int step = 0; step <= steps; ++step)
            earlier[state - step] += here[state] * share[step] / sum;
    }
}

/// P(last state) over the two that may end a path.
std::vector<double> lastStates(const std::vector<double>& sums, std::int64_t states, double logLikelihood)
{
    std::vector<double> probability(static_cast<std::size_t>(states), 0.0);
    for (std::int64_t state = std::max<std::int64_t>(states - 2, 0); state < states; ++state)
        probability[state] = std::exp(sums[sums.size() - states + state] - logLikelihood);
    return probability;
}

} // namespace

CtcMarginals ctcMarginals(const CtcLogits& logits, std::span<const int> target)
{
    constexpr std::int64_t mostCells = std::int64_t{1} << 27; // 1 GiB of sums
    const CtcRows rows(logits);
    checkTarget(target, rows.labels());
    const CtcLattice lattice(rows, target);
    checkAlignable(lattice, target, mostCells);
    const std::int64_t length = rows.length();
    const std::int64_t states = lattice.states();
    CtcMarginals result;
    result.emits.resize(target.size() * static_cast<std::size_t>(length));
    result.blank.resize(static_cast<std::size_t>(length));
    if (length == 0)
        return result;
    const std::vector<double> sums = forwardSums(lattice);
    result.logLikelihood = sums.back();
    if (states > 1)
        result.logLikelihood = logAdd(sums.back(), sums[sums.size() - 2]);
    std::vector<double> here = lastStates(sums, states, result.logLikelihood);
    std::vector<double> earlier(here.size());
    for (std::int64_t p = length - 1; p >= 0; --p) {
        for (std::int64_t state = 0; state < states; ++state) {
            double& cell = state % 2 == 0 ? result.blank[p] : result.emits[state / 2 * length + p];
            cell = std::min(cell + here[state], 1.0);
        }
        if (p > 0) {
            smooth(lattice, sums.data() + (p - 1) * states, here, p, earlier);
            std::swap(here, earlier);
        }
    }
    return result;
}

} // namespace corespan::model
