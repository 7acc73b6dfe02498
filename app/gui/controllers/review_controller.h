// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"
#include "widgets/track_view.h"

#include <QObject>

class QTimer;

namespace corespan::gui {

class Actions;
class QueueController;
class SidePanel;

/// What a curator does with the current record, turned into edits of the document.
class ReviewController : public QObject
{
    Q_OBJECT
public:
    ReviewController(Document& document, Actions& actions, QueueController& queue, SidePanel& side,
                     widgets::TrackView& tracks, QObject* parent);

    void accept();
    void reject();
    void noCore();
    void flag();
    /// It cannot be told where the cores are; or it can, after all.
    void ambiguous();
    void takeCandidate(int row);
    void setCores(const QVector<Core>& cores);

signals:
    /// For the status line: why a key did nothing.
    void hint(const QString& text);

private:
    void wireActions(Actions& actions);
    void moveBoundaries(const QVector<widgets::CoreChange>& changes);
    void decided();
    void markSeen();

    Document& m_document;
    Actions& m_actions;
    QueueController& m_queue;
    SidePanel& m_side;
    widgets::TrackView& m_tracks;
    QTimer* m_looking; ///< a record counts as seen once it was looked at this long
};

} // namespace corespan::gui
