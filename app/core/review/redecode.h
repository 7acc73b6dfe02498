// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/edit_plan.h"

namespace corespan {

/// How cores are read off a run's stored P(core), without the model.
struct RedecodeOptions
{
    double threshold = 0.5;     ///< P(core) from which a position belongs to a core, above 0
    std::int64_t minLength = 1; ///< what is shorter is dropped
    std::int64_t maxLength = 0; ///< of what is longer, the best so many positions stay; 0: no limit
    std::int64_t mergeGap = 0;  ///< cores of one type with so many positions or fewer between them are one
    double nullThreshold = 1.0; ///< P("no core") above which a record has none; 1: P(core) alone decides
    bool operator==(const RedecodeOptions&) const = default;
};

/// A position belongs to the type of greatest P (the first of equals) where that reaches the threshold; runs of one
/// type are joined over gaps, then cut to length: as the mask selector decodes by threshold. \param types names in the
/// order of Tracks::types; one name: Tracks::core is its track. \param nullScore P("no core") of the run. O(L T).
QVector<Core> redecode(const Tracks& tracks, const QStringList& types, double nullScore,
                       const RedecodeOptions& options);

struct RedecodeRequest
{
    RedecodeOptions options;
    RedecodeOptions standard; ///< records that these decode just so stay as the run decided them
    bool decidedToo = false;  ///< also records that a curator has decided or flagged, or that came with cores
};

/// Sets the cores of records that the options decode otherwise than `standard` does. \param run whose tracks are read
PlanRule redecodeRule(const Run& run, const RedecodeRequest& request);

/// "P(core) ≥ 0.6 · 30 or longer · gaps up to 3 closed": what differs from `standard`.
QString redecodeText(const RedecodeOptions& options, const RedecodeOptions& standard);
/// What the step did, for undo: "decoded 17 records anew: P(core) ≥ 0.6".
QString redecodeTitle(const RedecodeRequest& request, std::int64_t records);

} // namespace corespan
