// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/centre_panel.h"

#include "gui/document/record_text.h"
#include "gui/panels/empty_page.h"
#include "gui/panels/find_bar.h"
#include "gui/parts/section_header.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace corespan::gui {

CentrePanel::CentrePanel(QWidget* parent)
    : QWidget(parent), m_header(new SectionHeader({})), m_find(new FindBar), m_pages(new QStackedWidget),
      m_tracks(new widgets::TrackView), m_empty(new EmptyPage)
{
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_tracks);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_tracks->setObjectName(QStringLiteral("trackView"));
    m_tracks->setEmptyText(tr("No record is chosen"), tr("Choose one in the review queue at the left, or press J."));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(scroll);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_find);
    layout->addWidget(m_pages, 1);
    showProject(false);
}

void CentrePanel::showProject(bool open)
{
    m_pages->setCurrentIndex(open ? 1 : 0);
    m_header->setVisible(open);
}

void CentrePanel::showHeader(const CurrentRecord& current)
{
    if (!current.isValid()) {
        m_header->setTitle({});
        m_header->setRemark({});
        return;
    }
    const Record& record = current.record;
    QStringList rest;
    if (!record.description.isEmpty())
        rest << record.description.toHtmlEscaped();
    rest << lengthText(record.length, record.alphabet);
    m_header->setTitle(QStringLiteral("<b>%1</b>&nbsp; <span style='font-weight:normal'>%2</span>")
                           .arg(record.name.toHtmlEscaped(), rest.join(QStringLiteral(" · "))));
    m_header->setToolTip(record.description.isEmpty() ? record.name
                                                      : record.name + QLatin1Char('\n') + record.description);
    const QString kin = kinText(current.kin.sameCount, current.kin.nearCount);
    m_header->setRemark(kin.isEmpty() ? curationText(current) : tr("%1 · %2").arg(kin, curationText(current)));
}

} // namespace corespan::gui
