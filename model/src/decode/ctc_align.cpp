// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/ctc_lattice.h"
#include "model/error.h"

#include <cmath>
#include <string>

namespace corespan::model {

namespace {

std::int64_t positionsNeeded(std::span<const int> target)
{
    auto needed = static_cast<std::int64_t>(target.size());
    for (std::size_t s = 1; s < target.size(); ++s)
        needed += target[s] == target[s - 1] ? 1 : 0;
    return needed;
}

/// How many states back the best predecessor is: 0, 1 or 2; of equals the nearest.
int bestStep(const CtcLattice& lattice, const std::vector<double>& before, std::int64_t state)
{
    int step = 0;
    if (state >= 1 && before[state - 1] > before[state])
        step = 1;
    if (lattice.maySkipTo(state) && before[state - 2] > before[state - step])
        step = 2;
    return step;
}

/// Best path to each state at position 0.
std::vector<double> firstScores(const CtcLattice& lattice)
{
    std::vector<double> scores(static_cast<std::size_t>(lattice.states()), impossible);
    for (std::int64_t state = lattice.first(0); state <= lattice.last(0); ++state)
        scores[state] = lattice.emission(0, state);
    return scores;
}

/// Moves `scores` from position - 1 to position; `steps`, if not null, gets bestStep of each state.
void advance(const CtcLattice& lattice, std::int64_t position, std::vector<double>& scores, std::uint8_t* steps)
{
    // Downwards, so that states still to be read hold the values of the position before.
    for (std::int64_t state = lattice.last(position); state >= lattice.first(position); --state) {
        const int step = bestStep(lattice, scores, state);
        scores[state] = scores[state - step] + lattice.emission(position, state);
        if (steps)
            steps[state] = static_cast<std::uint8_t>(step);
    }
}

/// Keeps scores at every sqrt(L)-th position and works the steps between out again on the way back.
class Traceback
{
public:
    explicit Traceback(const CtcLattice& lattice)
        : m_lattice(lattice),
          m_block(std::max<std::int64_t>(std::llround(std::sqrt(static_cast<double>(lattice.length()))), 1))
    {
        std::vector<double> scores = firstScores(lattice);
        std::vector<std::uint8_t> steps(scores.size());
        for (std::int64_t p = 0; p < lattice.length(); ++p) {
            const bool kept = p % m_block == 0;
            if (p > 0)
                advance(lattice, p, scores, kept ? steps.data() : nullptr);
            if (kept)
                m_kept.push_back({scores, steps});
        }
        const std::int64_t blank = lattice.states() - 1;
        m_state = blank > 0 && scores[blank - 1] >= scores[blank] ? blank - 1 : blank;
        m_score = scores[m_state];
    }

    double score() const { return m_score; }

    /// The state at each position.
    std::vector<std::int64_t> path()
    {
        std::vector<std::int64_t> path(static_cast<std::size_t>(m_lattice.length()));
        for (std::int64_t last = m_lattice.length() - 1; last >= 0; last -= last % m_block + 1)
            traceBlock(last - last % m_block, last, path);
        return path;
    }

private:
    struct Kept
    {
        std::vector<double> scores;
        std::vector<std::uint8_t> steps; ///< that led here
    };

    /// m_state is the one at `last`, and then the one at begin - 1.
    void traceBlock(std::int64_t begin, std::int64_t last, std::vector<std::int64_t>& path)
    {
        const std::int64_t states = m_lattice.states();
        m_steps.resize(static_cast<std::size_t>((last - begin) * states));
        Kept& kept = m_kept[begin / m_block];
        for (std::int64_t p = begin + 1; p <= last; ++p)
            advance(m_lattice, p, kept.scores, m_steps.data() + (p - begin - 1) * states);
        for (std::int64_t p = last; p > begin; --p) {
            path[p] = m_state;
            m_state -= m_steps[(p - begin - 1) * states + m_state];
        }
        path[begin] = m_state;
        m_state -= kept.steps[m_state];
    }

    const CtcLattice& m_lattice;
    std::int64_t m_block;
    std::vector<Kept> m_kept;
    std::vector<std::uint8_t> m_steps;
    std::int64_t m_state = 0;
    double m_score = 0.0;
};

} // namespace

void checkAlignable(const CtcLattice& lattice, std::span<const int> target, std::int64_t limit)
{
    if (!ctcCanAlign(lattice.length(), target))
        throw ModelError("CTC: a string of " + std::to_string(target.size()) + " labels needs " +
                         std::to_string(positionsNeeded(target)) + " positions, a blank between equal neighbours " +
                         "counted; the record has " + std::to_string(lattice.length()) + ".");
    if (lattice.length() > limit / lattice.states())
        throw ModelError("CTC: " + std::to_string(lattice.length()) + " positions and " +
                         std::to_string(target.size()) + " labels are too many to align; align a part of the record.");
}

bool ctcCanAlign(std::int64_t length, std::span<const int> target)
{
    return positionsNeeded(target) <= length;
}

double ctcLogLikelihood(const CtcLogits& logits, std::span<const int> target)
{
    const CtcRows rows(logits);
    checkTarget(target, rows.labels());
    if (!ctcCanAlign(rows.length(), target))
        return impossible;
    if (rows.length() == 0)
        return 0.0;
    const CtcLattice lattice(rows, target);
    std::vector<double> sums = firstScores(lattice);
    for (std::int64_t p = 1; p < rows.length(); ++p) {
        for (std::int64_t state = lattice.last(p); state >= lattice.first(p); --state) {
            double sum = sums[state];
            if (state >= 1)
                sum = logAdd(sum, sums[state - 1]);
            if (lattice.maySkipTo(state))
                sum = logAdd(sum, sums[state - 2]);
            sums[state] = sum + lattice.emission(p, state);
        }
    }
    return target.empty() ? sums[0] : logAdd(sums[sums.size() - 1], sums[sums.size() - 2]);
}

CtcHypothesis ctcAlign(const CtcLogits& logits, std::span<const int> target)
{
    constexpr std::int64_t mostCells = std::int64_t{1} << 36; // minutes of work, about 1 GB at most
    const CtcRows rows(logits);
    checkTarget(target, rows.labels());
    const CtcLattice lattice(rows, target);
    checkAlignable(lattice, target, mostCells);
    CtcHypothesis result;
    if (rows.length() == 0)
        return result;
    result.labels.assign(target.begin(), target.end());
    result.emissions.resize(target.size());
    Traceback traceback(lattice);
    result.logProbability = traceback.score();
    const std::vector<std::int64_t> path = traceback.path();
    for (std::int64_t p = 0; p < rows.length(); ++p) {
        if (path[p] % 2 == 0)
            continue;
        Span& emission = result.emissions[path[p] / 2];
        emission = {emission.end == 0 ? p : emission.begin, p + 1};
    }
    addPeaks(result, rows);
    return result;
}

} // namespace corespan::model
