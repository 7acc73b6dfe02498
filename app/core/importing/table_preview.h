// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/table_columns.h"

namespace corespan {

/// The beginning of a table, for people who say what its columns hold.
struct TablePreview
{
    QString file;
    char separator = ',';
    QVector<QStringList> rows; ///< the first ones, the header among them if there is one
    TableLayout layout;        ///< as far as the header tells it by the usual names; roles that it does not are missing
};

/// True for text whose content says that it is a table, or which is of no other format and called *.csv or *.tsv
/// (before .gz, .bgz).
bool isTable(const QString& path);
/// Error: not readable, or empty.
Result<TablePreview> previewTable(const QString& path, int rows);
/// What is wrong with the columns as they are chosen; empty: nothing. As tableLayout() has it, and they have to tell a
/// sequence, or where a core begins and ends.
QString columnsProblem(const TablePreview& table, const TableOptions& options);

} // namespace corespan
