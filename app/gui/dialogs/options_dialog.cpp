// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/options_dialog.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace corespan::gui {

OptionsDialog::OptionsDialog(const QString& text, Take take, QWidget* parent)
    : QDialog(parent), m_take(std::move(take)), m_text(new QPlainTextEdit(text)), m_problem(new QLabel)
{
    setWindowTitle(tr("All options"));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(12);
    m_text->setFont(fixed);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setAccessibleName(tr("All options as JSON"));
    m_problem->setObjectName(QStringLiteral("fieldError"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    auto* heading =
        new QLabel(tr("As \"corespan-cli train --print-config\" has them; fields left out get their defaults."));
    heading->setObjectName(QStringLiteral("muted"));
    heading->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &OptionsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(heading);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(620, 640);
}

QString OptionsDialog::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

void OptionsDialog::accept()
{
    const QString wrong = m_take(m_text->toPlainText());
    m_problem->setText(wrong);
    m_problem->setVisible(!wrong.isEmpty());
    if (wrong.isEmpty())
        QDialog::accept();
}

} // namespace corespan::gui
