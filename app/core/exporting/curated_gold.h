// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_types.h"

namespace corespan {

/// True for records that are examples: accepted, corrected, "no core". Rejected ones have nothing in the model's place.
bool isExample(ReviewState state);
/// How many of the counted records are.
std::int64_t exampleCount(const StateCounts& counts);

/// What holds for a record: the curator's cores if there are any or none on purpose, else the gold that came with it;
/// zones likewise. Of a record that is ambiguous as a whole nothing holds: one zone, neither cores nor labels.
/// Labels: the curator's, else gold, else, for a curated record without gold labels, `runLabels` (one a position, or
/// empty); of a curated record only those inside its cores.
Gold curatedGold(const ExportRow& row, const QVector<QString>& runLabels);

/// Names instead of indices; empty where the tracks hold no labels.
QVector<QString> labelNames(const Tracks& tracks, const QStringList& labels);

} // namespace corespan
