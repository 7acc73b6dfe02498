// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/store_service.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace corespan::gui {

enum class Job { Predict, Import, Export, Edit };

/// Bottom line: the job that runs, with its progress and Cancel; what is saved and what is not. Of several jobs the one
/// that began last is shown.
class StatusLine : public QFrame
{
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    struct Progress
    {
        QString text; ///< "Predicting 61,440 of 120,000"
        qint64 done = 0;
        qint64 total = 0; ///< 0: not known
        QString detail;   ///< "3,100 sequences/s · CPU · 19 s left"
        QString toolTip;
    };
    /// The job begins or has come further.
    void showJob(Job job, const Progress& progress);
    /// It is over; `text` stays until something else happens.
    void endJob(Job job, const QString& text);
    /// What happened, where no job is shown.
    void tell(const QString& text);
    void showSaved(const StoreActivity& activity, const QString& reason);
    void showReadOnly(const QString& text);
    void showNoProject();
    QString jobText() const;
    QString savedText() const;
    bool hasJob() const { return !m_jobs.isEmpty(); }

signals:
    void cancelRequested(corespan::gui::Job job);
    void retryRequested();

private:
    void setSaved(const QString& text, const QString& look);
    void showTopJob();

    QVector<std::pair<Job, Progress>> m_jobs; ///< in the order of their beginning
    QLabel* m_text;
    QProgressBar* m_bar;
    QLabel* m_detail;
    QPushButton* m_cancel;
    QLabel* m_saved;
    QPushButton* m_retry;
};

} // namespace corespan::gui
