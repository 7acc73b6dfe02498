// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/genbank_reader.h"

#include "core/importing/coded_lines.h"

namespace corespan {

namespace {

void parseLocus(const QByteArray& line, GenBankEntry& entry)
{
    const QByteArrayList words = line.simplified().split(' ');
    entry.locus = QString::fromUtf8(words.value(1));
    for (qsizetype i = 3; i < words.size(); ++i) {
        if (words[i] == "bp" || words[i] == "aa") {
            bool ok = false;
            const qint64 length = words[i - 1].toLongLong(&ok);
            entry.statedLength = ok ? length : -1;
            entry.protein = words[i] == "aa";
        }
        entry.circular |= words[i] == "circular";
    }
}

} // namespace

Result<std::optional<GenBankEntry>> GenBankReader::next()
{
    GenBankEntry entry;
    QByteArray line;
    bool inside = false;
    for (;;) {
        const Result<bool> more = inside ? m_lines.nextUntil("LOCUS", line) : m_lines.next(line);
        if (!more)
            return more.error();
        if (inside && (!*more || line.startsWith("//"))) {
            entry.features = m_table.take();
            checkEntry(entry, {QStringLiteral("LOCUS"), QStringLiteral("ORIGIN")}, *more);
            return std::optional(std::move(entry));
        }
        if (!*more)
            return std::optional<GenBankEntry>();
        if (line.startsWith("LOCUS")) {
            inside = true;
            entry.line = m_lines.line();
            m_section = Section::Header;
            parseLocus(line, entry);
        } else if (inside && !line.isEmpty()) {
            if (line[0] != ' ')
                headerLine(line, entry);
            else if (m_section == Section::Features)
                m_table.addLine(line, m_lines.line());
            else if (m_section == Section::Origin)
                addSequence(entry, line, m_lines.line(), QStringLiteral("ORIGIN"));
            else if (m_section == Section::Definition)
                entry.definition += QLatin1Char(' ') + QString::fromUtf8(line.trimmed());
        }
    }
}

void GenBankReader::headerLine(const QByteArray& line, GenBankEntry& entry)
{
    const QByteArray value = line.mid(12).trimmed();
    m_section = Section::Other;
    if (line.startsWith("DEFINITION")) {
        entry.definition = QString::fromUtf8(value);
        m_section = Section::Definition;
    } else if (line.startsWith("ACCESSION")) {
        entry.accession = QString::fromUtf8(value.split(' ').first());
    } else if (line.startsWith("VERSION")) {
        entry.version = QString::fromUtf8(value.split(' ').first());
    } else if (line.startsWith("FEATURES")) {
        m_section = Section::Features;
    } else if (line.startsWith("ORIGIN")) {
        m_section = Section::Origin;
        if (entry.statedLength > 0 && entry.statedLength < (qint64(1) << 31))
            entry.sequence.reserve(entry.statedLength);
    }
}

} // namespace corespan
