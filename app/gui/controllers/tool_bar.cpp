// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/actions.h"

#include "gui/parts/key_button.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QToolBar>

namespace corespan::gui {

void Actions::fillToolBar(QMainWindow& window)
{
    auto* bar = new QToolBar(tr("Tools"), &window);
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    const auto button = [bar](QAction* action, const QString& text, bool showKeys = false) {
        auto* made = new KeyButton(action, text, showKeys);
        bar->addWidget(made);
        return made;
    };
    button(data.import, tr("Import…"));
    button(model.predictAll, tr("Predict ▸"));
    bar->addSeparator();
    button(review.accept, tr("Accept"), true)->setProperty("primary", true);
    button(review.reject, tr("Reject"), true);
    button(review.flag, tr("Flag"), true);
    button(edit.undo, tr("Undo"), true);
    bar->addSeparator();
    button(review.previous, tr("◂ Previous"), true);
    button(review.next, tr("Next ▸"), true);
    bar->addSeparator();
    runButton = new QPushButton(tr("Run: none ▾"));
    runButton->setFocusPolicy(Qt::TabFocus);
    runButton->setToolTip(tr("The run whose predictions are shown"));
    connect(runButton, &QPushButton::clicked, this,
            [this] { model.runs->popup(runButton->mapToGlobal(QPoint(0, runButton->height()))); });
    bar->addWidget(runButton);
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    button(data.exportSet, tr("Export training set…"));
    window.addToolBar(Qt::TopToolBarArea, bar);
}

} // namespace corespan::gui
