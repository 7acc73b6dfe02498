// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/datasets/split_dataset.h"

namespace corespan {

/// The group of each record, numbered in the order in which they come: by key or by similarity; those of equal
/// sequences in one whatever they are grouped by. Works in the folder. Adds to the report's `withoutKey` and `read`.
Result<QVector<qsizetype>> groupRecords(const QStringList& in, const QString& folder, const SplitOptions& options,
                                        SplitReport& report, const DatasetControl& control);

} // namespace corespan
