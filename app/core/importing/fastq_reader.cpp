// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/entry_reader.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FastqReader", text);
}

/// FASTQ, also with sequence and qualities over several lines. Qualities are checked and not kept. Source: Cock et al.,
/// The Sanger FASTQ file format, Nucleic Acids Research 38 (2010).
class FastqReader final : public EntryReader
{
public:
    explicit FastqReader(LineReader lines) : m_lines(std::move(lines)) {}

    Result<std::optional<RawEntry>> next() override
    {
        QByteArray line;
        do {
            const Result<bool> more = m_lines.next(line);
            if (!more)
                return more.error();
            if (!*more)
                return std::optional<RawEntry>();
        } while (line.trimmed().isEmpty());
        RawEntry entry;
        entry.line = m_lines.line();
        Status read = ok();
        if (line.startsWith('@')) {
            readHeader(line, entry.record.record);
            read = readLetters(entry, line);
        } else {
            entry.fault = tr("a line that begins no entry (\"@name\"); the qualities before it may be too long");
            read = skipToNext(line);
        }
        if (!read)
            return read.error();
        return std::optional(std::move(entry));
    }

    const LineReader& lines() const override { return m_lines; }

private:
    /// The letters up to "+", which sequences never begin a line with, as they do not with "@".
    Status readLetters(RawEntry& entry, QByteArray& line)
    {
        for (;;) {
            const Result<bool> more = m_lines.nextUntil("@", line);
            if (!more)
                return more.error();
            if (!*more) {
                entry.fault = tr("the entry is cut: no \"+\" line and no qualities");
                return ok();
            }
            if (line.startsWith('+'))
                break;
            entry.record.residues += line.trimmed();
        }
        const QByteArray again = line.mid(1).trimmed();
        if (!again.isEmpty() && QString::fromUtf8(again.split(' ').first()) != entry.record.record.name) {
            entry.fault = tr("line %1: the \"+\" line names another record").arg(m_lines.line());
            return skipToNext(line);
        }
        return readQualities(entry, line);
    }

    /// As many as letters; a line of them may begin with "@".
    Status readQualities(RawEntry& entry, QByteArray& line)
    {
        qsizetype qualities = 0;
        const qsizetype wanted = entry.record.residues.size();
        do {
            const Result<bool> more = m_lines.next(line);
            if (!more)
                return more.error();
            if (!*more) {
                entry.fault = tr("the entry is cut: %1 qualities for %2 letters").arg(qualities).arg(wanted);
                return ok();
            }
            line = line.trimmed();
            for (const char quality : line) {
                if (quality < '!' || quality > '~')
                    entry.fault = tr("line %1: a quality is a sign from \"!\" to \"~\"").arg(m_lines.line());
            }
            qualities += line.size();
        } while (qualities < wanted);
        if (qualities > wanted)
            entry.fault = tr("line %1: %2 qualities for %3 letters").arg(m_lines.line()).arg(qualities).arg(wanted);
        else
            entry.notes.append({entry.line, tr("qualities are not kept"), {}, false, {}});
        return ok();
    }

    Status skipToNext(QByteArray& line)
    {
        for (;;) {
            const Result<bool> more = m_lines.nextUntil("@", line);
            if (!more)
                return more.error();
            if (!*more)
                return ok();
        }
    }

    LineReader m_lines;
};

} // namespace

std::unique_ptr<EntryReader> makeFastqReader(LineReader lines)
{
    return std::make_unique<FastqReader>(std::move(lines));
}

} // namespace corespan
