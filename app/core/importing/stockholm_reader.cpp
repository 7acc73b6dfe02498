// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/letter_label.h"
#include "core/importing/entry_reader.h"
#include "core/importing/shown.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <deque>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("StockholmReader", text);
}

bool isGap(char letter)
{
    return letter == '-' || letter == '.' || letter == '_' || letter == '~';
}

/// A row of an alignment, put together over its blocks.
struct Row
{
    QString name;
    std::int64_t line = 0;
    qsizetype block = 0; ///< in which it came last
    QByteArray letters;
    QByteArray labels; ///< of #=GR
    std::int64_t labelLine = 0;
    QString description;
    QString fault;
};

/// Rows of Stockholm alignments, without their gaps; the #=GR lines of one feature are labels. An alignment is in
/// memory as a whole. Source: the format's description at Pfam and in the HMMER user guide.
class StockholmReader final : public EntryReader
{
public:
    StockholmReader(LineReader lines, QByteArray labelRow) : m_lines(std::move(lines)), m_labelRow(std::move(labelRow))
    {
    }

    Result<std::optional<RawEntry>> next() override
    {
        while (m_ready.empty()) {
            const Result<bool> more = readAlignment();
            if (!more)
                return more.error();
            if (!*more && m_ready.empty())
                return std::optional<RawEntry>();
        }
        RawEntry entry = std::move(m_ready.front());
        m_ready.pop_front();
        return std::optional(std::move(entry));
    }

    const LineReader& lines() const override { return m_lines; }

private:
    /// False at the end of the file.
    Result<bool> readAlignment()
    {
        m_rows.clear();
        m_byName.clear();
        m_notes.clear();
        m_block = 0;
        std::int64_t head = 0;
        QByteArray line;
        for (;;) {
            const Result<bool> more = m_lines.next(line);
            if (!more)
                return more.error();
            const QByteArray text = line.trimmed();
            if (!*more && head > 0)
                fail(head, tr("the alignment is cut: it does not end with \"//\""));
            if (!*more)
                return false;
            if (text == "//") {
                finish();
                return true;
            }
            if (text.startsWith("# STOCKHOLM"))
                head = m_lines.line();
            else if (head == 0 && !text.isEmpty())
                return misplaced(text);
            else
                takeLine(text);
        }
    }

    Result<bool> misplaced(const QByteArray& text)
    {
        fail(m_lines.line(),
             tr("\"%1\" stands before the line \"# STOCKHOLM 1.0\" that begins an alignment").arg(shown(text)));
        return true;
    }

    void fail(std::int64_t line, const QString& fault)
    {
        RawEntry entry;
        entry.line = line;
        entry.fault = fault;
        m_ready.push_back(std::move(entry));
    }

    void takeLine(const QByteArray& text)
    {
        const QByteArrayList words = text.simplified().split(' ');
        if (text.isEmpty()) {
            ++m_block;
        } else if (words[0] == "#=GR" && words.size() == 4) {
            takeLabels(words);
        } else if (words[0] == "#=GS" && words.value(2) == "DE") {
            row(QString::fromUtf8(words[1])).description = QString::fromUtf8(words.mid(3).join(' '));
        } else if (!text.startsWith('#')) {
            takeLetters(words);
        }
    }

    Row& row(const QString& name)
    {
        const auto at = m_byName.constFind(name);
        if (at != m_byName.constEnd())
            return m_rows[static_cast<std::size_t>(*at)];
        m_byName.insert(name, static_cast<qsizetype>(m_rows.size()));
        m_rows.push_back({name, m_lines.line(), -1, {}, {}, 0, {}, {}});
        return m_rows.back();
    }

    void takeLetters(const QByteArrayList& words)
    {
        Row& found = row(QString::fromUtf8(words[0]));
        if (found.letters.isEmpty())
            found.line = m_lines.line();
        if (words.size() != 2)
            found.fault =
                tr("line %1: %2 words; a row is a name and its letters").arg(m_lines.line()).arg(words.size());
        else if (found.block == m_block)
            found.fault = tr("line %1: the name comes twice in one block").arg(m_lines.line());
        else
            found.letters += words[1];
        found.block = m_block;
    }

    void takeLabels(const QByteArrayList& words)
    {
        if (words[2] != m_labelRow) {
            m_notes.append(
                {m_lines.line(), tr("#=GR lines that were not asked for"), QString::fromUtf8(words[2]), false, {}});
            return;
        }
        Row& found = row(QString::fromUtf8(words[1]));
        found.labels += words[3];
        found.labelLine = m_lines.line();
    }

    void finish()
    {
        std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row& a, const Row& b) { return a.line < b.line; });
        const auto first = std::ranges::find_if(m_rows, [](const Row& each) { return !each.letters.isEmpty(); });
        const qsizetype width = first == m_rows.end() ? 0 : first->letters.size();
        for (const Row& each : m_rows)
            m_ready.push_back(entryOf(each, width));
        if (m_rows.empty())
            fail(m_lines.line(), tr("the alignment has no rows"));
        m_ready.back().notes += m_notes;
    }

    static RawEntry entryOf(const Row& each, qsizetype width)
    {
        RawEntry entry;
        entry.line = each.line;
        entry.fault = each.fault;
        entry.record.record.name = each.name;
        entry.record.record.description = each.description;
        if (entry.fault.isEmpty() && each.letters.size() != width)
            entry.fault = tr("the row has %1 columns, the first row %2; the alignment is cut or damaged")
                              .arg(each.letters.size())
                              .arg(width);
        if (entry.fault.isEmpty() && !each.labels.isEmpty() && each.labels.size() != each.letters.size())
            entry.fault = tr("line %1: %2 labels for %3 columns")
                              .arg(each.labelLine)
                              .arg(each.labels.size())
                              .arg(each.letters.size());
        if (!entry.fault.isEmpty())
            return entry;
        for (qsizetype i = 0; i < each.letters.size(); ++i) {
            if (isGap(each.letters[i]))
                continue;
            entry.record.residues += each.letters[i];
            if (!each.labels.isEmpty())
                entry.record.gold.labels.append(isGap(each.labels[i]) ? QString()
                                                                      : letterLabel(QLatin1Char(each.labels[i])));
        }
        return entry;
    }

    LineReader m_lines;
    QByteArray m_labelRow;
    std::vector<Row> m_rows;
    QHash<QString, qsizetype> m_byName;
    qsizetype m_block = 0;
    QVector<EntryNote> m_notes;
    std::deque<RawEntry> m_ready;
};

} // namespace

std::unique_ptr<EntryReader> makeStockholmReader(LineReader lines, const QString& labelRow)
{
    return std::make_unique<StockholmReader>(std::move(lines), labelRow.toUtf8());
}

} // namespace corespan
