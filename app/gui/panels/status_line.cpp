// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/status_line.h"

#include "gui/parts/elided_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>

#include <algorithm>

namespace corespan::gui {

namespace {
constexpr int kBarSteps = 1000; ///< resolution of the bar: totals may be beyond int
}

StatusLine::StatusLine(QWidget* parent)
    : QFrame(parent), m_text(new ElidedLabel), m_bar(new QProgressBar), m_detail(new QLabel),
      m_cancel(new QPushButton(tr("Cancel"))), m_saved(new QLabel), m_retry(new QPushButton(tr("Try again")))
{
    setObjectName(QStringLiteral("statusLine"));
    m_text->setObjectName(QStringLiteral("jobText"));
    m_detail->setObjectName(QStringLiteral("muted"));
    m_cancel->setObjectName(QStringLiteral("cancelJob"));
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(240, 6);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setFocusPolicy(Qt::TabFocus);
    m_retry->setFocusPolicy(Qt::TabFocus);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(12);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addWidget(m_detail);
    layout->addWidget(m_cancel);
    layout->addStretch(1);
    layout->addWidget(m_saved);
    layout->addWidget(m_retry);
    setFixedHeight(38);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (hasJob())
            emit cancelRequested(m_jobs.last().first);
    });
    connect(m_retry, &QPushButton::clicked, this, &StatusLine::retryRequested);
    showTopJob();
    showNoProject();
}

void StatusLine::showJob(Job job, const Progress& progress)
{
    const auto same =
        std::find_if(m_jobs.begin(), m_jobs.end(), [job](const auto& known) { return known.first == job; });
    if (same == m_jobs.end())
        m_jobs.append({job, progress});
    else
        same->second = progress;
    showTopJob();
}

void StatusLine::endJob(Job job, const QString& text)
{
    m_jobs.removeIf([job](const auto& known) { return known.first == job; });
    showTopJob();
    tell(text);
}

void StatusLine::showTopJob()
{
    const bool any = hasJob();
    m_bar->setVisible(any);
    m_detail->setVisible(any);
    m_cancel->setVisible(any);
    if (!any)
        return;
    const Progress& progress = m_jobs.last().second;
    m_text->setText(progress.text);
    m_bar->setRange(0, progress.total > 0 ? kBarSteps : 0);
    m_bar->setValue(progress.total > 0 ? int(progress.done * kBarSteps / progress.total) : 0);
    m_detail->setText(progress.detail);
    m_detail->setToolTip(progress.toolTip);
}

void StatusLine::tell(const QString& text)
{
    if (!hasJob())
        m_text->setText(text);
}

QString StatusLine::jobText() const
{
    return m_text->text();
}

QString StatusLine::savedText() const
{
    return m_saved->text();
}

void StatusLine::showSaved(const StoreActivity& activity, const QString& reason)
{
    m_retry->setVisible(activity.unsaved > 0);
    m_saved->setToolTip({});
    if (activity.unsaved > 0) {
        const QString count = activity.unsaved == 1 ? tr("1 correction") : tr("%1 corrections").arg(activity.unsaved);
        setSaved(tr("Not saved: %1 kept in memory").arg(count), QStringLiteral("bad"));
        m_saved->setToolTip(reason);
    } else if (activity.edits > 0) {
        setSaved(tr("Saving…"), QStringLiteral("busy"));
    } else {
        setSaved(tr("Saved · all corrections on disk"), QStringLiteral("good"));
    }
}

void StatusLine::showReadOnly(const QString& text)
{
    m_retry->hide();
    setSaved(text, QStringLiteral("busy"));
}

void StatusLine::showNoProject()
{
    m_retry->hide();
    setSaved({}, QStringLiteral("busy"));
}

void StatusLine::setSaved(const QString& text, const QString& look)
{
    m_saved->setText(text);
    if (m_saved->objectName() == look)
        return;
    m_saved->setObjectName(look);
    m_saved->style()->unpolish(m_saved);
    m_saved->style()->polish(m_saved);
}

} // namespace corespan::gui
