// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"
#include "widgets/track_view.h"

#include <QObject>

namespace corespan::gui {

class Actions;
class Dialogs;
class LanesController;
class QueueController;

/// Places to come back to, in the project for every curator: a menu, and a row of the record.
class BookmarksController : public QObject
{
    Q_OBJECT
public:
    BookmarksController(Document& document, const Actions& actions, QueueController& queue, widgets::TrackView& tracks,
                        LanesController& lanes, Dialogs& dialogs, QWidget* window);

    const QVector<Bookmark>& bookmarks() const { return m_bookmarks; }

signals:
    void told(const QString& text);

private:
    void read();
    void fillMenu();
    void showLane();
    void ask();
    void add(RecordId record, widgets::PositionRange range, const QString& name);
    void removeHere();
    void go(const Bookmark& bookmark);

    Document& m_document;
    const Actions& m_actions;
    QueueController& m_queue;
    widgets::TrackView& m_tracks;
    LanesController& m_lanes;
    Dialogs& m_dialogs;
    QWidget* m_window;
    QVector<Bookmark> m_bookmarks;
    QVector<QAction*> m_entries; ///< of the menu
};

} // namespace corespan::gui
