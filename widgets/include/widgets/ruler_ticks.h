// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/viewport.h"

#include <QString>
#include <QVector>

namespace corespan::widgets {

struct RulerTick
{
    qint64 position = 0; ///< 0-based; its number is position + 1
    QString text;        ///< "10", "12,000", "1.5 M"
    bool operator==(const RulerTick&) const = default;
};

/// 1, 2 or 5 times a power of ten, so that ticks are at least `spacing` pixels apart; never below 1.
qint64 tickStep(double positionsPerPixel, double spacing);

/// Ticks in view at the 1-based multiples of the step; the last position gets one too where that leaves room.
QVector<RulerTick> rulerTicks(Viewport viewport, ViewportFrame frame, double spacing = 64.0);

} // namespace corespan::widgets
