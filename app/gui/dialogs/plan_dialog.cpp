// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/plan_dialog.h"

#include "gui/parts/plan_preview.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace corespan::gui {

PlanDialog::PlanDialog(const QString& title, const QString& decidedToo, QWidget* parent)
    : QDialog(parent), m_decidedToo(new QCheckBox(decidedToo)), m_preview(new PlanPreview), m_apply(new QPushButton)
{
    setWindowTitle(title);
}

QPushButton* PlanDialog::layOut(const QString& scope, const std::function<void(QVBoxLayout&)>& addFields,
                                const QString& reset)
{
    auto* heading = new QLabel(scope);
    heading->setObjectName(QStringLiteral("sectionTitle"));
    heading->setWordWrap(true);
    heading->setTextFormat(Qt::PlainText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* resetButton = reset.isEmpty() ? nullptr : buttons->addButton(reset, QDialogButtonBox::ResetRole);
    buttons->addButton(m_apply, QDialogButtonBox::AcceptRole);
    m_apply->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_preview, &PlanPreview::readyChanged, this, &PlanDialog::showReady);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(heading);
    addFields(*layout);
    layout->addWidget(m_decidedToo);
    layout->addWidget(m_preview, 1);
    layout->addWidget(buttons);
    return resetButton;
}

EditPlan PlanDialog::plan() const
{
    return m_preview->plan();
}

PlanDialog::OnPlan PlanDialog::awaitPlan()
{
    m_preview->showWaiting();
    return [preview = QPointer<PlanPreview>(m_preview)](const Result<EditPlan>& plan) {
        if (preview)
            preview->showPlan(plan);
    };
}

void PlanDialog::showReady()
{
    m_apply->setEnabled(m_preview->isReady());
    const auto changes = qlonglong(m_preview->isReady() ? m_preview->chosen() : 0);
    m_apply->setText(changes == 1 ? tr("&Change 1 record") : tr("&Change %1 records").arg(QLocale().toString(changes)));
}

} // namespace corespan::gui
