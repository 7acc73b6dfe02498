// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"
#include "widgets/track_view.h"

#include <QObject>

namespace corespan::gui {

class Actions;
class LatestJob;
class OverviewWindow;
class PictureController;
class QueueController;
class TrackPresenter;

/// All records of the queue in a window of their own; a click there leads to the record.
class OverviewController : public QObject
{
    Q_OBJECT
public:
    OverviewController(Document& document, const Actions& actions, QueueController& queue, TrackPresenter& presenter,
                       PictureController& pictures, widgets::TrackView& tracks, QWidget* window);
    ~OverviewController() override;

    void setTheme(const widgets::Theme& theme);
    /// Null until it was asked for.
    OverviewWindow* window() const { return m_shown; }

private:
    void open();
    void make();

    Document& m_document;
    QueueController& m_queue;
    TrackPresenter& m_presenter;
    PictureController& m_pictures;
    widgets::TrackView& m_tracks;
    QWidget* m_window;
    LatestJob* m_job;
    OverviewWindow* m_shown = nullptr;
    widgets::Theme m_theme = widgets::Theme::light();
};

} // namespace corespan::gui
