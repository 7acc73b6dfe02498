// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/bulk.h"
#include "gui/document/document.h"

#include <QObject>

class QWidget;

namespace corespan::gui {

class Actions;
class Dialogs;
class LatestJob;
class QueueController;
class StatusLine;

/// Steps over many records: planned on another thread, shown, and written as one step of undo.
class BulkController : public QObject
{
    Q_OBJECT
public:
    BulkController(Document& document, Actions& actions, QueueController& queue, StatusLine& status, Dialogs& dialogs,
                   QWidget* window);
    ~BulkController() override;

    /// What shall be said of the records of the queue.
    void askBulk();
    /// How cores shall be read off the shown run's probabilities.
    void askRedecode();
    /// Which of the records that are like the current one take its cores over.
    void askPropagation();
    /// The plan is written; nothing of it where one of its records has changed since.
    void apply(const EditPlan& plan, const QString& title);
    /// Before the project goes.
    void stop();

signals:
    /// For the status line: why a command did nothing.
    void hint(const QString& text);
    void applied(qint64 records);

private:
    void plan(const QVector<RecordId>& records, const PlanRule& rule,
              std::function<void(const Result<EditPlan>&)> onPlan);
    void showProgress(qint64 done, qint64 total);

    Document& m_document;
    QueueController& m_queue;
    StatusLine& m_status;
    Dialogs& m_dialogs;
    QWidget* m_window;
    std::unique_ptr<LatestJob> m_job;
    bool m_applying = false;
    bool m_undoing = false; ///< a step is taken back, or brought back, and takes its time
};

} // namespace corespan::gui
