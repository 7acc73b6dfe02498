// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QKeySequence>
#include <QObject>
#include <QVector>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;
class QPushButton;
class QToolBar;

namespace corespan::gui {

/// A command, as settings files call it.
struct NamedAction
{
    QString id;
    QAction* action = nullptr;
    QKeySequence keys;             ///< at first; none: it has none
    QList<QKeySequence> otherKeys; ///< that do the same, as long as those are its keys
    QString tip;                   ///< without keys
};

/// Every command of the window, its menus and its toolbar. What a command does is wired elsewhere; KeyMap gives them
/// their keys.
class Actions : public QObject
{
    Q_OBJECT
public:
    explicit Actions(QMainWindow& window);

    struct File
    {
        QAction *create, *open, *demo, *close, *picture, *copyPicture, *quit;
        QMenu* recent;
    } file;
    struct Edit
    {
        QAction *undo, *redo, *revert, *find, *typeCore, *note, *labels, *repeatLabel, *labelRun;
    } edit;
    struct Find
    {
        QAction *open, *next, *previous; ///< in the record
    } find;
    struct Lanes
    {
        QVector<QAction*> sequence; ///< in the order of SequenceLane; data(): its id
        QAction *load, *unload;
    } lanes;
    struct Bookmarks
    {
        QAction *add, *remove;
        QMenu* menu;
    } bookmarks;
    struct View
    {
        QAction *zoomIn, *zoomOut, *whole, *cores, *goTo, *commands;
        QActionGroup* themes; ///< data(): "system", "light", "dark"
    } view;
    struct Review
    {
        QAction *accept, *reject, *flag, *noCore, *ambiguous, *previous, *next, *advance, *blind, *bulk, *redecode,
            *propagate, *endLeft, *endRight, *startLeft, *startRight;
        QVector<QAction*> candidates; ///< keys 1 to 5
    } review;
    struct Queue
    {
        QAction *filter, *clear, *like, *saveView, *statistics, *overview, *curators;
        QMenu *views, *removeView;
    } queue;
    struct Core
    {
        QAction *make, *split, *merge, *remove, *type, *openBegin, *openEnd, *next, *previous, *left, *right, *farLeft,
            *farRight;
    } core;
    struct Zone
    {
        QAction *make, *remove;
    } zone;
    struct Snap
    {
        QAction *crossings, *steps, *runs, *candidates, *frame; ///< checkable
    } snap;
    struct Model
    {
        QAction *predictAll, *predictRest, *cancel, *runOptions, *compare, *train;
        QMenu *models, *devices, *runs, *beside;
    } model;
    struct Data
    {
        QAction *import, *exportSet;
    } data;
    QAction* guide;
    QAction* about;
    QAction* keys;
    QPushButton* runButton;

    /// All that can have keys.
    QVector<NamedAction> named() const;
    /// Commands that need an open project, and those that change it.
    void setProject(bool open, bool writable);
    void setRecord(bool chosen, bool writable);

private:
    void makeFile(QMainWindow& window);
    void makeEdit(QMainWindow& window);
    void makeView(QMainWindow& window);
    void makeLanes(QMenu& menu);
    void makeReview(QMainWindow& window);
    void makeQueue(QMenu& menu);
    void makeCore(QMenu& menu);
    void makeZone(QMenu& menu);
    void makeSnap(QMenu& menu);
    void makeModel(QMainWindow& window);
    void makeDataAndHelp(QMainWindow& window);
    void fillToolBar(QMainWindow& window);
};

} // namespace corespan::gui
