// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QVector>

#include <optional>
#include <string_view>

namespace corespan {

/// When two sequences are near-identical.
struct MatchOptions
{
    double identity = 0.9;                   ///< equal columns of all, gaps inside among them
    double coverage = 0.8;                   ///< columns, of the positions of the longer sequence
    std::int64_t longestWithGaps = 100'000;  ///< longer ones are compared along one diagonal only
    static constexpr std::int64_t band = 64; ///< diagonals to either side of the commonest one
    static constexpr int match = 2;          ///< scores of the alignment; ends that hang over cost nothing
    static constexpr int mismatch = -3;
    static constexpr int gap = -4; ///< for each position
};

/// Positions `first`, first + 1, ... of one sequence lie on `second`, ... of the other.
struct MatchedBlock
{
    std::int64_t first = 0;
    std::int64_t second = 0;
    std::int64_t length = 0;
    bool operator==(const MatchedBlock&) const = default;
};

/// How two sequences lie on each other.
struct SequenceMatch
{
    QVector<MatchedBlock> blocks; ///< by position, never empty
    std::int64_t equal = 0;       ///< columns with the same letter
    std::int64_t columns = 0;     ///< from the first to the last block, gaps between among them
    double identity() const { return double(equal) / double(columns); }
    /// Position of the second sequence that `position` of the first lies on; absent: it lies in a gap or outside.
    std::optional<std::int64_t> toSecond(std::int64_t position) const;
};

/// Words that sequences share are so long: 12 where all letters are nucleotides, 6 else.
int wordLength(std::string_view residues);

/// The best overlap of the two, within a band around the diagonal on which most words are shared that the second has
/// once, in repeats a few times; sequences that are too long for that: along this diagonal. Nothing: they are not
/// near-identical, or share no word. O((m + n) log n + n band).
std::optional<SequenceMatch> matchSequences(std::string_view first, std::string_view second,
                                            const MatchOptions& options = {});

/// Whether there is a match. Mostly faster: any diagonal that is good enough will do.
bool areNearIdentical(std::string_view first, std::string_view second, const MatchOptions& options = {});

} // namespace corespan
