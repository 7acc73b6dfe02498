// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/find_bar.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>

namespace corespan::gui {

FindBar::FindBar(QWidget* parent)
    : QFrame(parent), m_field(new QLineEdit), m_strands(new QCheckBox(tr("both strands"))), m_result(new QLabel),
      m_previous(new QPushButton(tr("◂ Previous"))), m_next(new QPushButton(tr("Next ▸")))
{
    setObjectName(QStringLiteral("findBar"));
    m_field->setObjectName(QStringLiteral("findField"));
    m_field->setPlaceholderText(tr("Motif, regular expression, or position"));
    m_field->setToolTip(tr("Letters are a motif: IUPAC letters stand for their bases, X for any residue.\n"
                           "All else is a regular expression; a number or a range is a place to go to."));
    m_field->setAccessibleName(tr("Find in the record"));
    m_field->setMinimumWidth(220);
    m_field->installEventFilter(this);
    m_strands->setChecked(true);
    m_strands->setAccessibleName(tr("Look on both strands"));
    m_result->setObjectName(QStringLiteral("findResult"));
    m_previous->setToolTip(tr("The match before (Shift+Enter)"));
    m_next->setToolTip(tr("The next match (Enter)"));
    auto* close = new QPushButton(tr("Close"));
    close->setToolTip(tr("Closes the search (Esc)"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 5, 12, 5);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_strands);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addWidget(m_result, 1);
    layout->addWidget(close);
    connect(m_field, &QLineEdit::textChanged, this, &FindBar::patternChanged);
    connect(m_strands, &QCheckBox::toggled, this, &FindBar::patternChanged);
    connect(m_previous, &QPushButton::clicked, this, [this] { emit stepRequested(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { emit stepRequested(1); });
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void FindBar::open()
{
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

QString FindBar::pattern() const
{
    return m_field->text().trimmed();
}

bool FindBar::bothStrands() const
{
    return m_strands->isChecked();
}

void FindBar::setStrands(bool two)
{
    m_strands->setVisible(two);
}

void FindBar::showResult(const QString& text, bool bad)
{
    m_result->setText(text);
    m_result->setProperty("bad", bad);
    m_result->style()->unpolish(m_result);
    m_result->style()->polish(m_result);
}

QString FindBar::resultText() const
{
    return m_result->text();
}

bool FindBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        emit stepRequested(key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
        return true;
    }
    if (key->key() == Qt::Key_Escape) {
        hide();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void FindBar::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    if (!event->spontaneous())
        emit closed();
}

} // namespace corespan::gui
