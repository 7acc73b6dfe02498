// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/overview_controller.h"

#include "core/review/project_overview.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/picture_controller.h"
#include "gui/controllers/queue_controller.h"
#include "gui/controllers/track_presenter.h"
#include "gui/jobs/latest_job.h"
#include "gui/panels/overview_window.h"

#include <QAction>

namespace corespan::gui {

OverviewController::OverviewController(Document& document, const Actions& actions, QueueController& queue,
                                       TrackPresenter& presenter, PictureController& pictures,
                                       widgets::TrackView& tracks, QWidget* window)
    : QObject(window), m_document(document), m_queue(queue), m_presenter(presenter), m_pictures(pictures),
      m_tracks(tracks), m_window(window), m_job(new LatestJob(this))
{
    connect(actions.queue.overview, &QAction::triggered, this, &OverviewController::open);
    connect(&m_document, &Document::closed, this, [this] {
        m_job->cancel();
        if (m_shown != nullptr)
            m_shown->close();
    });
    connect(&tracks, &widgets::TrackView::colorScaleChanged, this, [this](const widgets::ColorScale& scale) {
        if (m_shown != nullptr)
            m_shown->setColorScale(scale);
    });
}

OverviewController::~OverviewController() = default;

void OverviewController::open()
{
    if (!m_document.isOpen())
        return;
    if (m_shown == nullptr) {
        m_shown = new OverviewWindow(m_window);
        m_shown->setTheme(m_theme);
        m_shown->setColorScale(m_tracks.colorScale());
        connect(m_shown, &OverviewWindow::wanted, this, &OverviewController::make);
        connect(m_shown, &OverviewWindow::chosen, &m_queue, &QueueController::select);
        connect(m_shown, &OverviewWindow::pictureWanted, this, [this] { m_pictures.ask(m_shown->picture(), m_shown); });
        connect(m_shown, &QDialog::finished, m_job, &LatestJob::cancel);
    }
    m_shown->show();
    m_shown->raise();
    make();
}

void OverviewController::make()
{
    m_shown->showText(tr("Reading the records…"));
    OverviewRequest request;
    request.records = m_queue.filtered();
    request.run = m_document.shownRun();
    request.anchor = m_shown->anchor();
    request.reach = m_shown->reach();
    const auto work = [this, request,
                       project = m_document.path()](const std::stop_token& stop) -> std::function<void()> {
        const auto goOn = [&stop](std::int64_t, std::int64_t) { return !stop.stop_requested(); };
        const auto reader = ProjectReader::open(project);
        const Result<ProjectOverview> overview =
            reader ? projectOverview(**reader, request, goOn) : Result<ProjectOverview>(reader.error());
        return [this, overview] {
            if (overview)
                m_shown->showOverview(*overview, m_presenter.labels());
            else
                m_shown->showText(overview.error().message);
        };
    };
    m_job->start(m_document.isWritable() ? &m_document.store() : nullptr, work);
}

void OverviewController::setTheme(const widgets::Theme& theme)
{
    m_theme = theme;
    if (m_shown != nullptr)
        m_shown->setTheme(theme);
}

} // namespace corespan::gui
