// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QString>
#include <QVector>

namespace corespan {

/// A core on a sequence, whatever record it was found in.
struct PlacedCore
{
    QString sequence;
    Span span; ///< forward coordinates
    bool reverse = false;
    double score = 0.0; ///< 0: not told
    bool operator==(const PlacedCore&) const = default;
};

/// What became of a core that is expected. The first that holds counts.
enum class CoreFate {
    Same,       ///< found: strand, begin and end
    OtherStart, ///< found on its strand with its end: another start codon, say
    OtherEnd,   ///< found on its strand with its start
    Displaced,  ///< not found, but what is found overlaps it: in a set of disjoint cores there is no room for both
    Missed,     ///< nothing that is found overlaps it
};

struct ExpectedCore
{
    PlacedCore core;
    CoreFate fate = CoreFate::Missed;
    qsizetype found = -1; ///< index of what is meant above: of the most overlapping one; -1: Missed
};

/// Two sets of cores on the same sequences, which may overlap within each.
struct CoreAgreement
{
    QVector<ExpectedCore> expected; ///< each once, by sequence, begin and end
    QVector<PlacedCore> found;      ///< the same
    QVector<bool> isExpected;       ///< for each of `found`: it is the same, or has start or end of one

    qsizetype count(CoreFate fate) const;
    qsizetype onlyFound() const; ///< neither start nor end is expected
};

/// Equal cores count once, with the highest score. O(n log n) for cores that overlap few others.
CoreAgreement compareCores(QVector<PlacedCore> expected, QVector<PlacedCore> found);

} // namespace corespan
