// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/cell_model.h"

namespace corespan::gui {

int CellModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : rows();
}

int CellModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns();
}

QVariant CellModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    return cell(index.row(), index.column(), role);
}

QVariant CellModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns())
        return {};
    if (role == Qt::TextAlignmentRole && rows() > 0)
        return cell(0, section, role); // as the cells below
    return role == Qt::DisplayRole ? QVariant(title(section)) : QVariant();
}

Qt::ItemFlags CellModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    flags.setFlag(Qt::ItemIsUserCheckable, isCheckable(index.row(), index.column()));
    return isEditable(index.row(), index.column()) ? flags | Qt::ItemIsEditable : flags;
}

bool CellModel::isEditable(int, int) const
{
    return false;
}

bool CellModel::isCheckable(int, int) const
{
    return false;
}

void CellModel::changed(int row)
{
    if (row >= 0 && row < rows())
        emit dataChanged(index(row, 0), index(row, columns() - 1));
}

} // namespace corespan::gui
