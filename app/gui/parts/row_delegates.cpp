// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/row_delegates.h"

#include <QApplication>
#include <QFontDatabase>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace corespan::gui {

void MutedDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QColor muted = QApplication::palette().color(QPalette::PlaceholderText);
    option->palette.setColor(QPalette::Text, muted);
    option->palette.setColor(QPalette::HighlightedText, muted);
}

void KeyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QString key = std::exchange(item.text, QString());
    item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    if (key.isEmpty())
        return;
    const QPalette palette = QApplication::palette();
    const int side = std::min(18, item.rect.height() - 6);
    const int top = item.rect.center().y() - side / 2; // on a pixel: the half below makes the outline sharp
    const QRectF box(item.rect.x() + 6.5, top + 0.5, side, side);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(palette.color(QPalette::Mid));
    painter->setBrush(palette.color(QPalette::Base));
    painter->drawRoundedRect(box, 3, 3);
    QFont font = item.font;
    font.setPixelSize(11);
    painter->setFont(font);
    painter->setPen(palette.color(QPalette::Text));
    painter->drawText(box, Qt::AlignCenter, key);
    painter->restore();
}

void makeList(QTableView& view, int rowHeight, bool fixedWidthLetters)
{
    view.setShowGrid(false);
    view.horizontalHeader()->hide();
    view.verticalHeader()->hide();
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view.verticalHeader()->setMinimumSectionSize(rowHeight);
    view.verticalHeader()->setDefaultSectionSize(rowHeight);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setSelectionMode(QAbstractItemView::SingleSelection);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setTabKeyNavigation(false);
    view.setWordWrap(false);
    view.setTextElideMode(Qt::ElideMiddle);
    if (fixedWidthLetters) {
        QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        font.setPixelSize(12);
        view.setFont(font);
    }
}

void fitRows(QTableView& view, int least, int most)
{
    const int rows = view.model() ? view.model()->rowCount() : 0;
    view.setFixedHeight(std::clamp(rows, least, most) * view.verticalHeader()->defaultSectionSize());
}

} // namespace corespan::gui
