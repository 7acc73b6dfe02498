// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/dialogs/plan_dialog.h"

namespace corespan::gui {

struct PropagationQuestion
{
    QString scope; ///< "Core 25–54 of r1 in 6 records like it"
    /// Plans it; the answer comes later, at most once, and not if something else is asked for before.
    std::function<void(bool decidedToo, std::function<void(const Result<EditPlan>&)> onPlan)> preview;
};

/// Which of the near-identical records take a correction over, each with where it would lie there.
class PropagationDialog : public PlanDialog
{
    Q_OBJECT
public:
    explicit PropagationDialog(PropagationQuestion question, QWidget* parent = nullptr);

private:
    void ask();

    PropagationQuestion m_question;
};

} // namespace corespan::gui
