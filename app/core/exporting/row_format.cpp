// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/row_format.h"

#include "core/exporting/gff3.h"

namespace corespan {

RowFormat rowFormat(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Gff3:
        return {gff3Header, writeGff3Row};
    case ExportFormat::ThreeLine:
        return {{}, writeThreeLineRow};
    case ExportFormat::Conll:
        return {"# global.columns = FORM LABEL TAG\n", writeConllRow};
    case ExportFormat::Bed:
        return {"#corespan types\n", writeBedRow};
    case ExportFormat::Bed9:
        return {"#corespan types\n", [rows = ColouredBedRows()](const ExportRow& row, const Gold& gold) mutable {
                    return rows.write(row, gold);
                }};
    case ExportFormat::Fasta:
        return {{}, [](const ExportRow& row, const Gold&) { return writeFastaRow(row); }};
    case ExportFormat::GenBank:
        return {{}, writeGenBankRow};
    case ExportFormat::Jalview:
        return {{}, [rows = JalviewRows()](const ExportRow& row, const Gold& gold) mutable {
                    return rows.write(row, gold);
                }};
    case ExportFormat::Corrections:
        return {correctionsHeader(), writeCorrectionsRow};
    case ExportFormat::Jsonl:
        break;
    }
    return {{}, writeJsonlRow};
}

} // namespace corespan
