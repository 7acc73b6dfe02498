// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/exporting/training_set.h"

#include <QObject>

#include <thread>

namespace corespan {
class StoreService;
}

namespace corespan::gui {

/// What is to be exported, and to where.
struct ExportRequest
{
    std::optional<ExportFormat> format = {}; ///< absent: a training set, `path` is its folder
    ExportChoice choice = {};
    std::optional<SplitOptions> split = {}; ///< of a training set
    QString path;
};

struct ExportOutcome
{
    QString path;
    qint64 records = 0;
    qint64 skipped = 0; ///< records that the format cannot hold
    QStringList issues; ///< of these, in words; not all where there are many
    std::optional<Error> error;
};

/// Writes records of a project, on a thread and through a reader of its own, once all corrections made so far are on
/// disk. One `finished` for each start(), on the thread that made it.
class ExportJob : public QObject
{
    Q_OBJECT
public:
    explicit ExportJob(QObject* parent = nullptr);
    ~ExportJob() override;

    /// \param store whose queue is waited for; null: nothing is being written
    void start(StoreService* store, const QString& project, const ExportRequest& request);
    void cancel() { m_thread.request_stop(); }
    bool isRunning() const { return m_running; }

signals:
    void progress(qint64 done, qint64 total);
    void finished(const corespan::gui::ExportOutcome& outcome);

private:
    void launch(const QString& project, const ExportRequest& request);

    std::jthread m_thread;
    bool m_running = false; ///< GUI thread
};

} // namespace corespan::gui
