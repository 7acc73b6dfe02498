// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"

#include <QObject>

class QAction;

namespace corespan::gui {

class Actions;
class Dialogs;
class QueuePanel;

/// The filter of the queue, and filters that were given a name. These are kept in the project.
class ViewController : public QObject
{
    Q_OBJECT
public:
    ViewController(Document& document, Actions& actions, QueuePanel& panel, Dialogs& dialogs, QWidget* window);

    void askFilter();
    void askName();
    void showLike();
    void show(const NamedView& view);

signals:
    void told(const QString& text);

private:
    void fillMenu();
    void save(const QString& name);

    Document& m_document;
    Actions& m_actions;
    QueuePanel& m_panel;
    Dialogs& m_dialogs;
    QWidget* m_window;
    QVector<QAction*> m_shown; ///< of the views, in the menu
};

} // namespace corespan::gui
