// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "decode/ctc_extent.h"

namespace corespan::model {

/// Cores as runs of emissions with at most `gap` blanks between: exact probabilities over all paths, by products of
/// per-position probabilities. `gap` is at least unit - 1, so covers of different cores do not touch.
class CtcRuns
{
public:
    /// `logPartition` is taken from the logarithm of every probability of the tracks.
    CtcRuns(const CtcRows& rows, const CtcCover& cover, std::int64_t gap, double logPartition);

    /// Cores that a path with these emissions has, by begin.
    std::vector<Span> cores(const std::vector<Span>& emissions) const;

    /// [L] P(a core begins here), P(a core's last position is here).
    const std::vector<double>& pStart() const { return m_start; }
    const std::vector<double>& pEnd() const { return m_end; }

    /// log P(exactly this core is there). O(length * gap).
    double logProbability(Span core) const;

private:
    double blanks(std::int64_t begin, std::int64_t end) const;
    double logFirst(std::int64_t position) const;
    double logLast(std::int64_t position) const;

    const CtcRows& m_rows;
    CtcCover m_cover;
    std::int64_t m_gap;
    std::vector<double> m_fromBlockStart; ///< [L] sums of log P(blank) within blocks of gap + 1 positions
    std::vector<double> m_toBlockEnd;
    std::vector<double> m_start;
    std::vector<double> m_end;
};

} // namespace corespan::model
