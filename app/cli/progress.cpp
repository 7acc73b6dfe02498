// SPDX-License-Identifier: GPL-3.0-or-later
#include "progress.h"

#include <QLocale>

#include <cstdio>

#include <unistd.h>

namespace corespan::cli {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto drawEvery = std::chrono::milliseconds(100);
constexpr double rateAfter = 0.5; // seconds: before that a rate says little

QString duration(double seconds)
{
    const qint64 whole = qRound64(seconds);
    if (whole < 60)
        return QStringLiteral("%1 s").arg(whole);
    if (whole < 3600)
        return QStringLiteral("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return QStringLiteral("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60);
}

} // namespace

Progress::Progress(QString what, QString unit)
    : m_what(std::move(what)), m_unit(std::move(unit)), m_terminal(isatty(STDERR_FILENO) == 1), m_start(Clock::now())
{
}

Progress::~Progress()
{
    clear();
}

void Progress::update(std::int64_t done, std::int64_t total)
{
    if (!due())
        return;
    const QLocale locale(QLocale::English);
    QString line = total > 0 ? QStringLiteral("%1 %2 of %3 %4")
                                   .arg(m_what, locale.toString(qint64(done)), locale.toString(qint64(total)), m_unit)
                             : QStringLiteral("%1 %2 %3").arg(m_what, locale.toString(qint64(done)), m_unit);
    const double seconds = std::chrono::duration<double>(Clock::now() - m_start).count();
    if (done > 0 && seconds > rateAfter) {
        const double rate = static_cast<double>(done) / seconds;
        line += QStringLiteral(" · %1/s").arg(locale.toString(rate, 'f', rate < 10.0 ? 1 : 0));
        if (total > done)
            line += QStringLiteral(" · %1 left").arg(duration(static_cast<double>(total - done) / rate));
    }
    draw(line);
}

void Progress::say(const QString& line)
{
    if (due())
        draw(line);
}

void Progress::clear()
{
    if (m_shown)
        std::fputs("\r\033[K", stderr);
    m_shown = false;
}

bool Progress::due()
{
    if (!m_terminal)
        return false;
    const auto now = Clock::now();
    if (m_shown && now - m_last < drawEvery)
        return false;
    m_last = now;
    return true;
}

void Progress::draw(const QString& line)
{
    // Cleared to the end of the line; wrapping is switched off around it, as a wrapped line cannot be redrawn.
    std::fprintf(stderr, "\r\033[?7l%s\033[K\033[?7h", line.toUtf8().constData());
    std::fflush(stderr);
    m_shown = true;
}

} // namespace corespan::cli
