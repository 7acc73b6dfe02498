// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/edit_plan.h"

namespace corespan {

/// What is said of many records at once.
enum class BulkAction {
    Accept,    ///< the core that is shown is right: the curator's, else the file's, else the run's
    Reject,    ///< the run is wrong, nothing is put in its place
    NoCore,    ///< there is none
    Flag,      ///< another look is needed
    Ambiguous, ///< it cannot be told
    Reset,     ///< unseen again: cores and decision go, labels, zones and note stay
};

struct BulkRequest
{
    BulkAction action = BulkAction::Accept;
    bool decidedToo = false; ///< also records that were decided or flagged, which are left alone otherwise
    bool operator==(const BulkRequest&) const = default;
};

PlannedEdit bulkEdit(const ReviewRow& row, const BulkRequest& request);
PlanRule bulkRule(const BulkRequest& request);

/// The name that people read, translated: "Reject".
QString displayName(BulkAction action);
/// What the step did, for undo: "accepted 12 records".
QString bulkTitle(BulkAction action, std::int64_t records);

} // namespace corespan
