// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/core_field.h"

#include "core/domain/edits.h"
#include "core/domain/span_text.h"
#include "gui/document/record_text.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace corespan::gui {

QVector<Core> parseCores(const QString& text, std::int64_t length, QString& problem)
{
    QVector<Core> cores;
    for (const QString& part : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        QString plain = part.trimmed();
        const bool openBegin = plain.startsWith(QLatin1Char('<'));
        const bool openEnd = plain.endsWith(QLatin1Char('>'));
        plain = plain.mid(openBegin ? 1 : 0).chopped(openEnd ? 1 : 0);
        const auto span = parseSpan(plain.trimmed(), length);
        if (!span) {
            problem = CoreField::tr("\"%1\" is no core between 1 and %2: type 25–54 or [24, 54)")
                          .arg(part.trimmed())
                          .arg(length);
            return {};
        }
        Core core{*span};
        core.openBegin = openBegin;
        core.openEnd = openEnd;
        cores << core;
    }
    std::sort(cores.begin(), cores.end(), [](const Core& a, const Core& b) { return a.span < b.span; });
    problem = cores.isEmpty() ? CoreField::tr("Type a core as 25–54 or [24, 54)") : coresProblem(cores, length);
    return problem.isEmpty() ? cores : QVector<Core>{};
}

CoreField::CoreField(QWidget* parent) : QWidget(parent), m_field(new QLineEdit), m_other(new QLabel)
{
    m_field->setObjectName(QStringLiteral("coreField"));
    m_field->setAccessibleName(tr("Coordinates of the core"));
    m_field->setPlaceholderText(tr("25–54 or [24, 54)"));
    m_field->setToolTip(tr("1-based with both ends, 25–54, or 0-based half-open, [24, 54); < and > say that an end is "
                           "open. Enter sets the core."));
    m_other->setObjectName(QStringLiteral("muted"));
    m_other->setWordWrap(true);
    auto* label = new QLabel(tr("Core"));
    label->setBuddy(m_field);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_field, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_other);
    connect(m_field, &QLineEdit::returnPressed, this, &CoreField::commit);
    connect(m_field, &QLineEdit::textEdited, this, [this] { complain({}); });
}

void CoreField::setCores(const QVector<Core>& cores, std::int64_t length, bool writable)
{
    const bool same = cores == m_cores && length == m_length;
    m_cores = cores;
    m_length = length;
    m_field->setEnabled(length > 0 && writable);
    if (same && m_field->isModified())
        return;
    constexpr qsizetype most = 12; // more are not to be written over by one line
    if (cores.size() > most) {
        m_field->setEnabled(false);
        m_field->setText(tr("%1 cores: see the table").arg(cores.size()));
        complain({});
        m_other->hide();
        return;
    }
    QStringList shown;
    QStringList other;
    for (const Core& core : cores) {
        shown << (core.openBegin ? QStringLiteral("<") : QString()) + closedText(core.span) +
                     (core.openEnd ? QStringLiteral(">") : QString());
        other << halfOpenText(core.span);
    }
    m_field->setText(shown.join(QStringLiteral("; ")));
    complain({});
    m_other->setText(other.join(QStringLiteral("; ")));
    m_other->setVisible(!other.isEmpty());
}

void CoreField::commit()
{
    QString problem;
    const QVector<Core> cores = parseCores(m_field->text(), m_length, problem);
    if (!problem.isEmpty()) {
        complain(problem);
        return;
    }
    m_field->setModified(false);
    emit typed(cores);
}

void CoreField::complain(const QString& text)
{
    const bool wrong = !text.isEmpty();
    if (wrong) {
        m_other->setText(text);
        m_other->show();
    }
    if (m_field->property("wrong").toBool() == wrong)
        return;
    m_field->setProperty("wrong", wrong);
    m_other->setObjectName(wrong ? QStringLiteral("fieldError") : QStringLiteral("muted"));
    for (QWidget* widget : {static_cast<QWidget*>(m_field), static_cast<QWidget*>(m_other)}) {
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
    }
}

} // namespace corespan::gui
