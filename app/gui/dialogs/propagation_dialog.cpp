// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/propagation_dialog.h"

#include "gui/parts/plan_preview.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace corespan::gui {

PropagationDialog::PropagationDialog(PropagationQuestion question, QWidget* parent)
    : QDialog(parent), m_question(std::move(question)),
      m_decidedToo(new QCheckBox(tr("Also records that were &decided or flagged"))), m_preview(new PlanPreview),
      m_apply(new QPushButton)
{
    setWindowTitle(tr("Take over by like records"));
    m_preview->setChoosable();
    layOut();
    connect(m_decidedToo, &QCheckBox::toggled, this, &PropagationDialog::ask);
    connect(m_preview, &PlanPreview::readyChanged, this, &PropagationDialog::showReady);
    ask();
}

void PropagationDialog::layOut()
{
    auto* heading = new QLabel(m_question.scope);
    heading->setObjectName(QStringLiteral("sectionTitle"));
    heading->setWordWrap(true);
    heading->setTextFormat(Qt::PlainText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_apply, QDialogButtonBox::AcceptRole);
    m_apply->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(heading);
    layout->addWidget(m_decidedToo);
    layout->addWidget(m_preview, 1);
    layout->addWidget(buttons);
    resize(680, 520);
}

EditPlan PropagationDialog::plan() const
{
    return m_preview->plan();
}

void PropagationDialog::ask()
{
    m_preview->showWaiting();
    m_question.preview(m_decidedToo->isChecked(),
                       [preview = QPointer<PlanPreview>(m_preview)](const Result<EditPlan>& plan) {
                           if (preview)
                               preview->showPlan(plan);
                       });
}

void PropagationDialog::showReady()
{
    m_apply->setEnabled(m_preview->isReady());
    const auto changes = qlonglong(m_preview->isReady() ? m_preview->chosen() : 0);
    m_apply->setText(changes == 1 ? tr("&Change 1 record") : tr("&Change %1 records").arg(QLocale().toString(changes)));
}

} // namespace corespan::gui
