// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace corespan {

enum class ExportFormat { Jsonl, Gff3, ThreeLine, Conll, Bed, Bed9, GenBank, Jalview, Corrections, Fasta };

/// All of them, in the order in which they are listed.
QVector<ExportFormat> allExportFormats();

/// As options name it: "jsonl", "conll", "genbank", "corrections", ...; never translated.
QString toText(ExportFormat format);
std::optional<ExportFormat> exportFormatFromText(const QString& text);
/// Of its files, without the dot.
QString fileSuffix(ExportFormat format);
/// What people read, translated: "GenBank".
QString displayName(ExportFormat format);
/// What it holds and what it cannot, translated; one sentence.
QString description(ExportFormat format);
/// Its records have labels.
bool holdsLabels(ExportFormat format);
/// It can say where a core comes from.
bool holdsProvenance(ExportFormat format);

} // namespace corespan
