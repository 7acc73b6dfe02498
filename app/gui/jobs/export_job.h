// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QObject>

#include <optional>
#include <thread>

namespace corespan {
class StoreService;
}

namespace corespan::gui {

struct ExportOutcome
{
    QString folder;
    qint64 records = 0;
    std::optional<Error> error;
};

/// Writes the reviewed records as a training set, on a thread and through a reader of its own, once all corrections
/// made so far are on disk. One `finished` for each start(), on the thread that made it.
class ExportJob : public QObject
{
    Q_OBJECT
public:
    explicit ExportJob(QObject* parent = nullptr);
    ~ExportJob() override;

    /// \param store whose queue is waited for; null: nothing is being written
    void start(StoreService* store, const QString& project, const QString& folder);
    void cancel() { m_thread.request_stop(); }
    bool isRunning() const { return m_running; }

signals:
    void progress(qint64 done, qint64 total);
    void finished(const corespan::gui::ExportOutcome& outcome);

private:
    void launch(const QString& project, const QString& folder);

    std::jthread m_thread;
    bool m_running = false; ///< GUI thread
};

} // namespace corespan::gui
