// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/exporting/export_project.h"

#include <QByteArray>

namespace corespan {

/// Text of one record in an export's format.
struct WrittenRow
{
    QByteArray text;
    QString problem; ///< why the format cannot hold the record; empty: it can
};

WrittenRow writeJsonlRow(const ExportRow& row, const Gold& gold);
WrittenRow writeThreeLineRow(const ExportRow& row, const Gold& gold);
/// `gold` empty and a prediction there: the predicted span.
WrittenRow writeGff3Row(const ExportRow& row, const Gold& gold);

} // namespace corespan
