// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/figures.h"
#include "core/result.h"

namespace corespan {

enum class RowFormat { Tsv, Jsonl };

/// By the name's ending: .tsv, .jsonl.
std::optional<RowFormat> rowFormat(const QString& path);

/// A row a record, in the set's order, with what gold and the prediction say and how far they agree. TSV: cores as
/// "begin-end:type", 1-based, both included, with spaces between; JSONL: [begin, end, type], 0-based half-open.
/// `other`: what another program says of the same records, or null. Atomic.
Status writeRecordRows(const QString& path, RowFormat format, const EvaluatedSet& set, const EvaluatedSet* other,
                       const SegmentMatch& match);

} // namespace corespan
