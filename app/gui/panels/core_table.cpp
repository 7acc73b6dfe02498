// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/core_table.h"

#include "gui/models/core_model.h"
#include "gui/parts/row_delegates.h"

#include <QHeaderView>

namespace corespan::gui {

namespace {
constexpr int kRowHeight = 24;
constexpr int kRowsInView = 6;
constexpr int kHeaderHeight = 22;
} // namespace

CoreTable::CoreTable(QWidget* parent) : QTableView(parent), m_model(new CoreModel(this))
{
    setObjectName(QStringLiteral("coreTable"));
    setAccessibleName(tr("Cores"));
    setModel(m_model);
    makeList(*this, kRowHeight, true);
    setEditTriggers(DoubleClicked | EditKeyPressed);
    QHeaderView* header = horizontalHeader();
    header->show();
    header->setFixedHeight(kHeaderHeight);
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setMinimumSectionSize(30);
    header->setSectionResizeMode(QHeaderView::Stretch);
    setItemDelegateForColumn(CoreModel::Length, new MutedDelegate(this));
    connect(m_model, &CoreModel::edited, this, &CoreTable::edited);
    connect(m_model, &CoreModel::refused, this, &CoreTable::refused);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid() && !m_following)
            emit chosen(current.row());
    });
}

void CoreTable::setCores(const QVector<Core>& cores, std::int64_t length, bool writable)
{
    m_model->setCores(cores, length, writable);
    fitRows(*this, 1, kRowsInView);
    setFixedHeight(height() + kHeaderHeight);
    setVisible(!cores.isEmpty());
}

void CoreTable::choose(int row)
{
    m_following = true;
    if (row < 0 || row >= m_model->rowCount()) {
        clearSelection();
    } else if (row != currentIndex().row() || !selectionModel()->hasSelection()) {
        selectRow(row);
        scrollTo(m_model->index(row, 0));
    }
    m_following = false;
}

} // namespace corespan::gui
