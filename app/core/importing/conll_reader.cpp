// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/letter_label.h"
#include "core/domain/zones.h"
#include "core/importing/entry_reader.h"
#include "core/importing/shown.h"
#include "core/importing/tag_runs.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QVarLengthArray>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ConllReader", text);
}

/// The lines of one record.
struct Tokens
{
    QByteArray residues;
    QByteArrayList tags;
    QVector<QString> labels;
    QVector<std::int64_t> lines;
    QVector<std::int64_t> openBegins; ///< begins of cores that are cut there, 0-based
    QVector<std::int64_t> openEnds;
    QVector<Span> ambiguous; ///< of a record without tags
};

/// Columns by their place; -1: none. The tag is the last one unless the file says otherwise.
struct Layout
{
    qsizetype token = 0;
    qsizetype tag = -1;
    qsizetype label = -1;
};

QVector<std::int64_t> numbersOf(const QString& text)
{
    QVector<std::int64_t> numbers;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        numbers.append(word.toLongLong());
    return numbers;
}

/// "3-7 9-12", 0-based half-open
QVector<Span> spansOf(const QString& text)
{
    QVector<Span> spans;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        spans.append(
            {word.section(QLatin1Char('-'), 0, 0).toLongLong(), word.section(QLatin1Char('-'), 1).toLongLong()});
    return spans;
}

using Columns = QVarLengthArray<QByteArrayView, 8>;

/// The line's columns without blanks at their ends; parted by tabs, or where there is none by blanks.
Columns columnsOf(QByteArrayView line)
{
    Columns columns;
    const bool tabs = line.contains('\t');
    const auto parts = [tabs](char c) { return tabs ? c == '\t' : c == ' '; };
    if (!tabs)
        line = line.trimmed();
    for (auto begin = line.begin();;) {
        const auto end = std::find_if(begin, line.end(), parts);
        columns.append(QByteArrayView(begin, end).trimmed());
        if (end == line.end())
            return columns;
        begin = std::next(end);
        while (!tabs && *begin == ' ') // a blank is no last letter here
            ++begin;
    }
}

QString labelOf(QByteArrayView text)
{
    if (text == "_")
        return {};
    const bool letter = text.size() == 1 && text[0] > 0 && text[0] != '.';
    return letter ? letterLabel(QLatin1Char(text[0])) : QString::fromUtf8(text);
}

/// One token a line, its tag in the last column, a blank line after each record. Comments "# id = x", "# description =
/// x", "# target = MKV", "# meta = {}" and "# open_begin = 12" (0-based begins of cores that are cut there) and
/// "# ambiguous = 3-7" (0-based half-open, of a record without cores) are read,
/// "# global.columns = FORM LABEL TAG" names the columns (CoNLL-U Plus); other comments are not looked at.
class ConllReader final : public EntryReader
{
public:
    ConllReader(LineReader lines, bool strict) : m_lines(std::move(lines)), m_strict(strict) {}

    Result<std::optional<RawEntry>> next() override
    {
        RawEntry entry;
        Tokens tokens;
        QByteArray line;
        for (;;) {
            const Result<bool> more = m_lines.next(line);
            if (!more)
                return more.error();
            if (!*more || line.trimmed().isEmpty()) {
                if (entry.line > 0 && !(tokens.tags.isEmpty() && entry.fault.isEmpty()))
                    return std::optional(finish(std::move(entry), tokens));
                entry = {};
                if (!*more)
                    return std::optional<RawEntry>();
                continue;
            }
            if (entry.line == 0)
                entry.line = m_lines.line();
            if (line.startsWith('#') && !line.startsWith("#\t"))
                readComment(QString::fromUtf8(line.mid(1).trimmed()), entry, tokens);
            else if (!line.startsWith("-DOCSTART-"))
                readToken(line, entry, tokens);
        }
    }

    const LineReader& lines() const override { return m_lines; }

private:
    void blame(RawEntry& entry, std::int64_t line, const QString& reason) const
    {
        if (entry.fault.isEmpty())
            entry.fault = tr("line %1: %2").arg(line).arg(reason);
    }

