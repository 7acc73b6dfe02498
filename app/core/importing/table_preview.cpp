// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/table_preview.h"

#include "core/importing/record_stream.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TableColumns", text);
}

} // namespace

bool isTable(const QString& path)
{
    if (const auto format = detectFormat(path))
        return *format == FileFormat::Table;
    QString name = path.toLower();
    for (const char* packed : {".gz", ".bgz"}) {
        if (name.endsWith(QLatin1String(packed)))
            name.chop(qsizetype(qstrlen(packed)));
    }
    const bool called = name.endsWith(QLatin1String(".csv")) || name.endsWith(QLatin1String(".tsv"));
    return called && bool(previewTable(path, 1));
}

Result<TablePreview> previewTable(const QString& path, int rows)
{
    Result<LineReader> lines = LineReader::open(path);
    if (!lines)
        return lines.error();
    const Result<QByteArray> head = lines->peek(1 << 16);
    if (!head)
        return head.error();
    TablePreview preview;
    preview.file = path;
    preview.separator = tableSeparator(head->left(std::max<qsizetype>(head->indexOf('\n'), 0)));
    TableRows table(*std::move(lines), preview.separator);
    while (preview.rows.size() < rows) {
        const Result<std::optional<TableRows::Row>> row = table.next();
        if (!row)
            return row.error();
        if (!*row)
            break;
        preview.rows.append((*row)->fields);
    }
    if (preview.rows.isEmpty())
        return Error{tr("%1 is empty").arg(path), Error::Kind::BadInput};
    if (auto layout = tableLayout(preview.rows.first(), {}))
        preview.layout = *std::move(layout);
    return preview;
}

QString columnsProblem(const TablePreview& table, const TableOptions& options)
{
    const Result<TableLayout> layout = tableLayout(table.rows.first(), options);
    if (!layout)
        return layout.error().message;
    if (!layout->has(TableRole::Sequence) && !layout->has(TableRole::Begin) && !layout->has(TableRole::Labels))
        return tr("no column holds a sequence, labels, or the begin and end of a core");
    return {};
}

} // namespace corespan
