// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/actions.h"

#include "core/lanes/sequence_lanes.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>

namespace corespan::gui {

namespace {

QAction* add(QMenu* menu, const QString& text, const QString& tip = {})
{
    QAction* action = menu->addAction(text);
    action->setToolTip(tip.isEmpty() ? QString(text).remove(QLatin1Char('&')) : tip);
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
    file.create = add(menu, tr("&New project…"));
    file.open = add(menu, tr("&Open project…"));
    file.recent = menu->addMenu(tr("Open &recent"));
    file.demo = add(menu, tr("Open the &demo"));
    menu->addSeparator();
    data.import = add(menu, tr("&Import…"));
    data.exportSet = add(menu, tr("&Export…"),
                         tr("A training set, or one file: JSONL, GFF3, BED, GenBank, CoNLL, Jalview and others"));
    file.picture = add(menu, tr("Export &picture…"), tr("SVG, PDF or PNG at a size of your choice, light or dark"));
    file.copyPicture = add(menu, tr("Cop&y picture"), tr("As it is shown, to the clipboard"));
    menu->addSeparator();
    file.close = add(menu, tr("&Close project"));
    file.quit = add(menu, tr("&Quit"));
}

void Actions::makeEdit(QMainWindow& window)
{
    QMenu* menu = window.menuBar()->addMenu(tr("&Edit"));
    edit.undo = add(menu, tr("&Undo"));
    edit.redo = add(menu, tr("&Redo"));
    edit.revert = add(menu, tr("Re&vert the record"), tr("To what it was after the chosen line of its history"));
    menu->addSeparator();
    edit.labels = add(menu, tr("Set &labels…"), tr("Label of the selected positions"));
    edit.repeatLabel = add(menu, tr("Set the last label a&gain"), tr("The label set last, for the selected positions"));
    edit.labelRun = add(menu, tr("Select e&qual labels"), tr("Selects the run of equal labels around the caret"));
    edit.typeCore = add(menu, tr("&Type the core's coordinates"));
    edit.note = add(menu, tr("Write a &note"));
    makeSnap(*menu->addMenu(tr("Edges sna&p to")));
    menu->addSeparator();
    edit.find = add(menu, tr("&Search the queue"));
    find.open = add(menu, tr("Fin&d in the record…"), tr("A motif on one or both strands"));
    find.next = add(menu, tr("Find ne&xt"));
    find.previous = add(menu, tr("Find previo&us"));
}

void Actions::makeView(QMainWindow& window)
{
    QMenu* menu = window.menuBar()->addMenu(tr("&View"));
    view.zoomIn = add(menu, tr("Zoom &in"));
    view.zoomOut = add(menu, tr("Zoom &out"));
    view.whole = add(menu, tr("&Whole sequence"));
    view.cores = add(menu, tr("Zoom to the &cores"));
    view.goTo = add(menu, tr("&Go to position…"));
    view.commands = add(menu, tr("Co&mmands…"), tr("Every command in one list"));
    makeLanes(*menu->addMenu(tr("&Lanes")));
    bookmarks.menu = menu->addMenu(tr("&Bookmarks"));
    bookmarks.add =
        add(bookmarks.menu, tr("&Bookmark the selection…"), tr("A place to come back to, kept in the project"));
    bookmarks.remove = add(bookmarks.menu, tr("&Remove the bookmark here"));
    bookmarks.menu->addSeparator();
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

void Actions::makeLanes(QMenu& menu)
{
    for (const SequenceLane lane : {SequenceLane::Complement, SequenceLane::Frames, SequenceLane::CodonRuler,
                                    SequenceLane::GcContent, SequenceLane::Hydropathy, SequenceLane::Charge}) {
        QAction* action = add(&menu, sequenceLaneName(lane));
        action->setCheckable(true);
        action->setData(sequenceLaneId(lane));
        lanes.sequence << action;
    }
    menu.addSeparator();
    lanes.load = add(&menu, tr("&From files…"), tr("bedGraph, BED or GFF3 of another program, beside the record"));
    lanes.unload = add(&menu, tr("&Without files"), tr("Takes the lanes of files away"));
}

void Actions::makeReview(QMainWindow& window)
{
    QMenu* menu = window.menuBar()->addMenu(tr("&Review"));
    review.accept = add(menu, tr("&Accept"), tr("The shown core is right"));
    review.reject = add(menu, tr("&Reject"), tr("The prediction is wrong; nothing is put in its place"));
    review.noCore = add(menu, tr("&No core"), tr("This record has no core"));
    review.flag = add(menu, tr("&Flag"), tr("Another look is needed"));
    review.ambiguous = add(menu, tr("A&mbiguous"), tr("It cannot be told: nothing is learned from this record"));
    menu->addSeparator();
    for (int key = 1; key <= 5; ++key)
        review.candidates << add(menu, tr("Take candidate %1").arg(key));
    makeCore(*menu->addMenu(tr("C&ores")));
    makeZone(*menu->addMenu(tr("Ambiguous &zones")));
    menu->addSeparator();
    review.endLeft = add(menu, tr("End one to the left"));
    review.endRight = add(menu, tr("End one to the right"));
    review.startLeft = add(menu, tr("Start one to the left"));
    review.startRight = add(menu, tr("Start one to the right"));
    menu->addSeparator();
    review.previous = add(menu, tr("&Previous record"));
    review.next = add(menu, tr("Ne&xt record"));
    review.bulk = add(menu, tr("&Decide many…"), tr("One decision for all records that the queue shows"));
    review.redecode =
        add(menu, tr("Decode ane&w…"), tr("Other limits for the cores that a run found, without the model"));
    review.propagate = add(menu, tr("Ta&ke over by like ones…"),
                           tr("The same core in records with equal or near-identical sequences"));
    review.advance = add(menu, tr("&Go on after a decision"));
    review.advance->setCheckable(true);
    review.advance->setChecked(true);
    review.blind = add(menu, tr("&Blind review"), tr("Hides what a run or the file says until a record is decided"));
    review.blind->setCheckable(true);
    menu->addSeparator();
    makeQueue(*menu);
}

void Actions::makeQueue(QMenu& menu)
{
    queue.filter = add(&menu, tr("F&ilter the queue…"), tr("Conditions that records of the queue have to meet"));
    queue.clear = add(&menu, tr("No &further conditions"), tr("Takes the conditions of the filter away"));
    queue.like = add(&menu, tr("Records li&ke this one"), tr("Those whose sequences are equal or near-identical"));
    queue.views = menu.addMenu(tr("&Views"));
    queue.saveView = add(queue.views, tr("&Save this view…"), tr("Filter, order and search under a name"));
    queue.removeView = queue.views->addMenu(tr("&Remove"));
    queue.overview =
        add(&menu, tr("All records in one p&icture…"), tr("P(core), labels, lengths and scores of the queue"));
    queue.curators =
        add(&menu, tr("C&urators…"), tr("Who decided what, how far curators agree, and how far the model leads them"));
    queue.statistics = add(&menu, tr("S&tatistics of corrections…"), tr("How far curators moved the run's boundaries"));
}

void Actions::makeCore(QMenu& menu)
{
    core.make = add(&menu, tr("&Make a core of the selection"));
    core.split = add(&menu, tr("&Split at the caret"), tr("Cuts the core before the chosen position"));
    core.merge = add(&menu, tr("&Join with the next"), tr("One core of the active one and the next"));
    core.remove = add(&menu, tr("&Remove"), tr("Removes the active core"));
    core.type = add(&menu, tr("&Type…"), tr("Type of the active core"));
    core.openBegin = add(&menu, tr("Open &begin"), tr("The active core begins before what is known"));
    core.openEnd = add(&menu, tr("Open &end"), tr("The active core ends behind what is known"));
    menu.addSeparator();
    core.left = add(&menu, tr("Move one to the &left"), tr("Moves the active core as a whole"));
    core.right = add(&menu, tr("Move one to the &right"), tr("Moves the active core as a whole"));
    core.farLeft = add(&menu, tr("Move ten to the left"), tr("Moves the active core as a whole"));
    core.farRight = add(&menu, tr("Move ten to the right"), tr("Moves the active core as a whole"));
    menu.addSeparator();
    core.previous = add(&menu, tr("&Previous core"));
    core.next = add(&menu, tr("&Next core"));
}

void Actions::makeZone(QMenu& menu)
{
    zone.make =
        add(&menu, tr("&Ambiguous zone of the selection"), tr("Nothing is learned from the selected positions"));
    zone.remove =
        add(&menu, tr("Selection is &not ambiguous"), tr("Takes the zone at the caret, or its selected part, away"));
}

void Actions::makeSnap(QMenu& menu)
{
    const std::pair<QAction**, QString> choices[] = {
        {&snap.crossings, tr("P(core) at the &threshold")},
        {&snap.steps, tr("&Steps of P(core), peaks of P(start) and P(end)")},
        {&snap.runs, tr("&Predictions of all runs")},
        {&snap.candidates, tr("&Candidates")},
        {&snap.frame, tr("The codon &frame, where labels are amino acids")}};
    for (const auto& [action, text] : choices) {
        *action = add(&menu, text);
        (*action)->setCheckable(true);
    }
}

void Actions::makeModel(QMainWindow& window)
{
    QMenu* menu = window.menuBar()->addMenu(tr("&Model"));
    model.predictAll = add(menu, tr("&Predict all records"));
    model.predictRest = add(menu, tr("Predict what the run &lacks"));
    model.cancel = add(menu, tr("&Cancel predicting"));
    menu->addSeparator();
    model.models = menu->addMenu(tr("&Model"));
    model.runOptions = add(menu, tr("Run &options…"), tr("How the next run reads cores off the model's outputs"));
    model.devices = menu->addMenu(tr("&Device"));
    model.runs = menu->addMenu(tr("Shown &run"));
    model.beside = menu->addMenu(tr("Run &beside it"));
    model.compare = add(menu, tr("&Compare runs…"), tr("Where two runs agree, and which of them is right"));
    menu->addSeparator();
    model.train = add(menu, tr("&Train…"));
}

void Actions::makeDataAndHelp(QMainWindow& window)
{
    QMenu* dataMenu = window.menuBar()->addMenu(tr("&Data"));
    dataMenu->addAction(data.import);
    dataMenu->addAction(data.exportSet);
    QMenu* help = window.menuBar()->addMenu(tr("&Help"));
    guide = add(help, tr("&User guide"), tr("How to review, correct and export"));
    keys = add(help, tr("&Keys…"), tr("Which keys do what, and other keys for it"));
    about = add(help, tr("&About CoreSpan"));
}

void Actions::setProject(bool open, bool writable)
{
    for (QAction* action : {file.close, edit.find, model.runs->menuAction(), model.beside->menuAction(), model.compare,
                            data.exportSet, review.previous, review.next, queue.filter, queue.clear,
                            queue.views->menuAction(), queue.statistics, queue.overview, queue.curators})
        action->setEnabled(open);
    for (QAction* action : {model.predictAll, review.bulk, review.redecode, queue.saveView})
        action->setEnabled(open && writable);
    data.import->setEnabled(!open || writable);
    runButton->setEnabled(open);
    setRecord(false, false);
}

void Actions::setRecord(bool chosen, bool writable)
{
    for (QAction* action : {find.open, find.next, find.previous, view.zoomIn, view.zoomOut, view.whole, view.cores,
                            view.goTo, core.next, core.previous, file.picture, file.copyPicture, queue.like})
        action->setEnabled(chosen);
    const bool change = chosen && writable;
    for (QAction* action : {bookmarks.add, bookmarks.remove})
        action->setEnabled(change);
    for (QAction* action :
         {edit.repeatLabel, edit.labelRun,   edit.revert,      core.left,         core.right,    core.farLeft,
          core.farRight,    edit.labels,     edit.typeCore,    edit.note,         review.accept, review.reject,
          review.noCore,    review.flag,     review.propagate, review.ambiguous,  zone.make,     zone.remove,
          review.endLeft,   review.endRight, review.startLeft, review.startRight, core.make,     core.split,
          core.merge,       core.remove,     core.type,        core.openBegin,    core.openEnd})
        action->setEnabled(change);
    for (QAction* action : review.candidates)
        action->setEnabled(change);
}

} // namespace corespan::gui
