// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/annotation_set.h"
#include "core/importing/table_columns.h"

namespace corespan {

/// A table that is open: where its columns are, and its rows below the header.
struct TableFile
{
    TableRows rows;
    TableLayout layout;
    std::optional<TableRows::Row> first; ///< where there is no header the first row was looked at already

    /// Error: not readable, or without the columns that are needed; names file and line.
    static Result<TableFile> open(LineReader lines, const TableOptions& options);
    Result<std::optional<TableRows::Row>> next();
};

/// A row's fields by their role.
class TableRow
{
public:
    TableRow(const TableLayout& layout, const TableOptions& options, const QStringList& fields)
        : m_layout(layout), m_options(options), m_fields(fields)
    {
    }
    QString field(TableRole role) const; ///< empty where there is no such column
    /// The core that the row tells; nullopt where begin and end are empty. Returns why it cannot be read.
    QString readCore(std::optional<Core>& core) const;

private:
    const TableLayout& m_layout;
    const TableOptions& m_options;
    const QStringList& m_fields;
};

/// "..MMM" or "x,y,.": "." stands for none.
QVector<QString> labelsOf(const QString& text);

/// Records of a table with sequences. Rows of one id that follow each other are one record, with a core from each; the
/// sequence is told in the first, and again in others or not. Columns begin and end that are empty in all of its rows
/// say "no core"; a table without them says nothing of cores. Labels are those of the whole sequence, or of the row's
/// core alone.
std::unique_ptr<EntryReader> makeTableReader(TableFile table, const TableOptions& options);

/// Rows of a table without sequences, as annotations of their ids.
Status readTableSpans(TableFile table, const TableOptions& options, AnnotationSet& set, ImportReport& report);

} // namespace corespan
