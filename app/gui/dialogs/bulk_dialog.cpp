// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/bulk_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QVBoxLayout>

namespace corespan::gui {

BulkDialog::BulkDialog(BulkQuestion question, QWidget* parent)
    : PlanDialog(tr("Decide many records"), tr("Also records that were &decided or flagged"), parent),
      m_question(std::move(question)), m_action(new QComboBox)
{
    for (const BulkAction action : {BulkAction::Accept, BulkAction::Reject, BulkAction::NoCore, BulkAction::Flag,
                                    BulkAction::Ambiguous, BulkAction::Reset})
        m_action->addItem(displayName(action), int(action));
    m_action->setAccessibleName(tr("What to do"));
    layOut(m_question.scope, [this](QVBoxLayout& layout) { layout.addWidget(m_action); });
    resize(640, 560);
    connect(m_action, &QComboBox::currentIndexChanged, this, &BulkDialog::ask);
    connect(&decidedToo(), &QCheckBox::toggled, this, &BulkDialog::ask);
    ask();
}

void BulkDialog::setRequest(const BulkRequest& request)
{
    m_action->setCurrentIndex(m_action->findData(int(request.action)));
    decidedToo().setChecked(request.decidedToo);
}

BulkRequest BulkDialog::request() const
{
    return {BulkAction(m_action->currentData().toInt()), decidedToo().isChecked()};
}

void BulkDialog::ask()
{
    decidedToo().setEnabled(request().action != BulkAction::Reset); // only decisions can be taken back
    m_question.preview(request(), awaitPlan());
}

} // namespace corespan::gui
