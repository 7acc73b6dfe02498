// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/export_job.h"

#include "core/store/store_service.h"

#include <QElapsedTimer>

namespace corespan::gui {

namespace {
constexpr int kExportPause = 100; ///< ms between two reports
}

ExportJob::ExportJob(QObject* parent) : QObject(parent) {}

ExportJob::~ExportJob() = default; // m_thread asks to stop and joins

void ExportJob::start(StoreService* store, const QString& project, const ExportRequest& request)
{
    if (m_running)
        return;
    m_running = true;
    if (store != nullptr) // corrections made up to now belong into the set
        store->flush(this, [this, project, request](const Status&) { launch(project, request); });
    else
        launch(project, request);
}

void ExportJob::launch(const QString& project, const ExportRequest& request)
{
    m_thread = std::jthread([this, project, request](const std::stop_token& stop) {
        QElapsedTimer since;
        since.start();
        const auto tell = [this, &since](std::int64_t done, std::int64_t total) {
            if (since.elapsed() < kExportPause)
                return;
            since.restart();
            emit progress(done, total);
        };
        const auto report = request.format
                                ? exportProject(project, request.path, {*request.format, request.choice}, tell, stop)
                                : exportTrainingSet(project, request.path, {request.choice, request.split}, tell, stop);
        ExportOutcome outcome;
        outcome.path = request.path;
        if (report) {
            outcome.records = report->records;
            outcome.skipped = report->skipped;
            outcome.issues = report->issues;
        } else {
            outcome.error = report.error();
        }
        QMetaObject::invokeMethod(this, [this, outcome] {
            m_running = false;
            emit finished(outcome);
        });
    });
}

} // namespace corespan::gui
