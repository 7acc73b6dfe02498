// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/record_stream.h"

#include <QObject>
#include <QStringList>

#include <optional>
#include <thread>

namespace corespan {
class StoreService;
}

namespace corespan::gui {

/// Reads files into the open project on a thread of its own. Its records go to the writer's queue behind a curator's
/// edits. Signals come on the thread that made it; one `finished` for each start().
class ImportJob : public QObject
{
    Q_OBJECT
public:
    explicit ImportJob(QObject* parent = nullptr);
    /// Cancels and waits for the file that is being read.
    ~ImportJob() override;

    /// \param store outlives the job. No effect while one is running.
    void start(StoreService& store, const QStringList& files, const ReadOptions& options);
    void cancel() { m_thread.request_stop(); }
    bool isRunning() const { return m_running; }

signals:
    void progress(const QString& file, qint64 bytesRead, qint64 bytesTotal, qint64 records);
    void finished(const corespan::ImportReport& report);

private:
    void run(std::stop_token stop, StoreService& store, const QStringList& files, const ReadOptions& options);

    std::jthread m_thread;
    bool m_running = false; ///< GUI thread
};

} // namespace corespan::gui
