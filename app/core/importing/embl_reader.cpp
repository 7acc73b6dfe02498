// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/embl_reader.h"

#include "core/importing/annotated_records.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("EmblReader", text);
}

QString first(const QByteArray& list)
{
    return QString::fromUtf8(list.split(';').first().trimmed());
}

void readId(const QByteArray& text, GenBankEntry& entry)
{
    const QByteArrayList fields = text.split(';');
    entry.locus = QString::fromUtf8(fields.first().simplified().split(' ').first());
    const QByteArrayList length = fields.last().simplified().split(' ');
    bool ok = false;
    const qint64 stated = length.value(0).toLongLong(&ok);
    if (ok && length.value(1).startsWith("BP"))
        entry.statedLength = stated;
    for (const QByteArray& field : fields) {
        const QByteArray value = field.simplified();
        entry.circular |= value == "circular" || value.startsWith("circular ");
        if (value.startsWith("SV "))
            entry.version = entry.locus + QLatin1Char('.') + QString::fromUtf8(value.mid(3));
    }
}

} // namespace

Result<std::optional<GenBankEntry>> EmblReader::next()
{
    GenBankEntry entry;
    m_constructed = false;
    for (;;) {
        const Result<CodedLines::Line> line = m_lines.next();
        if (!line)
            return line.error();
        using Kind = CodedLines::Kind;
        if (line->kind == Kind::FileEnd)
            return std::optional<GenBankEntry>();
        if (line->kind == Kind::Finish || line->kind == Kind::Cut) {
            entry.features = m_table.take();
            if (m_constructed && entry.sequence.isEmpty())
                entry.blame(entry.line, tr("the entry is put together from others (CO lines) and holds no sequence; "
                                           "get it in its expanded form"));
            checkEntry(entry, {QStringLiteral("ID"), QStringLiteral("SQ")}, line->kind == Kind::Finish);
            return std::optional(std::move(entry));
        }
        if (entry.line == 0)
            entry.line = m_lines.number();
        if (line->kind == Kind::Wrong)
            m_lines.blameWrong(entry);
        else
            readLine(*line, entry);
    }
}

void EmblReader::readLine(const CodedLines::Line& line, GenBankEntry& entry)
{
    if (line.code == "  ") {
        addSequence(entry, line.text, m_lines.number(), QStringLiteral("SQ"));
    } else if (line.code == "FT") {
        m_table.addLine(line.text, m_lines.number());
    } else if (line.code == "ID") {
        readId(valueOf(line), entry);
    } else if (line.code == "AC" && entry.accession.isEmpty()) {
        entry.accession = first(valueOf(line));
    } else if (line.code == "SV") {
        entry.version = QString::fromUtf8(valueOf(line));
    } else if (line.code == "DE") {
        entry.definition +=
            (entry.definition.isEmpty() ? QString() : QStringLiteral(" ")) + QString::fromUtf8(valueOf(line));
    } else if (line.code == "CO") {
        m_constructed = true;
    } else if (line.code == "SQ" && entry.statedLength > 0 && entry.statedLength < (qint64(1) << 31)) {
        entry.sequence.reserve(entry.statedLength);
    }
}

std::unique_ptr<EntryReader> makeEmblReader(LineReader lines, const QStringList& features, bool nameAll)
{
    return std::make_unique<AnnotatedRecords<EmblReader>>(EmblReader(std::move(lines)), goldKeys(features, nameAll));
}

} // namespace corespan
