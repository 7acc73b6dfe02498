// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/line_reader.h"
#include "core/importing/record_stream.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <optional>

namespace corespan {

namespace {

constexpr std::int64_t headSize = 1 << 16;

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

Error notSequences(const QString& path, const QByteArrayList& lines)
{
    const QByteArray first = lines.value(0);
    QString reason =
        tr("%1 is not a sequence file: no FASTA header (>), LOCUS or ID line, or JSON object in it").arg(path);
    if (first.startsWith("ID   "))
        reason =
            tr("%1 looks like an EMBL or UniProt flat file, but its ID line does not end in \"BP.\" or \"AA.\": it is "
               "cut or damaged")
                .arg(path);
    else if (first.startsWith("##gff"))
        reason = tr("%1 is a GFF file, which holds no sequences; import the FASTA or GenBank file").arg(path);
    else if (first.startsWith('@'))
        reason = tr("%1 looks like FASTQ; convert it to FASTA").arg(path);
    return {reason, Error::Kind::BadInput};
}

} // namespace

QString formatName(FileFormat format)
{
    switch (format) {
    case FileFormat::Fasta:
        return QStringLiteral("FASTA");
    case FileFormat::GenBank:
        return QStringLiteral("GenBank");
    case FileFormat::ThreeLine:
        return QStringLiteral("3-line");
    case FileFormat::Embl:
        return QStringLiteral("EMBL");
    case FileFormat::UniProt:
        return QStringLiteral("UniProt");
    case FileFormat::Jsonl:
        break;
    }
    return QStringLiteral("JSONL");
}

Result<FileFormat> detectFormat(const QString& path)
{
    Result<LineReader> reader = LineReader::open(path);
    if (!reader)
        return reader.error();
    const Result<QByteArray> head = reader->peek(headSize);
    if (!head)
        return head.error();
    const QByteArrayList lines = headLines(*head, head->size() >= headSize);
    if (isBinary(*head))
        return Error{tr("%1 is a binary file, not sequences").arg(path), Error::Kind::BadInput};
    if (lines.isEmpty())
        return Error{tr("%1 is empty").arg(path), Error::Kind::BadInput};
    if (lines.first().trimmed().startsWith('{'))
        return FileFormat::Jsonl;
    const auto starts = [&lines](const char* sign) {
        return std::any_of(lines.begin(), lines.end(),
                           [sign](const QByteArray& line) { return line.startsWith(sign); });
    };
    if (starts("LOCUS "))
        return FileFormat::GenBank;
    if (const auto flat = flatFile(lines))
        return *flat;
    if (!starts(">"))
        return notSequences(path, lines);
    return isThreeLine(lines) ? FileFormat::ThreeLine : FileFormat::Fasta;
}

} // namespace corespan
