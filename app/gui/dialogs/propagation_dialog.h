// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/edit_plan.h"

#include <QDialog>

class QCheckBox;
class QPushButton;

namespace corespan::gui {

class PlanPreview;

struct PropagationQuestion
{
    QString scope; ///< "Core 25–54 of r1 in 6 records like it"
    /// Plans it; the answer comes later, at most once, and not if something else is asked for before.
    std::function<void(bool decidedToo, std::function<void(const Result<EditPlan>&)> onPlan)> preview;
};

/// Which of the near-identical records take a correction over, each with where it would lie there.
class PropagationDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PropagationDialog(PropagationQuestion question, QWidget* parent = nullptr);

    /// Of the records that are chosen.
    EditPlan plan() const;
    PlanPreview& preview() { return *m_preview; }
    QCheckBox& decidedToo() { return *m_decidedToo; }
    QPushButton& applyButton() { return *m_apply; }

private:
    void layOut();
    void ask();
    void showReady();

    PropagationQuestion m_question;
    QCheckBox* m_decidedToo;
    PlanPreview* m_preview;
    QPushButton* m_apply;
};

} // namespace corespan::gui
