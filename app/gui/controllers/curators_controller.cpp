// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/curators_controller.h"

#include "core/review/curator_report.h"
#include "core/settings/settings.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/lanes_controller.h"
#include "gui/controllers/queue_controller.h"
#include "gui/jobs/latest_job.h"
#include "gui/panels/curators_window.h"

#include <QAction>

namespace corespan::gui {

namespace {

const QString lanesName = QStringLiteral("curators");

} // namespace

CuratorsController::CuratorsController(Document& document, const Actions& actions, QueueController& queue,
                                       LanesController& lanes, Settings& settings, QWidget* window)
    : QObject(window), m_document(document), m_queue(queue), m_lanes(lanes), m_window(window),
      m_job(new LatestJob(this))
{
    actions.review.blind->setChecked(settings.get(keys::blindReview));
    m_document.setBlind(actions.review.blind->isChecked());
    connect(actions.review.blind, &QAction::toggled, this, [this, &settings](bool on) {
        settings.set(keys::blindReview, on);
        m_document.setBlind(on);
    });
    connect(actions.queue.curators, &QAction::triggered, this, &CuratorsController::open);
    connect(&m_document, &Document::currentChanged, this, &CuratorsController::showLanes);
    connect(&m_document, &Document::closed, this, [this] {
        m_job->cancel();
        m_settling.clear();
        showLanes();
        if (m_shown != nullptr)
            m_shown->close();
    });
}

CuratorsController::~CuratorsController() = default;

void CuratorsController::open()
{
    if (!m_document.isOpen())
        return;
    if (m_shown == nullptr) {
        m_shown = new CuratorsWindow(m_window);
        connect(m_shown, &CuratorsWindow::chosen, this, &CuratorsController::showBoth);
        connect(m_shown, &QDialog::finished, this, [this] {
            m_settling.clear();
            showLanes();
        });
    }
    m_shown->show();
    m_shown->raise();
    count();
}

void CuratorsController::count()
{
    m_shown->showText(tr("Counting…"));
    const auto work = [this, run = m_document.shownRun(),
                       project = m_document.path()](const std::stop_token& stop) -> std::function<void()> {
        const auto goOn = [&stop](std::int64_t, std::int64_t) { return !stop.stop_requested(); };
        const auto reader = ProjectReader::open(project);
        const Result<CuratorReport> report =
            reader ? curatorReport(**reader, run, goOn) : Result<CuratorReport>(reader.error());
        return [this, report] {
            if (report)
                m_shown->showReport(*report);
            else
                m_shown->showText(report.error().message);
        };
    };
    m_job->start(m_document.isWritable() ? &m_document.store() : nullptr, work);
}

void CuratorsController::showBoth(const Disagreement& disagreement)
{
    m_settling = disagreement.decisions;
    if (m_document.current().record.id == disagreement.record)
        showLanes();
    else
        m_queue.select(disagreement.record);
}

/// What each curator says, while the record is the one that was chosen.
void CuratorsController::showLanes()
{
    QVector<AnnotationLane> lanes;
    for (const Decision& decision : m_settling) {
        if (decision.record != m_document.current().record.id)
            continue;
        AnnotationLane lane{decision.author, tr("decided %1").arg(decision.time.toLocalTime().toString(Qt::ISODate))};
        for (const Core& core : decision.cores.value_or(QVector<Core>()))
            lane.features.append({core.span, core.type, LaneTone::Other});
        lanes.append(lane);
    }
    m_lanes.setOwn(lanesName, lanes);
}

} // namespace corespan::gui
