// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/detect_rows.h"
#include "core/importing/line_reader.h"
#include "core/importing/record_stream.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <array>
#include <optional>

namespace corespan {

namespace {

constexpr std::int64_t headSize = 1 << 16;
constexpr std::int64_t mostHead = 1 << 25; ///< for three lines of a long record

QString tr(const char* text)
{
    return QCoreApplication::translate("FormatDetection", text);
}

bool isBinary(const QByteArray& head)
{
    return std::any_of(head.begin(), head.end(), [](char c) {
        const auto code = static_cast<unsigned char>(c);
        return code < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    });
}

/// Lines that are not blank; the last one, perhaps cut, is left out unless it is the only one.
QByteArrayList headLines(QByteArray head, bool cut)
{
    head.replace("\r\n", "\n").replace('\r', '\n');
    QByteArrayList lines = head.split('\n');
    if (cut && lines.size() > 1)
        lines.removeLast();
    lines.removeIf([](const QByteArray& line) { return line.trimmed().isEmpty(); });
    return lines;
}

qsizetype distinct(const QByteArray& text)
{
    return QSet<char>(text.begin(), text.end()).size();
}

/// Labels show themselves by signs that no sequence has, or by being few beside the letters of the sequence.
bool looksLikeLabels(const QByteArray& sequence, const QByteArray& labels)
{
    const bool signs = std::any_of(labels.begin(), labels.end(),
                                   [](char c) { return c == '.' || c == '-' || (c >= '0' && c <= '9'); });
    return signs || distinct(labels) * 2 < distinct(sequence);
}

/// Every entry is a header and two equally long lines. Wrapped FASTA can look so by chance, hence a second sign is
/// asked for: lengths that differ from entry to entry, or lines that look like labels.
bool isThreeLine(const QByteArrayList& lines)
{
    QSet<qsizetype> lengths;
    bool labels = false;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const bool header = lines[i].startsWith('>');
        if (header != (i % 3 == 0))
            return false;
        if (i % 3 != 2)
            continue;
        if (lines[i].trimmed().size() != lines[i - 1].trimmed().size())
            return labels && lengths.size() > 1; // one entry at fault among sound ones: it will be reported
        lengths.insert(lines[i].size());
        labels |= looksLikeLabels(lines[i - 1].trimmed().toUpper(), lines[i].trimmed());
    }
    return labels || lengths.size() > 2;
}

/// By the unit at the end of the first ID line: letters of EMBL are counted as BP, those of UniProt as AA.
std::optional<FileFormat> flatFile(const QByteArrayList& lines)
{
    for (const QByteArray& line : lines) {
        if (!line.startsWith("ID   "))
            continue;
        const QByteArray text = line.trimmed();
        if (text.endsWith(" BP.") || text.endsWith(" BP"))
            return FileFormat::Embl;
        if (text.endsWith(" AA.") || text.endsWith(" AA"))
            return FileFormat::UniProt;
        return std::nullopt;
    }
    return std::nullopt;
}

/// What a file is that no format fits, as far as that can be told.
Error noFormat(const QString& path, const QByteArrayList& lines)
{
    const QByteArray& first = lines.first();
    QString reason = tr("%1 is none of the formats that are read: no FASTA header (>), LOCUS or ID line, JSON object, "
                        "table header with an id, ... in it")
                         .arg(path);
    if (first.startsWith("ID   "))
        reason =
            tr("%1 looks like an EMBL or UniProt flat file, but its ID line does not end in \"BP.\" or \"AA.\": it is "
               "cut or damaged")
                .arg(path);
    else if (first.startsWith('@'))
        reason = tr("%1 looks like SAM; convert it to FASTA (samtools fasta)").arg(path);
    return {reason, Error::Kind::BadInput};
}

/// By what stands at the beginning of lines; nullopt: another format, or none.
std::optional<FileFormat> byLineStarts(const QByteArrayList& lines)
{
    if (lines.first().trimmed().startsWith('{'))
        return FileFormat::Jsonl;
    if (lines.first().startsWith("# STOCKHOLM"))
        return FileFormat::Stockholm;
    if (looksLikeFastq(lines))
        return FileFormat::Fastq;
    if (looksLikeGff(lines))
        return FileFormat::Gff3;
    const auto starts = [&lines](const char* sign) {
        return std::any_of(lines.begin(), lines.end(),
                           [sign](const QByteArray& line) { return line.startsWith(sign); });
    };
    if (starts("LOCUS "))
        return FileFormat::GenBank;
    if (const auto flat = flatFile(lines))
        return flat;
    if (starts(">"))
        return isThreeLine(lines) ? FileFormat::ThreeLine : FileFormat::Fasta;
    return std::nullopt;
}

struct FormatNames
{
    FileFormat format;
    const char* text;
    const char* name;
};

constexpr std::array formatNames{
    FormatNames{FileFormat::Fasta, "fasta", "FASTA"},
    FormatNames{FileFormat::Fastq, "fastq", "FASTQ"},
    FormatNames{FileFormat::GenBank, "genbank", "GenBank"},
    FormatNames{FileFormat::Embl, "embl", "EMBL"},
    FormatNames{FileFormat::UniProt, "uniprot", "UniProt"},
    FormatNames{FileFormat::ThreeLine, "3line", "3-line"},
    FormatNames{FileFormat::Jsonl, "jsonl", "JSONL"},
    FormatNames{FileFormat::Gff3, "gff3", "GFF3"},
    FormatNames{FileFormat::Bed, "bed", "BED"},
    FormatNames{FileFormat::Stockholm, "stockholm", "Stockholm"},
    FormatNames{FileFormat::Conll, "conll", "CoNLL"},
    FormatNames{FileFormat::Table, "csv", "CSV"},
};

} // namespace

