// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QVector>

#include <array>
#include <cstdint>
#include <optional>

namespace corespan {

/// A leading core and the sequence that it leads: [0, end).
struct LeadingCore
{
    QByteArray sequence; ///< upper case
    std::int64_t end = 0;
};

/// The baseline of signal-peptide ends: a position weight matrix of the residues around the end, from 20 before to 5
/// after it, with a prior of the length (von Heijne, Nucleic Acids Research 14:4683, 1986, is the classic one). It
/// knows where a peptide ends, not whether there is one.
class SignalMatrix
{
public:
    explicit SignalMatrix(const QVector<LeadingCore>& training);

    /// The most probable end, the first of equals; nullopt for a sequence that is too short for any.
    std::optional<std::int64_t> endOf(const QByteArray& sequence) const;
    /// Log odds against the background; comparable within a sequence.
    double score(const QByteArray& sequence, std::int64_t end) const;

    static constexpr std::int64_t before = 20, after = 5; ///< positions around the end
    static constexpr std::int64_t shortest = 8, longest = 59;

private:
    double prior(std::int64_t end) const;

    using Counts = std::array<std::int64_t, 256>; ///< by letter
    std::array<Counts, before + after> m_counts{};
    std::array<std::int64_t, before + after> m_totals{};
    Counts m_background{};
    std::int64_t m_total = 0;
    QVector<std::int64_t> m_lengths; ///< by end
};

} // namespace corespan
