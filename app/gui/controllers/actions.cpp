// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>

namespace corespan::gui {

namespace {

/// \param key shown at the right of the menu; registers nothing
QAction* add(QMenu* menu, const QString& text, const QString& key = {}, const QString& tip = {})
{
    QAction* action = menu->addAction(key.isEmpty() ? text : text + QLatin1Char('\t') + key);
    const QString plain = QString(text).remove(QLatin1Char('&'));
    const QString base = tip.isEmpty() ? plain : tip;
    action->setToolTip(key.isEmpty() ? base : Actions::tr("%1 (%2)").arg(base, key));
    return action;
}

QAction* add(QMenu* menu, const QString& text, const QKeySequence& shortcut)
{
    QAction* action = menu->addAction(text, shortcut);
    action->setToolTip(Actions::tr("%1 (%2)").arg(QString(text).remove(QLatin1Char('&')),
                                                  shortcut.toString(QKeySequence::NativeText)));
    return action;
}

} // namespace

Actions::Actions(QMainWindow& window) : QObject(&window)
{
    makeFile(window);
    makeEdit(window);
    makeView(window);
    makeReview(window);
    makeModel(window);
    makeDataAndHelp(window);
    fillToolBar(window);
    setProject(false, false);
}

void Actions::makeFile(QMainWindow& window)
{
    QMenu* menu = window.menuBar()->addMenu(tr("&File"));
    file.create = add(menu, tr("&New project…"), QKeySequence::New);
    file.open = add(menu, tr("&Open project…"), QKeySequence::Open);
    file.recent = menu->addMenu(tr("Open &recent"));
    file.demo = add(menu, tr("Open the &demo"));
    menu->addSeparator();
    data.import = add(menu, tr("&Import…"), QKeySequence(Qt::CTRL | Qt::Key_I));
    data.exportSet = add(menu, tr("&Export training set…"), QKeySequence(Qt::CTRL | Qt::Key_E));
    file.picture = add(menu, tr("Export &picture…"));
    menu->addSeparator();
    file.close = add(menu, tr("&Close project"), QKeySequence::Close);
    file.quit = add(menu, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
}

void Actions::makeEdit(QMainWindow& window)
{
    QMenu* menu = window.menuBar()->addMenu(tr("&Edit"));
    edit.undo = add(menu, tr("&Undo"), QKeySequence(Qt::CTRL | Qt::Key_Z));
    edit.redo = add(menu, tr("&Redo"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    menu->addSeparator();
    edit.labels = add(menu, tr("Set &labels…"), tr("L"), tr("Label of the selected positions"));
    edit.typeCore = add(menu, tr("&Type the core's coordinates"), QKeySequence(Qt::CTRL | Qt::Key_G));
    edit.note = add(menu, tr("Write a &note"), QKeySequence(Qt::CTRL | Qt::Key_M));
    menu->addSeparator();
    edit.find = add(menu, tr("&Search the queue"), QKeySequence(Qt::CTRL | Qt::Key_F));
}

void Actions::makeView(QMainWindow& window)
{
    QMenu* menu = window.menuBar()->addMenu(tr("&View"));
    view.zoomIn = add(menu, tr("Zoom &in"), QKeySequence(Qt::CTRL | Qt::Key_Plus));
    view.zoomIn->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    view.zoomOut = add(menu, tr("Zoom &out"), QKeySequence(Qt::CTRL | Qt::Key_Minus));
    view.whole = add(menu, tr("&Whole sequence"), QKeySequence(Qt::CTRL | Qt::Key_0));
    view.cores = add(menu, tr("Zoom to the &cores"), QKeySequence(Qt::CTRL | Qt::Key_9));
    menu->addSeparator();
    QMenu* themes = menu->addMenu(tr("&Theme"));
    view.themes = new QActionGroup(this);
    const std::pair<QString, QString> names[] = {{QStringLiteral("system"), tr("As the &system")},
                                                 {QStringLiteral("light"), tr("&Light")},
                                                 {QStringLiteral("dark"), tr("&Dark")}};
    for (const auto& [name, text] : names) {
        QAction* action = themes->addAction(text);
        action->setCheckable(true);
        action->setData(name);
        view.themes->addAction(action);
    }
}

void Actions::makeReview(QMainWindow& window)
{
    QMenu* menu = window.menuBar()->addMenu(tr("&Review"));
    review.accept = add(menu, tr("&Accept"), tr("Enter"), tr("The shown core is right"));
    review.reject = add(menu, tr("&Reject"), tr("Del"), tr("The prediction is wrong; nothing is put in its place"));
    review.noCore = add(menu, tr("&No core"), tr("N"), tr("This record has no core"));
    review.flag = add(menu, tr("&Flag"), tr("F"), tr("Another look is needed"));
    menu->addSeparator();
    for (int key = 1; key <= 5; ++key)
        review.candidates << add(menu, tr("Take candidate %1").arg(key), QString::number(key));
    menu->addSeparator();
    review.endLeft = add(menu, tr("End one to the left"), tr("Alt+←"));
    review.endRight = add(menu, tr("End one to the right"), tr("Alt+→"));
    review.startLeft = add(menu, tr("Start one to the left"), tr("Shift+Alt+←"));
    review.startRight = add(menu, tr("Start one to the right"), tr("Shift+Alt+→"));
    menu->addSeparator();
    review.previous = add(menu, tr("&Previous record"), tr("K"));
    review.next = add(menu, tr("Ne&xt record"), tr("J"));
    review.advance = add(menu, tr("&Go on after a decision"));
    review.advance->setCheckable(true);
    review.advance->setChecked(true);
}

void Actions::makeModel(QMainWindow& window)
{
    QMenu* menu = window.menuBar()->addMenu(tr("&Model"));
    model.predictAll = add(menu, tr("&Predict all records"), QKeySequence(Qt::CTRL | Qt::Key_P));
    model.predictRest = add(menu, tr("Predict what the run &lacks"));
    model.cancel = add(menu, tr("&Cancel predicting"));
    menu->addSeparator();
    model.models = menu->addMenu(tr("&Model"));
    model.devices = menu->addMenu(tr("&Device"));
    model.runs = menu->addMenu(tr("Shown &run"));
}

void Actions::makeDataAndHelp(QMainWindow& window)
{
    QMenu* dataMenu = window.menuBar()->addMenu(tr("&Data"));
    dataMenu->addAction(data.import);
    dataMenu->addAction(data.exportSet);
    QMenu* help = window.menuBar()->addMenu(tr("&Help"));
    keys = add(help, tr("&Keys"), QKeySequence(Qt::Key_F1));
    about = add(help, tr("&About CoreSpan"));
}

void Actions::setProject(bool open, bool writable)
{
    for (QAction* action :
         {file.close, edit.find, model.runs->menuAction(), data.exportSet, review.previous, review.next})
        action->setEnabled(open);
    for (QAction* action : {model.predictAll})
        action->setEnabled(open && writable);
    data.import->setEnabled(!open || writable);
    runButton->setEnabled(open);
    setRecord(false, false);
}

void Actions::setRecord(bool chosen, bool writable)
{
    for (QAction* action : {view.zoomIn, view.zoomOut, view.whole, view.cores, file.picture})
        action->setEnabled(chosen);
    const bool change = chosen && writable;
    for (QAction* action : {edit.labels, edit.typeCore, edit.note, review.accept, review.reject, review.noCore,
                            review.flag, review.endLeft, review.endRight, review.startLeft, review.startRight})
        action->setEnabled(change);
    for (QAction* action : review.candidates)
        action->setEnabled(change);
}

} // namespace corespan::gui
