// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/table_columns.h"

#include <QCoreApplication>

#include <array>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TableColumns", text);
}

struct RoleNames
{
    TableRole role;
    const char* text;  ///< as options name it
    const char* usual; ///< what headers call it, beside that
};

constexpr std::array roleNames{
    RoleNames{TableRole::Id, "id", "name|accession|seqid|record|entry|sequence_id"},
    RoleNames{TableRole::Sequence, "sequence", "seq|residues"},
    RoleNames{TableRole::Begin, "begin", "start|from"},
    RoleNames{TableRole::End, "end", "stop|to"},
    RoleNames{TableRole::Type, "type", "core_type|class"},
    RoleNames{TableRole::Labels, "labels", "label"},
    RoleNames{TableRole::Open, "open", "open_ends"},
    RoleNames{TableRole::Strand, "strand", ""},
    RoleNames{TableRole::Description, "description", "comment"},
    RoleNames{TableRole::Target, "target", ""},
    RoleNames{TableRole::Length, "length", "len|sequence_length"},
    RoleNames{TableRole::Checksum, "checksum", "md5|sha256"},
};

QString folded(const QString& name)
{
    return name.trimmed().toLower().replace(QLatin1Char(' '), QLatin1Char('_'));
}

qsizetype columnCalled(const QStringList& header, const QString& name)
{
    for (qsizetype i = 0; i < header.size(); ++i) {
        if (folded(header[i]) == folded(name))
            return i;
    }
    return -1;
}

/// One line more of a row: takes fields off it; true while a quote is open.
class RowParser
{
public:
    RowParser(TableRows::Row& row, char separator) : m_row(row), m_separator(separator) {}

    bool take(const QByteArray& line)
    {
        if (m_quoted)
            m_field += '\n';
        for (qsizetype i = 0; i < line.size(); ++i) {
            const char c = line[i];
            if (m_quoted && c == '"' && line.mid(i + 1, 1) == "\"")
                m_field += line[i++];
            else if (m_quoted && c == '"')
                m_quoted = false;
            else if (!m_quoted && c == m_separator)
                closeField();
            else if (!m_quoted && c == '"' && !m_hadQuote && m_field.trimmed().isEmpty())
                openQuote();
            else if (!m_quoted && m_hadQuote && c != ' ')
                m_row.fault = tr("text behind a closing quote in column %1").arg(m_row.fields.size() + 1);
            else
                m_field += c;
        }
        if (!m_quoted)
            closeField();
        return m_quoted;
    }

private:
    void openQuote()
    {
        m_field.clear();
        m_quoted = m_hadQuote = true;
    }

    void closeField()
    {
        m_row.fields.append(QString::fromUtf8(m_hadQuote ? m_field : m_field.trimmed()));
        m_field.clear();
        m_hadQuote = false;
    }

    TableRows::Row& m_row;
    char m_separator;
    QByteArray m_field;
    bool m_quoted = false;
    bool m_hadQuote = false;
};

constexpr std::int64_t longestQuote = 1000; // lines: a quote that goes on beyond was never closed

} // namespace

QString toText(TableRole role)
{
    for (const RoleNames& names : roleNames) {
        if (names.role == role)
            return QLatin1String(names.text);
    }
    return {};
}

std::optional<TableRole> tableRoleFromText(const QString& text)
{
    for (const RoleNames& names : roleNames) {
        if (text == QLatin1String(names.text))
            return names.role;
    }
    return std::nullopt;
}

Result<std::optional<TableRows::Row>> TableRows::next()
{
    Row row;
    RowParser parser(row, m_separator);
    QByteArray line;
    for (;;) {
        const Result<bool> more = m_lines.next(line);
        if (!more)
            return more.error();
        if (!*more && row.line == 0)
            return std::optional<Row>();
        if (row.line == 0 && line.trimmed().isEmpty())
            continue;
        if (row.line == 0)
            row.line = m_lines.line();
        if (!*more || m_lines.line() - row.line > longestQuote) {
            row.fault = tr("a quote is opened and not closed");
            return std::optional(std::move(row));
        }
        if (!parser.take(line))
            return std::optional(std::move(row));
    }
}

char tableSeparator(const QByteArray& firstLine)
{
    if (firstLine.contains('\t'))
        return '\t';
    return firstLine.count(';') > firstLine.count(',') ? ';' : ',';
}

Result<TableLayout> tableLayout(const QStringList& first, const TableOptions& options)
{
    TableLayout layout;
    for (auto wanted = options.columns.cbegin(); wanted != options.columns.cend(); ++wanted) {
        bool isNumber = false;
        const qsizetype named = options.header.value_or(true) ? columnCalled(first, *wanted) : -1;
        const qsizetype at = named >= 0 ? named : wanted->toLongLong(&isNumber) - 1;
        if (at < 0 || at >= first.size() || (named < 0 && !isNumber))
            return Error{tr("there is no column \"%1\"; there are: %2").arg(*wanted, first.join(QStringLiteral(", "))),
                         Error::Kind::BadInput};
        layout.hasHeader |= named >= 0;
        layout.columns[wanted.key()] = at;
    }
    for (const RoleNames& names : roleNames) {
        if (!options.usualNames || !options.header.value_or(true) || options.columns.contains(names.role))
            continue;
        for (const QString& name :
             QStringList{QLatin1String(names.text)} + QString::fromLatin1(names.usual).split('|')) {
            const qsizetype at = columnCalled(first, name);
            if (name.isEmpty() || at < 0 || layout.columns.values().contains(at))
                continue;
            layout.columns[names.role] = at;
            layout.hasHeader = true;
            break;
        }
    }
    layout.hasHeader = options.header.value_or(layout.hasHeader);
    if (!layout.has(TableRole::Id))
        return Error{tr("no column is called id (or name, accession); say which one it is: --columns id=NAME or id=1"),
                     Error::Kind::BadInput};
    if (layout.has(TableRole::Begin) != layout.has(TableRole::End))
        return Error{tr("there is a column for one end of the cores only; both are needed"), Error::Kind::BadInput};
    return layout;
}

bool looksLikeTable(const QByteArray& firstLine)
{
    const char separator = tableSeparator(firstLine);
    QStringList fields;
    for (const QByteArray& field : firstLine.split(separator))
        fields.append(QString::fromUtf8(field).remove(QLatin1Char('"')));
    const Result<TableLayout> layout = tableLayout(fields, {});
    return layout && fields.size() > 1 &&
           (layout->has(TableRole::Sequence) || layout->has(TableRole::Begin) || layout->has(TableRole::Labels));
}

} // namespace corespan
