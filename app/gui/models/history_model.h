// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_types.h"
#include "gui/models/cell_model.h"

namespace corespan::gui {

/// What was done to a record, newest first: when, who, what.
class HistoryModel : public CellModel
{
    Q_OBJECT
public:
    enum Column { When, Who, What, ColumnCount };

    using CellModel::CellModel;
    /// \param now what "now" and "today" are measured against
    void setHistory(QVector<HistoryEntry> history, const QString& ownName, const QDateTime& now);
    const HistoryEntry& entry(int row) const { return m_history[row]; }

protected:
    int rows() const override { return int(m_history.size()); }
    int columns() const override { return ColumnCount; }
    QVariant cell(int row, int column, int role) const override;
    QString title(int column) const override;

private:
    QVector<HistoryEntry> m_history;
    QString m_ownName; ///< shown as "you"
    QDateTime m_now;
};

} // namespace corespan::gui
