// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_types.h"

namespace corespan {

/// Who decided something, and when.
struct Deed
{
    QString who;
    QDateTime when;
};

/// Who put the core there as it is: the latest edit that brought it. Absent: no edit did (it came with the file, or
/// row.edits is empty).
std::optional<Deed> deedOf(const ExportRow& row, const Core& core);
/// Who brought the record into its state: the latest edit that changed it.
std::optional<Deed> decisionOf(const ExportRow& row);

/// "2026-11-26T09:30:00Z"
QString timeText(const QDateTime& time);

/// Where a record's cores come from: {"state", "spans": [{"begin", "end", "type", "evidence": "curated" | "gold", "by",
/// "time", "run"}]}, 0-based half-open; "by" and "time" where an edit is known, "run" where that run has the same core.
QJsonObject provenanceJson(const ExportRow& row, const Gold& gold, const Run& run);

} // namespace corespan
