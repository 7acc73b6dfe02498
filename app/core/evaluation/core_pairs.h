// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/evaluated_record.h"

namespace corespan {

/// When two segments are the same one: of one type, both ends at most `reach` apart, and the overlap at least half of
/// the longer (the criterion of TMbed; Bernhofer and Rost, BMC Bioinformatics 23:326, 2022, and of Reeb et al. 2015).
struct SegmentMatch
{
    std::int64_t reach = 5;
    bool halfOverlap = true;
    bool operator()(const Core& gold, const Core& predicted) const;
};

/// Indices into a record's gold and predicted cores.
struct CorePair
{
    qsizetype gold = 0;
    qsizetype predicted = 0;
    bool operator==(const CorePair&) const = default;
};

/// One to one, in order of begin: a gold core takes the first free prediction that matches it.
QVector<CorePair> pairByMatch(const EvaluatedCores& record, const SegmentMatch& match);

enum class PairTypes { Same, Any };

/// One to one, the largest overlap first, of equals the first. At least one position in common.
QVector<CorePair> pairByOverlap(const EvaluatedCores& record, PairTypes types);

/// Every pair that overlaps, whatever the types, in order of position. Linear.
QVector<CorePair> overlappingPairs(const EvaluatedCores& record);

} // namespace corespan
