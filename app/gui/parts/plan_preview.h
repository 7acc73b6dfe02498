// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/edit_plan.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace corespan::gui {

class EditListModel;

/// What a step over many records would do: counts, and the list.
class PlanPreview : public QWidget
{
    Q_OBJECT
public:
    explicit PlanPreview(QWidget* parent = nullptr);

    /// Until showPlan(), nothing counts.
    void showWaiting();
    void showPlan(const Result<EditPlan>& plan);
    /// Of the records that are chosen.
    EditPlan plan() const;
    qsizetype chosen() const;
    /// Each record has a box to leave it out.
    void setChoosable();
    /// There is a plan, and it changes something.
    bool isReady() const { return m_ready; }
    QString text() const;

signals:
    void readyChanged();

private:
    void setReady(bool ready);

    EditListModel* m_model;
    QLabel* m_counts;
    QLabel* m_leftAlone;
    QTableView* m_list;
    bool m_ready = false;
    bool m_waiting = false;
};

} // namespace corespan::gui
