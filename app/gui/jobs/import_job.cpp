// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/import_job.h"

#include "core/importing/import_files.h"
#include "core/store/store_service.h"

#include <QElapsedTimer>
#include <QFileInfo>

namespace corespan::gui {

namespace {
constexpr int kImportPause = 100; ///< ms between two reports
}

ImportJob::ImportJob(QObject* parent) : QObject(parent) {}

ImportJob::~ImportJob() = default; // m_thread asks to stop and joins

void ImportJob::start(StoreService& store, const QStringList& files, const ReadOptions& options)
{
    if (m_running)
        return;
    m_running = true;
    m_thread = std::jthread(
        [this, &store, files, options](std::stop_token stop) { run(std::move(stop), store, files, options); });
}

void ImportJob::run(std::stop_token stop, StoreService& store, const QStringList& files, const ReadOptions& options)
{
    QElapsedTimer since;
    since.start();
    const auto tell = [this, &since](const ImportProgress& now) {
        if (since.elapsed() < kImportPause)
            return;
        since.restart();
        emit progress(QFileInfo(now.file).fileName(), now.bytesDone, now.bytesTotal, now.records);
    };
    const auto add = [&store](QVector<ImportedRecord> records) { return store.addRecordsAndWait(std::move(records)); };
    auto done = importFiles(files, options, add, tell, std::move(stop));
    ImportReport report;
    if (done)
        report = *std::move(done);
    else
        report.failedFiles.append({{}, 0, {}, done.error().message});
    QMetaObject::invokeMethod(this, [this, report] {
        m_running = false;
        emit finished(report);
    });
}

} // namespace corespan::gui
