// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/lanes/lane.h"
#include "core/result.h"

#include <stop_token>

namespace corespan {

struct MotifMatch
{
    Span span; ///< on forward coordinates
    bool reverse = false;
    bool operator==(const MotifMatch&) const = default;
};

struct MotifMatches
{
    QVector<MotifMatch> matches; ///< by begin, forward before reverse; they may overlap
    bool more = false;           ///< there are more than were looked for
};

inline constexpr qsizetype mostMotifMatches = 100'000;

/// Where `pattern` occurs, whatever its case. Letters alone are a motif: of nucleotides, IUPAC letters stand for their
/// bases (U is T); of proteins, B, Z, J and X for their residues. All else is a regular expression (PCRE); at each
/// position its first match counts. \param bothStrands of nucleotides: also on the reverse complement.
/// Error: no regular expression, or one that takes too long.
Result<MotifMatches> findMotif(const QByteArray& residues, Alphabet alphabet, const QString& pattern, bool bothStrands,
                               const std::stop_token& stop = {});

} // namespace corespan
