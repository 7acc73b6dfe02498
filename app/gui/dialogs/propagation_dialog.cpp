// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/propagation_dialog.h"

#include "gui/parts/plan_preview.h"

#include <QCheckBox>

namespace corespan::gui {

PropagationDialog::PropagationDialog(PropagationQuestion question, QWidget* parent)
    : PlanDialog(tr("Take over by like records"), tr("Also records that were &decided or flagged"), parent),
      m_question(std::move(question))
{
    preview().setChoosable();
    layOut(m_question.scope, [](QVBoxLayout&) {});
    resize(680, 520);
    connect(&decidedToo(), &QCheckBox::toggled, this, &PropagationDialog::ask);
    ask();
}

void PropagationDialog::ask()
{
    m_question.preview(decidedToo().isChecked(), awaitPlan());
}

} // namespace corespan::gui
