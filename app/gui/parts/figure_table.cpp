// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/figure_table.h"

#include "gui/parts/row_delegates.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QLocale>
#include <QTableWidget>

namespace corespan::gui {

namespace {

constexpr int kRowHeight = 24;
constexpr int kHeaderHeight = 24;

} // namespace

QTableWidget* makeFigureTable(const QStringList& titles, const QString& name, const QStringList& explanations)
{
    auto* table = new QTableWidget(0, int(titles.size()));
    makeList(*table, kRowHeight, false);
    table->setAccessibleName(name);
    table->setHorizontalHeaderLabels(titles);
    for (int column = 0; column < titles.size(); ++column)
        table->horizontalHeaderItem(column)->setToolTip(explanations.value(column));
    table->horizontalHeader()->show();
    table->horizontalHeader()->setFixedHeight(kHeaderHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    return table;
}

void addFigures(QTableWidget& table, const QStringList& cells, int nameColumns)
{
    const int row = table.rowCount();
    table.insertRow(row);
    for (int column = 0; column < cells.size(); ++column) {
        auto* item = new QTableWidgetItem(cells[column]);
        item->setToolTip(cells[column]);
        item->setTextAlignment(Qt::AlignVCenter | (column < nameColumns ? Qt::AlignLeft : Qt::AlignRight));
        table.setItem(row, column, item);
    }
}

void fitFigures(QTableWidget& table, int least, int most)
{
    fitRows(table, least, most);
    table.setFixedHeight(table.height() + kHeaderHeight);
}

QString countText(std::int64_t number)
{
    return QLocale().toString(qlonglong(number));
}

QString percentText(double share)
{
    return QCoreApplication::translate("Figures", "%1 %").arg(QLocale().toString(100.0 * share, 'f', 1));
}

} // namespace corespan::gui
