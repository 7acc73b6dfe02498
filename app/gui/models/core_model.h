// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"
#include "gui/models/cell_model.h"

namespace corespan::gui {

/// Cores of a record, to be looked at and typed over. A cell that is set asks for other cores; the model shows them
/// once its owner sets them.
class CoreModel : public CellModel
{
    Q_OBJECT
public:
    enum Column { Begin, End, Length, Type, ColumnCount };

    using CellModel::CellModel;
    void setCores(QVector<Core> cores, std::int64_t length, bool writable);
    const QVector<Core>& cores() const { return m_cores; }

    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

signals:
    /// These are the cores that the curator wants.
    void edited(const QVector<corespan::Core>& cores);
    /// What was typed cannot be.
    void refused(const QString& text);

protected:
    int rows() const override { return int(m_cores.size()); }
    int columns() const override { return ColumnCount; }
    QVariant cell(int row, int column, int role) const override;
    QString title(int column) const override;
    bool isEditable(int row, int column) const override;

private:
    QVector<Core> m_cores;
    std::int64_t m_length = 0;
    bool m_writable = false;
};

} // namespace corespan::gui
