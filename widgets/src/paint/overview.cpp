// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/scene.h"

#include "widgets/ruler_ticks.h"

namespace corespan::widgets {

QRectF overviewWindow(const QRect& overview, Viewport viewport, ViewportFrame frame)
{
    const double share = overview.width() / std::max(static_cast<double>(frame.length), 1.0);
    const double span = std::min(viewport.positionsPerPixel * frame.width, static_cast<double>(frame.length));
    constexpr double leastWidth = 8.0;
    const double width = std::max(span * share, leastWidth);
    const double left = std::min(viewport.first * share, overview.width() - width);
    return {overview.left() + left, static_cast<double>(overview.top()), width, static_cast<double>(overview.height())};
}

void paintOverview(QPainter& painter, const Scene& scene)
{
    const QRectF rect = scene.rect(Lane::Overview);
    const Theme& theme = scene.theme();
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.track);
    painter.drawRoundedRect(rect, 3, 3);

    QVector<PositionRange> cores = scene.curated();
    if (cores.isEmpty()) {
        for (const CoreSpan& core : scene.state.predicted) {
            cores.append(core.range);
        }
    }
    const double share = rect.width() / static_cast<double>(scene.state.record.length);
    painter.setBrush(theme.overviewCore);
    double paintedTo = -1.0;
    for (const PositionRange core : cores) {
        const double left = static_cast<double>(core.begin) * share;
        const double width = std::max(static_cast<double>(core.length()) * share, 2.0);
        if (core.isEmpty() || left + width <= paintedTo) {
            continue;
        }
        paintedTo = left + width;
        painter.drawRoundedRect(QRectF(rect.left() + left, rect.top() + 2, width, rect.height() - 4), 2, 2);
    }
    QColor veil = theme.accent;
    veil.setAlpha(showsWhole(scene.state.viewport, scene.frame()) ? 0 : 26);
    painter.setBrush(veil);
    painter.setPen(QPen(theme.accent, 1.5));
    painter.drawRoundedRect(overviewWindow(scene.rect(Lane::Overview), scene.state.viewport, scene.frame())
                                .adjusted(0.75, 0.75, -0.75, -0.75),
                            3, 3);
}

void paintRuler(QPainter& painter, const Scene& scene)
{
    const QRect rect = scene.rect(Lane::Ruler);
    painter.setFont(scene.smallFont);
    painter.setPen(scene.theme().mutedText);
    const QFontMetrics metrics(scene.smallFont);
    for (const RulerTick& tick : rulerTicks(scene.state.viewport, scene.frame())) {
        const double x = scene.x(static_cast<double>(tick.position) + 0.5);
        if (x < rect.left() - 1 || x > rect.left() + rect.width() + 1) {
            continue;
        }
        const double half = metrics.horizontalAdvance(tick.text) / 2.0 + 1.0;
        const double centre = std::min(x, scene.size.width() - half - 2.0);
        painter.drawText(QRectF(centre - half, rect.top(), 2 * half, rect.height() - 5), Qt::AlignCenter, tick.text);
        painter.drawLine(QPointF(x, rect.bottom() - 3), QPointF(x, rect.bottom() + 1));
    }
}

} // namespace corespan::widgets
