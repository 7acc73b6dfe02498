// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/edit_plan.h"
#include "core/review/sequence_match.h"

namespace corespan {

/// A correction that shall hold for near-identical sequences too.
struct Propagation
{
    QByteArray residues; ///< of the record that was corrected
    QVector<Core> cores; ///< the curator's; none: there is no core
    bool codons = false; ///< cores are reading frames and shall stay so
};

/// The cores on the other sequence: each end lies where its outermost position does. Error: why they have no place
/// there. An open end stays open.
Result<QVector<Core>> carriedOver(const Propagation& what, std::string_view other, const MatchOptions& options = {});

/// \param decidedToo also records that were decided or flagged, which are left alone otherwise
PlanRule propagationRule(const Propagation& what, bool decidedToo);

/// What the step did, for undo: "core 25–54 of r1 taken over by 3 records".
QString propagationTitle(const QString& source, const QVector<Core>& cores, std::int64_t records);

} // namespace corespan
