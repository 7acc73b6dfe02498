// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/table_reader.h"

#include "core/domain/letter_label.h"
#include "core/domain/span_text.h"
#include "core/domain/strand.h"
#include "core/importing/shown.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TableReader", text);
}

} // namespace

/// Letters side by side, or names with commas; "." is none.
QVector<QString> labelsOf(const QString& text)
{
    QVector<QString> labels;
    const auto put = [&labels](const QString& name) {
        labels.append(name == QLatin1String(".") ? QString() : name.trimmed());
    };
    if (text.contains(QLatin1Char(','))) {
        for (const QString& name : text.split(QLatin1Char(',')))
            put(name);
    } else {
        for (const QChar letter : text)
            put(letterLabel(letter));
    }
    return labels;
}

QString TableRow::field(TableRole role) const
{
    const auto at = m_layout.columns.constFind(role);
    return at == m_layout.columns.cend() ? QString() : m_fields.value(*at);
}

QString TableRow::readCore(std::optional<Core>& core) const
{
    const QString first = field(TableRole::Begin);
    const QString last = field(TableRole::End);
    core.reset();
    if (first.isEmpty() && last.isEmpty())
        return {};
    bool low = false;
    bool high = false;
    const Span span{first.toLongLong(&low) - (m_options.zeroBased ? 0 : 1), last.toLongLong(&high)};
    if (!low || !high)
        return tr("\"%1\" to \"%2\" are no positions").arg(shown(first), shown(last));
    if (span.begin < 0 || span.isEmpty())
        return m_options.zeroBased ? tr("[%1, %2) is no span (0-based, half-open)").arg(first, last)
                                   : tr("%1 to %2 is no span (1-based, both included)").arg(first, last);
    core = Core{span};
    if (const QString type = field(TableRole::Type); !type.isEmpty())
        core->type = type;
    const QString open = field(TableRole::Open);
    if (!open.isEmpty() && open != QLatin1String("<") && open != QLatin1String(">") && open != QLatin1String("<>"))
        return tr("open ends are \"<\", \">\" or \"<>\", not \"%1\"").arg(shown(open));
    core = withOpenEnds(*core, open);
    if (field(TableRole::Strand) == QLatin1String("-"))
        core->type = reverseType(core->type);
    return {};
}

Result<TableFile> TableFile::open(LineReader lines, const TableOptions& options)
{
    const Result<QByteArray> head = lines.peek(1 << 16);
    if (!head)
        return head.error();
    QByteArray first = *head;
    first.replace('\r', '\n');
    while (first.startsWith('\n'))
        first.remove(0, 1);
    const QString path = lines.path();
    TableFile file{TableRows(std::move(lines), tableSeparator(first.split('\n').first())), {}, {}};
    const auto fail = [&path](std::int64_t line, const QString& reason) {
        return Error{QStringLiteral("%1:%2: %3").arg(path).arg(line).arg(reason), Error::Kind::BadInput};
    };
    Result<std::optional<TableRows::Row>> row = file.rows.next();
    if (!row)
        return row.error();
    if (!*row)
        return fail(1, tr("the table is empty"));
    if (!(*row)->fault.isEmpty())
        return fail((*row)->line, (*row)->fault);
    Result<TableLayout> layout = tableLayout((*row)->fields, options);
    if (!layout)
        return fail((*row)->line, layout.error().message);
    file.layout = *std::move(layout);
    if (!file.layout.hasHeader)
        file.first = std::move(**row);
    return file;
}

Result<std::optional<TableRows::Row>> TableFile::next()
{
    if (first)
        return std::optional(*std::exchange(first, std::nullopt));
    return rows.next();
}

} // namespace corespan
