// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_types.h"

namespace corespan {

/// True for records that are examples: accepted, corrected, "no core". Rejected ones have nothing in the model's place.
bool isExample(ReviewState state);
/// The states of examples.
QVector<ReviewState> exampleStates();
/// Those in which a curator has said something of the run's cores.
QVector<ReviewState> correctionStates();
/// A curator has said which cores there are, or that there is none.
bool isDecided(const Curation& curation);
/// How many of the counted records are examples.
std::int64_t exampleCount(const StateCounts& counts);

/// What holds for a record: the curator's cores if there are any or none on purpose, else the gold that came with it;
/// zones likewise. Of a record that is ambiguous as a whole nothing holds: one zone, neither cores nor labels.
/// Labels: the curator's, else gold, else, for a curated record without gold labels, `runLabels` (one a position, or
/// empty); of a curated record only those inside its cores.
Gold curatedGold(const ExportRow& row, const QVector<QString>& runLabels);

/// Those at positions of the cores; empty where that leaves none.
QVector<QString> labelsInside(const QVector<QString>& labels, const QVector<Core>& cores);

/// Names instead of indices; empty where the tracks hold no labels.
QVector<QString> labelNames(const Tracks& tracks, const QStringList& labels);

} // namespace corespan
