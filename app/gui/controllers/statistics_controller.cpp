// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/statistics_controller.h"

#include "core/review/corrections.h"
#include "gui/controllers/actions.h"
#include "gui/jobs/latest_job.h"
#include "gui/panels/statistics_window.h"

#include <QAction>

namespace corespan::gui {

StatisticsController::StatisticsController(Document& document, const Actions& actions, QWidget* window)
    : QObject(window), m_document(document), m_window(window), m_job(new LatestJob(this))
{
    connect(actions.queue.statistics, &QAction::triggered, this, &StatisticsController::open);
    connect(&m_document, &Document::closed, this, [this] {
        m_job->cancel();
        if (m_shown != nullptr)
            m_shown->close();
    });
}

void StatisticsController::open()
{
    if (!m_document.isOpen())
        return;
    if (m_shown == nullptr) {
        m_shown = new StatisticsWindow(m_window);
        m_shown->setTheme(m_theme);
        connect(m_shown, &StatisticsWindow::runChosen, this, &StatisticsController::count);
    }
    m_shown->setRuns(m_document.runs(), m_document.shownRun());
    count();
    m_shown->show();
    m_shown->raise();
}

void StatisticsController::count()
{
    const RunId run = m_shown->run();
    if (run == RunId::None) {
        m_shown->showText(tr("There is no run yet: predict first."));
        return;
    }
    m_shown->showText(tr("Counting…"));
    const auto work = [this, run, project = m_document.path()](const std::stop_token& stop) -> std::function<void()> {
        const auto goOn = [&stop](std::int64_t, std::int64_t) { return !stop.stop_requested(); };
        const auto reader = ProjectReader::open(project);
        const Result<CorrectionStatistics> statistics =
            reader ? (*reader)->corrections(run, goOn) : Result<CorrectionStatistics>(reader.error());
        return [this, statistics] {
            if (statistics)
                m_shown->showStatistics(*statistics);
            else
                m_shown->showText(statistics.error().message);
        };
    };
    m_job->start(m_document.isWritable() ? &m_document.store() : nullptr, work);
}

void StatisticsController::setTheme(const widgets::Theme& theme)
{
    m_theme = theme;
    if (m_shown != nullptr)
        m_shown->setTheme(theme);
}

} // namespace corespan::gui
