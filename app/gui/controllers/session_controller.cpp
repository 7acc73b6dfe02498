// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/session_controller.h"

#include "gui/panels/queue_panel.h"

#include <QLocale>
#include <QTimer>

#include <cmath>

namespace corespan::gui {

namespace {

constexpr int kPause = 300; ///< ms

QString hoursText(double hours)
{
    if (hours < 1.0)
        return SessionController::tr("%1 min").arg(std::max(1, int(std::lround(hours * 60.0))));
    return SessionController::tr("%1 h").arg(QLocale().toString(hours, 'f', hours < 10.0 ? 1 : 0));
}

} // namespace

QString sessionText(const SessionProgress& progress, const StateCounts& counts)
{
    if (progress.decided == 0 && progress.compared == 0)
        return {};
    const QLocale locale;
    const qint64 left = counts.total - counts.reviewed();
    const double perHour = progress.perHour();
    QStringList parts;
    parts << SessionController::tr("%1 decided").arg(locale.toString(qint64(progress.decided)));
    if (perHour > 0.0)
        parts << SessionController::tr("%1 an hour").arg(locale.toString(qint64(std::llround(perHour))));
    if (left > 0 && perHour > 0.0)
        parts << SessionController::tr("%1 left, %2").arg(locale.toString(left), hoursText(double(left) / perHour));
    else
        parts << SessionController::tr("%1 left").arg(locale.toString(left));
    if (progress.compared > 0)
        parts << SessionController::tr("%1 of %2 as the model").arg(progress.agreed).arg(progress.compared);
    return parts.join(QStringLiteral(" · "));
}

SessionController::SessionController(Document& document, QueuePanel& panel, QObject* parent)
    : QObject(parent), m_document(document), m_panel(panel), m_soon(new QTimer(this))
{
    m_soon->setSingleShot(true);
    m_soon->setInterval(kPause);
    connect(m_soon, &QTimer::timeout, this, &SessionController::show);
    const auto soon = [this] {
        if (!m_soon->isActive())
            m_soon->start();
    };
    connect(&m_document, &Document::opened, this, [this] {
        const auto last = m_document.reader().lastEdit();
        m_since = last ? *last : EditId::None;
        show();
    });
    connect(&m_document, &Document::closed, this, [this] { m_panel.setSession({}, {}); });
    connect(&m_document, &Document::recordsChanged, this, soon);
    connect(&m_document, &Document::runsChanged, this, soon);
}

void SessionController::show()
{
    if (!m_document.isOpen())
        return;
    const auto progress = m_document.reader().session(m_since, m_document.shownRun());
    if (!progress)
        return; // the next change tries again
    m_panel.setSession(sessionText(*progress, m_document.counts()),
                       tr("Since the project was opened; pauses of more than five minutes do not count. Agreement: of "
                          "the last 100 decisions made one by one, those that left the run's cores as they were."));
}

} // namespace corespan::gui
