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
/// A letter a position: its label, "." outside cores, "x" where a position of a core has no label. Types are lost, and
/// cores that touch become one.
WrittenRow writeThreeLineRow(const ExportRow& row, const Gold& gold);
/// The letters of a 3-line entry; absent where a label is no single letter.
std::optional<QString> labelLetters(const Gold& gold, std::int64_t length);
/// A token a line: residue, label ("_" for none) and tag (BIOES, as tag_runs.h has it), behind the comments that
/// importing/conll_reader reads: nothing that gold JSONL holds is lost.
WrittenRow writeConllRow(const ExportRow& row, const Gold& gold);
/// The letters alone.
WrittenRow writeFastaRow(const ExportRow& row);
/// BED6, a line a core, its type as the name; without labels, open ends and ambiguous zones. A line of type "." says
/// "no core".
WrittenRow writeBedRow(const ExportRow& row, const Gold& gold);
/// An entry of a GenBank flat file: cores are features misc_feature with /label, those of a group one feature, which
/// the reader knows again (see importing/own_features.h). Without labels, targets and what else meta says.
WrittenRow writeGenBankRow(const ExportRow& row, const Gold& gold);
/// The ambiguous zones as far as they lie outside cores: those of GenBank.
QVector<Span> zonesOutside(const Gold& gold);
/// CSV (RFC 4180) of what curators made of the run's cores, 1-based closed: core by core of the record, paired as
/// review/corrections.h does it. Wants row.edits.
WrittenRow writeCorrectionsRow(const ExportRow& row, const Gold& gold);
QByteArray correctionsHeader();
/// The same, field by field.
QVector<QStringList> correctionFields(const ExportRow& row, const Gold& gold);

/// Jalview's features file: a line a core, 1-based closed, and one with the colour of each type where it comes first.
/// Open ends, labels and "no core" have no place in it. Source: "Features file format" of Jalview's manual.
class JalviewRows
{
public:
    WrittenRow write(const ExportRow& row, const Gold& gold);

private:
    QStringList m_types; ///< that have their colour, in the order in which they came
};

/// BED9: as BED6, with a colour for each type.
class ColouredBedRows
{
public:
    WrittenRow write(const ExportRow& row, const Gold& gold);

private:
    QStringList m_types;
};
/// The cores that GFF3 tells: those that hold, else, where nobody has said which do, the predicted ones.
QVector<Core> gff3Cores(const ExportRow& row, const Gold& gold);
WrittenRow writeGff3Row(const ExportRow& row, const Gold& gold);

} // namespace corespan
