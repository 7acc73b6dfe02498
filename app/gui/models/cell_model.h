// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>

namespace corespan::gui {

/// Flat table, read-only unless a subclass says otherwise. It answers the questions that are the same for every list; a
/// subclass says how big it is and what stands in a cell.
class CellModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    Qt::ItemFlags flags(const QModelIndex& index) const final;

protected:
    virtual int rows() const = 0;
    virtual int columns() const = 0;
    /// Called for valid cells only.
    virtual QVariant cell(int row, int column, int role) const = 0;
    virtual QString title(int column) const = 0;
    virtual bool isEditable(int row, int column) const;
    virtual bool isCheckable(int row, int column) const; ///< by default none is

    void changed(int row);
};

} // namespace corespan::gui
