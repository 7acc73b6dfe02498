// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/line_reader.h"

#include <QMap>

#include <QStringList>
#include <QVector>

namespace corespan {

/// What a column of a table holds.
enum class TableRole { Id, Sequence, Begin, End, Type, Labels, Open, Strand, Description, Target, Length, Checksum };

/// "id", "sequence", ... as options name them.
QString toText(TableRole role);
std::optional<TableRole> tableRoleFromText(const QString& text);

/// How a table is to be read.
struct TableOptions
{
    /// Column of a role: its name in the header, or its number from 1. Roles that are not there are looked for by the
    /// usual names ("id", "name", "accession"; "sequence", "seq"; "begin", "start"; ...) in the header.
    QMap<TableRole, QString> columns;
    bool usualNames = true;          ///< false: `columns` are all that is read
    std::optional<bool> header = {}; ///< the first row holds names; absent: if one of the names is there
    bool zeroBased = false;          ///< false: 1-based, both ends included; true: 0-based half-open
};

/// Rows of CSV and TSV: fields quoted by RFC 4180 ("" within quotes is one; line ends within quotes stay, as LF).
class TableRows
{
public:
    /// `separator`: ',', ';' or tab.
    TableRows(LineReader lines, char separator) : m_lines(std::move(lines)), m_separator(separator) {}

    struct Row
    {
        QStringList fields;
        std::int64_t line = 0; ///< where it begins
        QString fault;         ///< a quote that is not closed, or text behind one
    };
    /// Nullopt at the end; blank lines are passed over. Error: the file cannot be read further.
    Result<std::optional<Row>> next();
    const LineReader& lines() const { return m_lines; }

private:
    LineReader m_lines;
    char m_separator;
};

/// The sign that parts the first line of a table: the tab, else that of comma and semicolon which comes more often.
char tableSeparator(const QByteArray& firstLine);

/// Where the roles' columns are.
struct TableLayout
{
    QMap<TableRole, qsizetype> columns;
    bool hasHeader = false;
    bool has(TableRole role) const { return columns.contains(role); }
};
/// `first`: the fields of the first row. Error: a column that was named is not there, or there is no id.
Result<TableLayout> tableLayout(const QStringList& first, const TableOptions& options);

/// True where the header alone says that this is a table for us: it has an id beside a sequence or a begin and an end.
bool looksLikeTable(const QByteArray& firstLine);

} // namespace corespan
