// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/run_comparison.h"

#include <QDialog>

class QAbstractItemModel;
class QComboBox;
class QLabel;
class QTableView;

namespace corespan::gui {

class AgreementModel;
class ComparedModel;

/// Two runs of the project: how often they agree, what that means beside the curator's decisions, and the records that
/// they decide otherwise.
class CompareWindow : public QDialog
{
    Q_OBJECT
public:
    explicit CompareWindow(QWidget* parent = nullptr);

    /// \param runs newest first; the two chosen ones stay so where they are among them
    void setRuns(const QVector<Run>& runs);
    RunId first() const;
    RunId second() const;
    void showWaiting();
    void showComparison(const Result<RunComparison>& comparison);
    QTableView& agreement() { return *m_agreement; }
    QTableView& records() { return *m_records; }
    QString text() const;

signals:
    /// Other runs are wanted.
    void runsChosen();
    /// To be looked at.
    void chosen(corespan::RecordId record);

private:
    void layOut();
    QTableView* makeTable(QAbstractItemModel* model, const QString& name);

    AgreementModel* m_agreementModel;
    ComparedModel* m_recordModel;
    QComboBox* m_first;
    QComboBox* m_second;
    QLabel* m_text;
    QTableView* m_agreement;
    QTableView* m_records;
};

} // namespace corespan::gui
