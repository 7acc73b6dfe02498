// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/core_model.h"

#include "core/domain/edits.h"
#include "core/domain/span_text.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace corespan::gui {

namespace {

/// "<25" for an open begin.
QString boundaryText(std::int64_t number, bool open, QChar sign)
{
    return open ? sign + QString::number(number) : QString::number(number);
}

} // namespace

void CoreModel::setCores(QVector<Core> cores, std::int64_t length, bool writable)
{
    m_length = length;
    m_writable = writable;
    if (cores.size() == m_cores.size()) { // whoever is in a cell stays there, with what is typed unless its row changes
        const QVector<Core> before = std::exchange(m_cores, std::move(cores));
        for (int row = 0; row < rows(); ++row)
            if (before[row] != m_cores[row])
                emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_cores = std::move(cores);
    endResetModel();
}

QVariant CoreModel::cell(int row, int column, int role) const
{
    const Core& core = m_cores[row];
    if (role == Qt::ToolTipRole)
        return tr("%1 · %2 · double-click to type over").arg(closedText(core.span), halfOpenText(core.span));
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column == Type ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (column) {
    case Begin:
        return boundaryText(core.span.begin + 1, core.openBegin, QLatin1Char('<'));
    case End:
        return boundaryText(core.span.end, core.openEnd, QLatin1Char('>'));
    case Length:
        return QLocale().toString(qlonglong(core.span.length()));
    default:
        return core.type;
    }
}

QString CoreModel::title(int column) const
{
    switch (column) {
    case Begin:
        return tr("First");
    case End:
        return tr("Last");
    case Length:
        return tr("Length");
    default:
        return tr("Type");
    }
}

bool CoreModel::isEditable(int, int column) const
{
    return m_writable && column != Length;
}

bool CoreModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || !isEditable(index.row(), index.column()))
        return false;
    QVector<Core> cores = m_cores;
    Core& core = cores[index.row()];
    QString text = value.toString().trimmed();
    if (index.column() == Type) {
        if (text.isEmpty())
            return false;
        core.type = text;
    } else {
        const QChar sign = index.column() == Begin ? QLatin1Char('<') : QLatin1Char('>');
        (index.column() == Begin ? core.openBegin : core.openEnd) = text.contains(sign);
        text.remove(sign).remove(QLatin1Char(','));
        bool isNumber = false;
        const qlonglong number = text.toLongLong(&isNumber);
        if (!isNumber) {
            emit refused(tr("\"%1\" is no position.").arg(text));
            return false;
        }
        (index.column() == Begin ? core.span.begin : core.span.end) = index.column() == Begin ? number - 1 : number;
    }
    if (cores == m_cores)
        return true;
    std::sort(cores.begin(), cores.end(), [](const Core& a, const Core& b) { return a.span < b.span; });
    if (const QString problem = coresProblem(cores, m_length); !problem.isEmpty()) {
        emit refused(tr("Not changed: %1.").arg(problem));
        return false;
    }
    emit edited(cores);
    return true;
}

} // namespace corespan::gui
