// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ruler_ticks.h"

#include <QLocale>

#include <cmath>

namespace corespan::widgets {

namespace {

QString tickText(qint64 number, qint64 step)
{
    const QLocale locale(QLocale::English);
    if (step >= 100'000) {
        return locale.toString(static_cast<double>(number) / 1e6, 'g', 6) + QStringLiteral(" M");
    }
    return locale.toString(number);
}

} // namespace

qint64 tickStep(double positionsPerPixel, double spacing)
{
    const double least = std::max(positionsPerPixel * spacing, 1.0);
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1.0 - 1e-9)) {
            return std::llround(factor * power);
        }
    }
    return std::llround(10.0 * power);
}

QVector<RulerTick> rulerTicks(Viewport viewport, ViewportFrame frame, double spacing)
{
    QVector<RulerTick> ticks;
    const PositionRange visible = visiblePositions(viewport, frame);
    if (visible.isEmpty()) {
        return ticks;
    }
    const qint64 step = tickStep(viewport.positionsPerPixel, spacing);
    for (qint64 number = (visible.begin / step + 1) * step; number <= visible.end; number += step) {
        ticks.append({number - 1, tickText(number, step)});
    }
    const bool last = visible.end == frame.length;
    const double room = spacing * viewport.positionsPerPixel * 0.75;
    if (last && (ticks.isEmpty() || static_cast<double>(frame.length - 1 - ticks.back().position) >= room)) {
        ticks.append({frame.length - 1, tickText(frame.length, 1)});
    }
    return ticks;
}

} // namespace corespan::widgets
