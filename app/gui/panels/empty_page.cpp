// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/empty_page.h"

#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {
constexpr int kShownRecent = 6;
}

EmptyPage::EmptyPage(QWidget* parent)
    : QWidget(parent), m_demo(new QPushButton(tr("Open the demo"))), m_recentHeading(new QLabel(tr("Recent projects"))),
      m_recent(new QVBoxLayout)
{
    auto* heading = new QLabel(tr("No project is open"));
    heading->setObjectName(QStringLiteral("emptyHeading"));
    QFont font = heading->font();
    font.setPixelSize(20);
    heading->setFont(font);
    auto* advice = new QLabel(tr("Open a project, or import sequences (FASTA, GenBank, 3-line, JSONL) into a new one. "
                                 "Then predict: CoreSpan finds the core of each sequence, and you correct it."));
    advice->setObjectName(QStringLiteral("muted"));
    advice->setWordWrap(true);
    advice->setFixedWidth(460);
    auto* open = new QPushButton(tr("Open project…"));
    open->setProperty("primary", true);
    auto* import = new QPushButton(tr("Import sequences…"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton* button : {open, import, m_demo})
        buttons->addWidget(button);
    buttons->addStretch(1);
    m_recentHeading->setObjectName(QStringLiteral("sectionTitle"));
    m_recent->setSpacing(0);

    auto* column = new QVBoxLayout;
    column->setSpacing(14);
    column->addStretch(2);
    column->addWidget(heading);
    column->addWidget(advice);
    column->addLayout(buttons);
    column->addSpacing(8);
    column->addWidget(m_recentHeading);
    column->addLayout(m_recent);
    column->addStretch(3);
    auto* layout = new QHBoxLayout(this);
    layout->addStretch(1);
    layout->addLayout(column);
    layout->addStretch(1);

    connect(open, &QPushButton::clicked, this, &EmptyPage::openRequested);
    connect(import, &QPushButton::clicked, this, &EmptyPage::importRequested);
    connect(m_demo, &QPushButton::clicked, this, &EmptyPage::demoRequested);
    setRecent({});
}

void EmptyPage::setRecent(const QStringList& projects)
{
    while (QLayoutItem* item = m_recent->takeAt(0)) {
        if (QWidget* button = item->widget())
            button->deleteLater(); // it may be the one whose click led here
        delete item;
    }
    m_recentHeading->setVisible(!projects.isEmpty());
    for (const QString& project : projects.mid(0, kShownRecent)) {
        auto* button = new QPushButton(QFileInfo(project).fileName());
        button->setProperty("flat", true);
        button->setToolTip(QDir::toNativeSeparators(project));
        button->setCursor(Qt::PointingHandCursor);
        connect(button, &QPushButton::clicked, this, [this, project] { emit recentRequested(project); });
        m_recent->addWidget(button, 0, Qt::AlignLeft);
    }
}

void EmptyPage::setDemoAvailable(bool available)
{
    m_demo->setVisible(available);
}

} // namespace corespan::gui
