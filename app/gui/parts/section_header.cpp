// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/section_header.h"

#include <QHBoxLayout>
#include <QLabel>

namespace corespan::gui {

SectionHeader::SectionHeader(const QString& title, QWidget* parent)
    : QFrame(parent), m_title(new QLabel(title)), m_remark(new QLabel)
{
    setObjectName(QStringLiteral("sectionHeader"));
    m_title->setObjectName(QStringLiteral("sectionTitle"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_remark->setObjectName(QStringLiteral("sectionRemark"));
    m_remark->setTextFormat(Qt::PlainText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_remark);
}

void SectionHeader::setTitle(const QString& html)
{
    m_title->setText(html);
}

void SectionHeader::setRemark(const QString& text)
{
    m_remark->setText(text);
}

} // namespace corespan::gui
