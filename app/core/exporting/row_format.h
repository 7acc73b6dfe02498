// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/exporting/export_project.h"
#include "core/exporting/row_writers.h"

#include <functional>

namespace corespan {

/// How an export's text is made.
struct RowFormat
{
    QByteArray header; ///< before the first record
    /// Called once a record, in their order; may remember what came before.
    std::function<WrittenRow(const ExportRow& row, const Gold& gold)> write;
};

/// One export's writer of the format.
RowFormat rowFormat(ExportFormat format);

} // namespace corespan
