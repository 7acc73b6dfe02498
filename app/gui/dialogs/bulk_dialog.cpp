// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/bulk_dialog.h"

#include "gui/parts/plan_preview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace corespan::gui {

BulkDialog::BulkDialog(BulkQuestion question, QWidget* parent)
    : QDialog(parent), m_question(std::move(question)), m_action(new QComboBox),
      m_decidedToo(new QCheckBox(tr("Also records that were &decided or flagged"))), m_preview(new PlanPreview),
      m_apply(new QPushButton)
{
    setWindowTitle(tr("Decide many records"));
    for (const BulkAction action : {BulkAction::Accept, BulkAction::Reject, BulkAction::NoCore, BulkAction::Flag,
                                    BulkAction::Ambiguous, BulkAction::Reset})
        m_action->addItem(displayName(action), int(action));
    m_action->setAccessibleName(tr("What to do"));
    layOut();
    connect(m_action, &QComboBox::currentIndexChanged, this, &BulkDialog::ask);
    connect(m_decidedToo, &QCheckBox::toggled, this, &BulkDialog::ask);
    connect(m_preview, &PlanPreview::readyChanged, this, &BulkDialog::showReady);
    ask();
}

void BulkDialog::layOut()
{
    auto* heading = new QLabel(m_question.scope);
    heading->setObjectName(QStringLiteral("sectionTitle"));
    heading->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_apply, QDialogButtonBox::AcceptRole);
    m_apply->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(heading);
    layout->addWidget(m_action);
    layout->addWidget(m_decidedToo);
    layout->addWidget(m_preview, 1);
    layout->addWidget(buttons);
    resize(640, 560);
}

void BulkDialog::setRequest(const BulkRequest& request)
{
    m_action->setCurrentIndex(m_action->findData(int(request.action)));
    m_decidedToo->setChecked(request.decidedToo);
}

BulkRequest BulkDialog::request() const
{
    return {BulkAction(m_action->currentData().toInt()), m_decidedToo->isChecked()};
}

EditPlan BulkDialog::plan() const
{
    return m_preview->plan();
}

void BulkDialog::ask()
{
    m_decidedToo->setEnabled(request().action != BulkAction::Reset); // only decisions can be taken back
    m_preview->showWaiting();
    m_question.preview(request(), [preview = QPointer<PlanPreview>(m_preview)](const Result<EditPlan>& plan) {
        if (preview)
            preview->showPlan(plan);
    });
}

void BulkDialog::showReady()
{
    m_apply->setEnabled(m_preview->isReady());
    const auto changes = qlonglong(m_preview->isReady() ? m_preview->chosen() : 0);
    m_apply->setText(changes == 1 ? tr("&Change 1 record") : tr("&Change %1 records").arg(QLocale().toString(changes)));
}

} // namespace corespan::gui