QString formatName(FileFormat format)
{
    const auto* found = std::ranges::find(formatNames, format, &FormatNames::format);
    return QLatin1String(found->name);
}

std::optional<FileFormat> formatFromText(const QString& text)
{
    for (const FormatNames& names : formatNames) {
        if (text == QLatin1String(names.text))
            return names.format;
    }
    return std::nullopt;
}

QStringList formatTexts()
{
    QStringList texts;
    for (const FormatNames& names : formatNames)
        texts.append(QLatin1String(names.text));
    return texts;
}

Result<FileFormat> detectFormat(const QString& path, const TableOptions& table)
{
    Result<LineReader> reader = LineReader::open(path);
    if (!reader)
        return reader.error();
    std::int64_t size = headSize;
    Result<QByteArray> head = reader->peek(size);
    // Whether the third line holds labels is only seen when it is there, which takes more for long records.
    while (head && head->startsWith('>') && head->size() >= size && head->count('\n') < 3 && size < mostHead)
        head = reader->peek(size *= 8);
    if (!head)
        return head.error();
    const QByteArrayList lines = headLines(*head, head->size() >= size);
    if (isBinary(*head))
        return Error{tr("%1 is a binary file, not sequences").arg(path), Error::Kind::BadInput};
    if (lines.isEmpty())
        return Error{tr("%1 is empty").arg(path), Error::Kind::BadInput};
    if (looksLikeGtf(lines))
        return Error{tr("%1 is GTF; convert it to GFF3 (e.g. gffread %1 -o genes.gff3)").arg(path),
                     Error::Kind::BadInput};
    if (const auto format = byLineStarts(lines))
        return *format;
    if (looksLikeTable(lines.first()) || (!table.columns.isEmpty() && !looksLikeConll(lines)))
        return FileFormat::Table;
    if (looksLikeBed(lines))
        return FileFormat::Bed;
    if (looksLikeConll(lines))
        return FileFormat::Conll;
    return noFormat(path, lines);
}

} // namespace corespan
