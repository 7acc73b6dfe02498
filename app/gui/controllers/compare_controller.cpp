// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/compare_controller.h"

#include "core/review/run_comparison.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/queue_controller.h"
#include "gui/jobs/latest_job.h"
#include "gui/panels/compare_window.h"

#include <QAction>

namespace corespan::gui {

namespace {

Result<RunComparison> comparisonOf(const QString& path, RunId first, RunId second, const std::stop_token& stop)
{
    const auto reader = ProjectReader::open(path);
    if (!reader)
        return reader.error();
    return compareRuns(**reader, first, second, [&stop](std::int64_t, std::int64_t) { return !stop.stop_requested(); });
}

} // namespace

CompareController::CompareController(Document& document, Actions& actions, QueueController& queue, QWidget* window)
    : QObject(window), m_document(document), m_view(new CompareWindow(window)), m_job(std::make_unique<LatestJob>())
{
    connect(actions.model.compare, &QAction::triggered, this, &CompareController::open);
    connect(m_view, &CompareWindow::runsChosen, this, &CompareController::compare);
    connect(m_view, &CompareWindow::chosen, this, [this, &queue](RecordId record) {
        showBoth();
        queue.select(record);
    });
    connect(&document, &Document::closed, this, &CompareController::stop);
    connect(&document, &Document::opened, this, &CompareController::stop);
    connect(&document, &Document::runsChanged, this, [this] {
        if (m_view->isVisible())
            open();
    });
}

CompareController::~CompareController() = default;

void CompareController::open()
{
    if (!m_document.isOpen())
        return;
    const QVector<Run> runs = m_document.runs();
    if (runs.size() < 2) {
        emit hint(tr("There is nothing to compare: the project has fewer than two runs."));
        return;
    }
    m_view->setRuns(runs);
    m_view->show();
    m_view->raise();
    compare();
}

void CompareController::compare()
{
    m_view->showWaiting();
    StoreService* const store = m_document.isWritable() ? &m_document.store() : nullptr;
    m_job->start(store, [this, path = m_document.path(), first = m_view->first(),
                         second = m_view->second()](const std::stop_token& stop) {
        const auto made = std::make_shared<Result<RunComparison>>(comparisonOf(path, first, second, stop));
        return [this, made] {
            m_view->showComparison(*made);
            emit compared();
        };
    });
}

/// The two runs one below the other; the one that is shown stays so if it is among them.
void CompareController::showBoth()
{
    if (m_document.shownRun() != m_view->first() && m_document.shownRun() != m_view->second())
        m_document.showRun(m_view->second());
    m_document.compareWith(m_document.shownRun() == m_view->second() ? m_view->first() : m_view->second());
}

void CompareController::stop()
{
    m_job->cancel();
    m_view->hide();
}

} // namespace corespan::gui
