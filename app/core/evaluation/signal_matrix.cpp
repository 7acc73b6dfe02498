// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/signal_matrix.h"

#include <algorithm>
#include <cmath>

namespace corespan {

namespace {

constexpr std::int64_t backgroundLength = 80; ///< first residues of a protein, whose composition is the background
constexpr int residues = 20;                  ///< kinds of them, for one pseudocount each
constexpr std::int64_t priorReach = 6;        ///< lengths are smoothed over so many neighbours each side,
constexpr double priorWidth = 8.0;            ///< twice the variance of the smoothing,
constexpr double priorFloor = 0.5;            ///< and lengths never seen remain possible

std::size_t letter(const QByteArray& sequence, std::int64_t position)
{
    return static_cast<unsigned char>(sequence.at(position));
}

} // namespace

SignalMatrix::SignalMatrix(const QVector<LeadingCore>& training)
{
    m_lengths.resize(longest + priorReach + 1);
    for (const LeadingCore& core : training) {
        if (core.end < m_lengths.size())
            ++m_lengths[core.end];
        const std::int64_t length = core.sequence.size();
        for (std::int64_t i = 0; i < std::min(length, backgroundLength); ++i, ++m_total)
            ++m_background[letter(core.sequence, i)];
        for (std::int64_t offset = -before; offset < after; ++offset) {
            const std::int64_t position = core.end + offset;
            if (position < 0 || position >= length)
                continue;
            const auto column = static_cast<std::size_t>(offset + before);
            ++m_counts[column][letter(core.sequence, position)];
            ++m_totals[column];
        }
    }
}

double SignalMatrix::prior(std::int64_t end) const
{
    double weight = priorFloor;
    for (std::int64_t other = std::max<std::int64_t>(0, end - priorReach); other <= end + priorReach; ++other) {
        const auto distance = static_cast<double>(other - end);
        weight += static_cast<double>(m_lengths.value(other)) * std::exp(-distance * distance / priorWidth);
    }
    return std::log(weight);
}

double SignalMatrix::score(const QByteArray& sequence, std::int64_t end) const
{
    double sum = prior(end);
    for (std::int64_t offset = -before; offset < after; ++offset) {
        const std::int64_t position = end + offset;
        if (position < 0 || position >= sequence.size())
            continue;
        const auto column = static_cast<std::size_t>(offset + before);
        const std::size_t residue = letter(sequence, position);
        const double seen = static_cast<double>(m_counts[column][residue] + 1) / double(m_totals[column] + residues);
        const double expected =
            static_cast<double>(m_background[residue] + 1) / static_cast<double>(std::max<std::int64_t>(1, m_total));
        sum += std::log(seen / expected);
    }
    return sum;
}

std::optional<std::int64_t> SignalMatrix::endOf(const QByteArray& sequence) const
{
    std::optional<std::int64_t> best;
    double bestScore = 0.0;
    for (std::int64_t end = shortest; end <= std::min<std::int64_t>(longest, sequence.size() - after - 1); ++end) {
        const double reached = score(sequence, end);
        if (best && reached <= bestScore)
            continue;
        best = end;
        bestScore = reached;
    }
    return best;
}

} // namespace corespan
