// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/history_controller.h"

#include "core/domain/edits.h"
#include "gui/controllers/actions.h"
#include "gui/models/history_model.h"
#include "gui/panels/side_panel.h"

#include <QAction>
#include <QMenu>
#include <QTableView>

#include <algorithm>

namespace corespan::gui {

HistoryController::HistoryController(Document& document, Actions& actions, SidePanel& side, QObject* parent)
    : QObject(parent), m_document(document), m_side(side)
{
    connect(actions.edit.revert, &QAction::triggered, this, &HistoryController::revertToChosen);
    connect(&side.historyView(), &QWidget::customContextMenuRequested, this, &HistoryController::openMenu);
}

void HistoryController::openMenu(const QPoint& where)
{
    QTableView& view = m_side.historyView();
    const int row = view.indexAt(where).row();
    if (row < 0 || !m_document.isWritable())
        return;
    view.selectRow(row);
    const HistoryEntry entry = m_side.history().entry(row); // what is chosen, whatever is written meanwhile
    auto* menu = new QMenu(&view);
    menu->setObjectName(QStringLiteral("historyMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* after = menu->addAction(tr("Revert this record to what it was &after this"), this,
                                     [this, entry] { revertTo(entry, When::After); });
    QAction* before = menu->addAction(tr("Revert this record to what it was &before this"), this,
                                      [this, entry] { revertTo(entry, When::Before); });
    for (QAction* action : {after, before})
        action->setEnabled(entry.edit != EditId::None);
    menu->popup(view.viewport()->mapToGlobal(where));
}

void HistoryController::revertToChosen()
{
    const int row = m_side.historyView().currentIndex().row();
    if (row < 0)
        emit hint(tr("Choose a line of the history first: click it, or go there with Tab and the arrows."));
    else
        revertTo(m_side.history().entry(row), When::After);
}

void HistoryController::revertTo(const HistoryEntry& entry, When when)
{
    if (entry.edit == EditId::None) {
        emit hint(tr("That line is a run's: only what curators did can be gone back to."));
        return;
    }
    const Result<QVector<Edit>> edits = m_document.reader().edits(m_document.current().record.id);
    if (!edits) {
        emit hint(tr("The history cannot be read: %1").arg(edits.error().message));
        return;
    }
    const auto found =
        std::find_if(edits->cbegin(), edits->cend(), [&entry](const Edit& each) { return each.id == entry.edit; });
    if (found == edits->cend())
        return;
    const bool after = when == When::After;
    const Curation then = after ? found->after : found->before;
    const QString words = after ? entry.text : tr("before \"%1\"").arg(entry.text);
    if (then == m_document.current().curation) {
        emit hint(tr("The record is as it was then."));
        return;
    }
    m_document.edit(
        [then, words](const CurrentRecord& now) { return revertEdit(now.record.id, now.curation, then, words); });
}

} // namespace corespan::gui
