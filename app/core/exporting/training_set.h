// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/datasets/split_dataset.h"
#include "core/exporting/export_project.h"

namespace corespan {

struct TrainingSetOptions
{
    ExportChoice choice = {};               ///< no states: accepted, corrected, "no core"
    std::optional<SplitOptions> split = {}; ///< absent: one file; `reading` is not looked at
};

/// Records as gold JSONL in a folder: records.jsonl, or NAME.jsonl for each part; dataset.json with label names,
/// counts, SHA-256, choices and provenance; and a data card, README.md, unless there is one of somebody else's. The
/// folder is made; files that are there are replaced once all is written and checked. Error::Kind::BadInput when no
/// record is chosen.
Result<ExportReport> exportTrainingSet(const QString& project, const QString& folder,
                                       const TrainingSetOptions& options = {}, const ExportProgress& onProgress = {},
                                       std::stop_token stop = {});

} // namespace corespan