    void readComment(const QString& text, RawEntry& entry, Tokens& tokens)
    {
        const QString key = text.section(QLatin1Char('='), 0, 0).trimmed();
        const QString value = text.section(QLatin1Char('='), 1).trimmed();
        if (key == QLatin1String("id") || key == QLatin1String("sent_id"))
            entry.record.record.name = value;
        else if (key == QLatin1String("description"))
            entry.record.record.description = value;
        else if (key == QLatin1String("target"))
            entry.record.gold.target = value.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        else if (key == QLatin1String("meta"))
            entry.record.record.meta = QJsonDocument::fromJson(value.toUtf8()).object();
        else if (key == QLatin1String("open_begin"))
            tokens.openBegins = numbersOf(value);
        else if (key == QLatin1String("open_end"))
            tokens.openEnds = numbersOf(value);
        else if (key == QLatin1String("ambiguous"))
            tokens.ambiguous = spansOf(value);
        else if (key == QLatin1String("global.columns"))
            readColumns(value, entry);
    }

    void readColumns(const QString& names, RawEntry& entry)
    {
        const QStringList columns = names.toUpper().split(QLatin1Char(' '), Qt::SkipEmptyParts);
        m_layout.token = std::max<qsizetype>(columns.indexOf(QLatin1String("FORM")), 0);
        m_layout.label = columns.indexOf(QLatin1String("LABEL"));
        m_layout.tag = columns.indexOf(QLatin1String("TAG"));
        if (m_layout.tag < 0)
            m_layout.tag = columns.indexOf(QLatin1String("NER"));
        if (m_layout.tag < 0)
            blame(entry, m_lines.line(), tr("no column is called TAG or NER"));
    }

    void readToken(const QByteArray& line, RawEntry& entry, Tokens& tokens) const
    {
        const Columns columns = columnsOf(line);
        const qsizetype tag = m_layout.tag < 0 ? columns.size() - 1 : m_layout.tag;
        const qsizetype needed = std::max({m_layout.token, tag, m_layout.label, qsizetype(1)});
        if (columns.size() <= needed)
            return blame(entry, m_lines.line(), tr("%1 columns; a line is a token and its tag").arg(columns.size()));
        const QByteArrayView token = columns[m_layout.token];
        if (token.size() != 1)
            return blame(entry, m_lines.line(),
                         tr("the token \"%1\" is not one letter; a position is").arg(shown(token.toByteArray())));
        tokens.residues += token[0];
        const QByteArrayView text = columns[tag];
        const bool same = !tokens.tags.isEmpty() && text == QByteArrayView(tokens.tags.last());
        tokens.tags.append(same ? tokens.tags.last() : text.toByteArray());
        tokens.lines.append(m_lines.line());
        if (m_layout.label >= 0)
            tokens.labels.append(labelOf(columns[m_layout.label]));
    }

    RawEntry finish(RawEntry entry, const Tokens& tokens)
    {
        ++m_records;
        ImportedRecord& record = entry.record;
        if (record.record.name.isEmpty())
            record.record.name =
                QStringLiteral("%1_%2").arg(QFileInfo(m_lines.path()).completeBaseName()).arg(m_records);
        record.residues = tokens.residues;
        const TagRuns runs = readTags(tokens.tags);
        if (!runs.fault.isEmpty())
            blame(entry, tokens.lines.value(runs.faultAt), runs.fault);
        for (const std::int64_t at : runs.repaired) {
            if (m_strict)
                blame(entry, tokens.lines[at], tr("\"I\" goes on with a core that was not begun"));
            else
                entry.notes.append({tokens.lines[at], tr("\"I\" that begins a core was read as \"B\""), {}, false, {}});
        }
        record.gold.cores = runs.cores;
        record.gold.annotated = runs.annotated;
        record.gold.ambiguous = runs.annotated ? runs.unknown : tokens.ambiguous;
        if (const QString reason = zonesProblem(record.gold.ambiguous, tokens.residues.size()); !reason.isEmpty())
            blame(entry, entry.line, reason);
        for (Core& core : record.gold.cores) {
            core.openBegin = tokens.openBegins.contains(core.span.begin);
            core.openEnd = tokens.openEnds.contains(core.span.end);
        }
        const auto none = [](const QString& label) { return label.isEmpty(); };
        if (!std::all_of(tokens.labels.begin(), tokens.labels.end(), none))
            record.gold.labels = tokens.labels;
        return entry;
    }

    LineReader m_lines;
    Layout m_layout;
    bool m_strict;
    std::int64_t m_records = 0;
};

} // namespace

std::unique_ptr<EntryReader> makeConllReader(LineReader lines, bool strict)
{
    return std::make_unique<ConllReader>(std::move(lines), strict);
}

} // namespace corespan
