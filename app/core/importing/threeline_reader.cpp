// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/letter_label.h"
#include "core/importing/entry_reader.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ThreeLineReader", text);
}

/// Where some positions carry "." the runs of the others are the cores; labels everywhere say nothing of cores.
void readLabels(const QByteArray& line, Gold& gold)
{
    const QString letters = QString::fromUtf8(line);
    gold.annotated = letters.contains(QLatin1Char('.'));
    gold.labels.reserve(letters.size());
    for (qsizetype i = 0; i < letters.size(); ++i) {
        const bool none = letters[i] == QLatin1Char('.');
        gold.labels.append(letterLabel(letters[i]));
        if (none || !gold.annotated)
            continue;
        if (i == 0 || letters[i - 1] == QLatin1Char('.'))
            gold.cores.append(Core{{i, i}});
        gold.cores.last().span.end = i + 1;
    }
}

class ThreeLineReader final : public EntryReader
{
public:
    explicit ThreeLineReader(LineReader lines) : m_lines(std::move(lines)) {}

    Result<std::optional<RawEntry>> next() override
    {
        RawEntry entry;
        QByteArrayList text;
        QByteArray line;
        for (;;) {
            const Result<bool> more = text.isEmpty() ? m_lines.next(line) : m_lines.nextUntil(">", line);
            if (!more)
                return more.error();
            if (!*more)
                break;
            line = line.trimmed();
            if (line.isEmpty())
                continue;
            if (text.isEmpty())
                entry.line = m_lines.line();
            text.append(line);
        }
        if (text.isEmpty())
            return std::optional<RawEntry>();
        finish(text, entry);
        return std::optional(std::move(entry));
    }

    const LineReader& lines() const override { return m_lines; }

private:
    static void finish(const QByteArrayList& text, RawEntry& entry)
    {
        if (!text.first().startsWith('>')) {
            entry.fault = tr("text before the first header (a line that starts with \">\")");
            return;
        }
        readHeader(text.first(), entry.record.record);
        if (text.size() != 3) {
            entry.fault = tr("%1 lines after the header, expected the sequence and its labels").arg(text.size() - 1);
            return;
        }
        entry.record.residues = text[1];
        readLabels(text[2], entry.record.gold);
    }

    LineReader m_lines;
};

} // namespace

std::unique_ptr<EntryReader> makeThreeLineReader(LineReader lines)
{
    return std::make_unique<ThreeLineReader>(std::move(lines));
}

} // namespace corespan
