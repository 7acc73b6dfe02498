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
/// A token a line: residue, label ("_" for none) and tag (BIOES, as tag_runs.h has it), behind the comments that
/// importing/conll_reader reads: nothing that gold JSONL holds is lost.
WrittenRow writeConllRow(const ExportRow& row, const Gold& gold);
/// The letters alone.
WrittenRow writeFastaRow(const ExportRow& row);
/// A line a core, its type as the name; without labels, open ends and ambiguous zones. A line of type "." says "no
/// core".
WrittenRow writeBedRow(const ExportRow& row, const Gold& gold);
/// `gold` empty and a prediction there: the predicted span.
WrittenRow writeGff3Row(const ExportRow& row, const Gold& gold);

} // namespace corespan
