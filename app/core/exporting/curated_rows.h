// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/exporting/curated_gold.h"
#include "core/result.h"

#include <functional>

namespace corespan {

class ProjectReader;

/// Takes one record with what holds for it, to keep or to change; an error ends the walk.
using CuratedVisitor = std::function<Status(ExportRow& row, Gold gold)>;

/// Which records a walk visits, and whose predictions it looks up.
struct CuratedRows
{
    Run run = {};                     ///< fills in labels, and the rows' predictions; id None: nobody's
    QVector<ReviewState> states = {}; ///< of the records that are visited; empty: all
    bool edits = false;               ///< rows have their edits
};

/// The run that is asked for, or the latest for None; a run with id None where the project has none.
Result<Run> runOrLatest(const ProjectReader& reader, RunId wanted);

/// Visits a project's records in file order, read page by page. Exports and training both come here: what is trained on
/// is what an export would hold. Error: of the project, or the visitor's.
Status forEachCurated(const ProjectReader& reader, const CuratedRows& wanted, const CuratedVisitor& visit);

} // namespace corespan
