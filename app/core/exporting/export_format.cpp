// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace corespan {

namespace {

struct FormatWords
{
    ExportFormat format;
    const char* text;
    const char* suffix;
    const char* name;
    const char* about;
};

constexpr std::array formats{
    FormatWords{ExportFormat::Jsonl, "jsonl", "jsonl", QT_TRANSLATE_NOOP("ExportFormat", "Gold JSONL"),
                QT_TRANSLATE_NOOP("ExportFormat", "A record a line, with all that CoreSpan knows of it.")},
    FormatWords{ExportFormat::Conll, "conll", "conll", QT_TRANSLATE_NOOP("ExportFormat", "CoNLL with BIOES tags"),
                QT_TRANSLATE_NOOP("ExportFormat", "A position a line, with its label and its tag.")},
    FormatWords{ExportFormat::GenBank, "genbank", "gb", QT_TRANSLATE_NOOP("ExportFormat", "GenBank"),
                QT_TRANSLATE_NOOP("ExportFormat", "Sequences with cores as features; without labels.")},
    FormatWords{ExportFormat::Gff3, "gff3", "gff3", QT_TRANSLATE_NOOP("ExportFormat", "GFF3"),
                QT_TRANSLATE_NOOP("ExportFormat", "A core a line, predicted ones too; without sequences and labels.")},
    FormatWords{ExportFormat::Bed, "bed", "bed", QT_TRANSLATE_NOOP("ExportFormat", "BED, 6 columns"),
                QT_TRANSLATE_NOOP("ExportFormat", "A core a line; without sequences, labels and open ends.")},
    FormatWords{ExportFormat::Bed9, "bed9", "bed", QT_TRANSLATE_NOOP("ExportFormat", "BED, 9 columns"),
                QT_TRANSLATE_NOOP("ExportFormat", "BED with a colour for each type, as genome browsers show it.")},
    FormatWords{ExportFormat::Jalview, "jalview", "features",
                QT_TRANSLATE_NOOP("ExportFormat", "Jalview sequence features"),
                QT_TRANSLATE_NOOP("ExportFormat", "A core a line, with colours, to be loaded onto an alignment.")},
    FormatWords{ExportFormat::ThreeLine, "3line", "3line", QT_TRANSLATE_NOOP("ExportFormat", "3-line"),
                QT_TRANSLATE_NOOP("ExportFormat", "Header, sequence, a letter a position; without core types.")},
    FormatWords{ExportFormat::Fasta, "fasta", "fasta", QT_TRANSLATE_NOOP("ExportFormat", "FASTA"),
                QT_TRANSLATE_NOOP("ExportFormat", "The sequences alone.")},
    FormatWords{ExportFormat::Corrections, "corrections", "csv",
                QT_TRANSLATE_NOOP("ExportFormat", "Table of corrections"),
                QT_TRANSLATE_NOOP("ExportFormat", "CSV: what a curator made of each predicted core, who and when.")},
};

const FormatWords& wordsOf(ExportFormat format)
{
    return *std::ranges::find(formats, format, &FormatWords::format);
}

} // namespace

QVector<ExportFormat> allExportFormats()
{
    QVector<ExportFormat> all;
    for (const FormatWords& words : formats)
        all.append(words.format);
    return all;
}

QString toText(ExportFormat format)
{
    return QLatin1String(wordsOf(format).text);
}

std::optional<ExportFormat> exportFormatFromText(const QString& text)
{
    const auto found =
        std::ranges::find_if(formats, [&text](const FormatWords& words) { return text == QLatin1String(words.text); });
    return found == formats.end() ? std::nullopt : std::optional(found->format);
}

QString fileSuffix(ExportFormat format)
{
    return QLatin1String(wordsOf(format).suffix);
}

QString displayName(ExportFormat format)
{
    return QCoreApplication::translate("ExportFormat", wordsOf(format).name);
}

QString description(ExportFormat format)
{
    return QCoreApplication::translate("ExportFormat", wordsOf(format).about);
}

bool holdsLabels(ExportFormat format)
{
    return format == ExportFormat::Jsonl || format == ExportFormat::Conll || format == ExportFormat::ThreeLine;
}

bool holdsProvenance(ExportFormat format)
{
    return format == ExportFormat::Jsonl || format == ExportFormat::Conll || format == ExportFormat::Gff3;
}

} // namespace corespan
