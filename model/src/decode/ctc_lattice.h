// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "decode/ctc_rows.h"

namespace corespan::model {

/// The 2S + 1 states of a label string at each position: blank, label 0, blank, label 1, ..., blank. A path begins in
/// state 0 or 1, ends in one of the last two, and from one position to the next stays, moves by one, or by two where
/// that skips a blank between different labels.
class CtcLattice
{
public:
    CtcLattice(const CtcRows& rows, std::span<const int> target)
        : m_rows(rows), m_target(target), m_states(2 * static_cast<std::int64_t>(target.size()) + 1)
    {
    }

    std::int64_t length() const { return m_rows.length(); }
    std::int64_t states() const { return m_states; }

    /// States that can be on a path at this position, both ends inclusive.
    std::int64_t first(std::int64_t position) const
    {
        return std::max<std::int64_t>(m_states - 2 * (length() - position), 0);
    }
    std::int64_t last(std::int64_t position) const { return std::min(2 * position + 1, m_states - 1); }

    double emission(std::int64_t position, std::int64_t state) const
    {
        return state % 2 == 0 ? m_rows.blank(position) : m_rows.label(position, m_target[state / 2]);
    }
    bool maySkipTo(std::int64_t state) const
    {
        return state % 2 == 1 && state >= 3 && m_target[state / 2] != m_target[state / 2 - 1];
    }

private:
    const CtcRows& m_rows;
    std::span<const int> m_target;
    std::int64_t m_states;
};

/// \throws ModelError where the string cannot be aligned or has more than `limit` cells
void checkAlignable(const CtcLattice& lattice, std::span<const int> target, std::int64_t limit);

} // namespace corespan::model
