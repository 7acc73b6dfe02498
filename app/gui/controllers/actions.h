// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QVector>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;
class QPushButton;
class QToolBar;

namespace corespan::gui {

/// Every command of the window, its menus and its toolbar. What a command does is wired elsewhere. Keys of one letter
/// are no shortcuts: ReviewKeys sends them while the view has the focus; here they are only shown.
class Actions : public QObject
{
    Q_OBJECT
public:
    explicit Actions(QMainWindow& window);

    struct File
    {
        QAction *create, *open, *demo, *close, *picture, *quit;
        QMenu* recent;
    } file;
    struct Edit
    {
        QAction *undo, *redo, *find, *typeCore, *note, *labels;
    } edit;
    struct View
    {
        QAction *zoomIn, *zoomOut, *whole, *cores;
        QActionGroup* themes; ///< data(): "system", "light", "dark"
    } view;
    struct Review
    {
        QAction *accept, *reject, *flag, *noCore, *previous, *next, *advance, *endLeft, *endRight, *startLeft,
            *startRight;
        QVector<QAction*> candidates; ///< keys 1 to 5
    } review;
    struct Model
    {
        QAction *predictAll, *predictRest, *cancel;
        QMenu *models, *devices, *runs;
    } model;
    struct Data
    {
        QAction *import, *exportSet;
    } data;
    QAction* about;
    QAction* keys;
    QPushButton* runButton;

    /// Commands that need an open project, and those that change it.
    void setProject(bool open, bool writable);
    void setRecord(bool chosen, bool writable);

private:
    void makeFile(QMainWindow& window);
    void makeEdit(QMainWindow& window);
    void makeView(QMainWindow& window);
    void makeReview(QMainWindow& window);
    void makeModel(QMainWindow& window);
    void makeDataAndHelp(QMainWindow& window);
    void fillToolBar(QMainWindow& window);
};

} // namespace corespan::gui
