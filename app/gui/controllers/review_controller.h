// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"
#include "widgets/track_view.h"

#include <QObject>

class QMenu;
class QTimer;

namespace corespan::gui {

class Actions;
class QueueController;
class SidePanel;
class TrackPresenter;

/// What a curator does with the current record, turned into edits of the document.
class ReviewController : public QObject
{
    Q_OBJECT
public:
    ReviewController(Document& document, Actions& actions, QueueController& queue, SidePanel& side,
                     widgets::TrackView& tracks, TrackPresenter& presenter, QObject* parent);

    void accept();
    void reject();
    void noCore();
    void flag();
    /// It cannot be told where the cores are; or it can, after all.
    void ambiguous();
    void takeCandidate(int row);
    void setCores(const QVector<Core>& cores);
    void setLabel(widgets::PositionRange range, const QString& label);
    /// A menu of the labels at `where`; letters choose.
    void openLabelMenu(widgets::PositionRange range, const QPoint& where);

signals:
    /// For the status line: why a key did nothing.
    void hint(const QString& text);

private:
    void wireActions(Actions& actions);
    void moveBoundaries(const QVector<widgets::CoreChange>& changes);
    void labelsByKey();
    void decided();
    void markSeen();

    Document& m_document;
    Actions& m_actions;
    QueueController& m_queue;
    SidePanel& m_side;
    widgets::TrackView& m_tracks;
    TrackPresenter& m_presenter;
    QTimer* m_looking; ///< a record counts as seen once it was looked at this long
};

} // namespace corespan::gui
