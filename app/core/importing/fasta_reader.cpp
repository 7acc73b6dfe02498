// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/entry_reader.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FastaReader", text);
}

class FastaReader final : public EntryReader
{
public:
    explicit FastaReader(LineReader lines) : m_lines(std::move(lines)) {}

    Result<std::optional<RawEntry>> next() override
    {
        RawEntry entry;
        QByteArray line;
        bool inside = false;
        for (;;) {
            const Result<bool> more = inside ? m_lines.nextUntil(">", line) : m_lines.next(line);
            if (!more)
                return more.error();
            if (!*more)
                return inside ? std::optional(std::move(entry)) : std::optional<RawEntry>();
            if (!inside)
                inside = begin(line, entry);
            else if (entry.fault.isEmpty() && !line.startsWith(';'))
                entry.record.residues +=
                    line.contains(' ') || line.contains('\t') ? line.simplified().replace(' ', "") : line;
        }
    }

    const LineReader& lines() const override { return m_lines; }

private:
    /// True when this line starts an entry; text without a header is one, so that it is reported.
    bool begin(const QByteArray& line, RawEntry& entry)
    {
        entry.line = m_lines.line();
        if (line.startsWith('>')) {
            readHeader(line, entry.record.record);
            return true;
        }
        if (line.trimmed().isEmpty() || line.startsWith(';'))
            return false;
        entry.fault = tr("text before the first header (a line that starts with \">\")");
        return true;
    }

    LineReader m_lines;
};

} // namespace

void readHeader(const QByteArray& header, Record& record)
{
    const QByteArray text = header.mid(1).trimmed();
    qsizetype blank = 0;
    while (blank < text.size() && text[blank] != ' ' && text[blank] != '\t')
        ++blank;
    record.name = QString::fromUtf8(text.left(blank));
    record.description = QString::fromUtf8(text.mid(blank).trimmed());
}

std::unique_ptr<EntryReader> makeFastaReader(LineReader lines)
{
    return std::make_unique<FastaReader>(std::move(lines));
}

} // namespace corespan
