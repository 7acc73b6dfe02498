// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStyledItemDelegate>

class QTableView;

namespace corespan::gui {

/// Text in the colour of remarks.
class MutedDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

/// A key in its little box.
class KeyDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// A list as the panels show it: no grid, no headers, whole rows, one height, own fixed-width letters where wanted.
void makeList(QTableView& view, int rowHeight, bool fixedWidthLetters);
/// As high as its rows, between `least` and `most` of them.
void fitRows(QTableView& view, int least, int most);

} // namespace corespan::gui
