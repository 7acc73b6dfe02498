// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/edit_plan.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QPushButton;
class QVBoxLayout;

namespace corespan::gui {

class PlanPreview;

/// Asks what to do with many records, and shows what that would change before it is done.
class PlanDialog : public QDialog
{
    Q_OBJECT
public:
    /// Of the records that are chosen.
    EditPlan plan() const;
    PlanPreview& preview() { return *m_preview; }
    QCheckBox& decidedToo() { return *m_decidedToo; }
    const QCheckBox& decidedToo() const { return *m_decidedToo; }
    QPushButton& applyButton() { return *m_apply; }

protected:
    /// Takes the answer of a planner; nothing happens once the dialog is gone.
    using OnPlan = std::function<void(const Result<EditPlan>&)>;

    /// `decidedToo`: words of the box that takes in records that were decided already.
    PlanDialog(const QString& title, const QString& decidedToo, QWidget* parent);

    /// The scope as heading, then the fields, the box, the preview and the buttons. Where `reset` has words, a button
    /// with them is made and given back.
    QPushButton* layOut(const QString& scope, const std::function<void(QVBoxLayout&)>& addFields,
                        const QString& reset = {});
    /// Shows that a plan is awaited; the answer goes to what it gives back.
    OnPlan awaitPlan();

private:
    void showReady();

    QCheckBox* m_decidedToo;
    PlanPreview* m_preview;
    QPushButton* m_apply;
};

} // namespace corespan::gui
