// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_reader.h"
#include "gui/models/cell_model.h"

#include <QHash>

#include <functional>

namespace corespan::gui {

/// The review queue: the ids in order, and a cache of the rows that were looked at. A million records cost 8 MB of ids;
/// rows are fetched by the page when a view asks.
class QueueModel : public CellModel
{
    Q_OBJECT
public:
    enum Column { State, Name, Length, SpanColumn, Margin, Why, ColumnCount };
    enum Role { IdRole = Qt::UserRole, CuratedRole };
    using FetchRows = std::function<QVector<QueueRow>(const QVector<RecordId>& ids)>;

    using CellModel::CellModel;

    /// \param fetch rows for ids; those it leaves out show as empty
    void setRecords(QVector<RecordId> ids, FetchRows fetch);
    void clear() { setRecords({}, {}); }

    const QVector<RecordId>& records() const { return m_ids; }
    RecordId recordAt(int row) const;
    int rowOf(RecordId record) const; ///< -1: not in the queue
    /// Why the record deserves a look; none for one that is not in the queue.
    Reasons reasonsOf(RecordId record) const;
    /// These are read again when they are next shown.
    void refresh(const QVector<RecordId>& records);
    void refreshAll();

    static constexpr int pageSize = 64;
    static constexpr int cachedRows = 4096;

protected:
    int rows() const override { return int(m_ids.size()); }
    int columns() const override { return ColumnCount; }
    QVariant cell(int row, int column, int role) const override;
    QString title(int column) const override;

private:
    const QueueRow& row(int row) const;

    QVector<RecordId> m_ids;
    QHash<RecordId, int> m_rows;
    FetchRows m_fetch;
    mutable QHash<RecordId, QueueRow> m_cache;
};

} // namespace corespan::gui
