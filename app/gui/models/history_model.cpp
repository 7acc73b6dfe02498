// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/history_model.h"

#include "gui/document/record_text.h"

#include <QLocale>

namespace corespan::gui {

void HistoryModel::setHistory(QVector<HistoryEntry> history, const QString& ownName, const QDateTime& now)
{
    beginResetModel();
    m_history = std::move(history);
    m_ownName = ownName;
    m_now = now;
    endResetModel();
}

QVariant HistoryModel::cell(int row, int column, int role) const
{
    const HistoryEntry& entry = m_history[row];
    if (role == Qt::ToolTipRole)
        return tr("%1 · %2 · %3")
            .arg(QLocale().toString(entry.time.toLocalTime(), QLocale::ShortFormat), entry.who, entry.text);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case When:
        return dayText(entry.time, m_now);
    case Who:
        return entry.edit != EditId::None && !m_ownName.isEmpty() && entry.who == m_ownName ? tr("you") : entry.who;
    default:
        return entry.text;
    }
}

QString HistoryModel::title(int column) const
{
    switch (column) {
    case When:
        return tr("When");
    case Who:
        return tr("Who");
    default:
        return tr("What");
    }
}

} // namespace corespan::gui
