// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/scene.h"

#include <cmath>

namespace corespan::widgets {

namespace {

constexpr double leastLetter = 7.0; ///< px a letter
constexpr double leastText = 14.0;  ///< px of a span that says what it is
constexpr int rowGap = 2;

void paintSpans(QPainter& painter, const Scene& scene, const ExtraRow& row, const QRectF& rect)
{
    const PositionRange visible = scene.visible();
    const QFontMetrics metrics(scene.smallFont);
    painter.setFont(scene.smallFont);
    double paintedTo = -1e9;
    const QVector<LaneSpan>& spans = row.lane().spans;
    for (qsizetype i = row.firstSpan(visible.begin); i < spans.size() && spans[i].range.begin < visible.end; ++i) {
        const LaneSpan& span = spans[i];
        const double left = std::max(scene.x(static_cast<double>(span.range.begin)), rect.left());
        const double right = std::min(scene.x(static_cast<double>(span.range.end)), rect.right() + 1.0);
        const double width = std::max(right - left, 1.0);
        if (right <= left - 1.0 || (width < 1.5 && left + width <= paintedTo)) {
            continue; // not in view, or in a pixel that is painted
        }
        paintedTo = std::max(paintedTo, left + width);
        const QColor color = span.color.isValid() ? span.color : scene.theme().alternative;
        const QRectF bar(left, rect.top() + 1.0, width, rect.height() - 2.0);
        painter.fillRect(bar, color);
        if (width > 4.0) { // neighbours of one colour are told apart
            painter.fillRect(QRectF(bar.right() - 1.0, bar.top(), 1.0, bar.height()), scene.theme().window);
        }
        if (width >= leastText && !span.text.isEmpty()) {
            const QString text = metrics.elidedText(span.text, Qt::ElideRight, static_cast<int>(width) - 4);
            painter.setPen(textColorOn(color));
            if (text.size() > 1 || text == span.text) {
                painter.drawText(bar, Qt::AlignCenter, text);
            }
        }
    }
}

void paintCurve(QPainter& painter, const Scene& scene, const ExtraRow& row, const std::vector<ExtraColumn>& columns,
                const QRectF& rect)
{
    const ExtraLane& lane = row.lane();
    const double span = std::max(static_cast<double>(lane.high) - static_cast<double>(lane.low), 1e-9);
    const auto y = [&](float value) {
        const double share = (static_cast<double>(value) - static_cast<double>(lane.low)) / span;
        return rect.bottom() - std::clamp(share, 0.0, 1.0) * rect.height();
    };
    const double baseline = y(lane.baseline);
    painter.setPen(QPen(scene.theme().border, 1.0));
    painter.drawLine(QPointF(rect.left(), baseline), QPointF(rect.right(), baseline));
    const double step = 1.0 / scene.samples.ratio();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (std::isnan(columns[i].high)) {
            continue;
        }
        const double top = std::min(y(columns[i].high), baseline);
        const double bottom = std::max(y(columns[i].low), baseline);
        const double x = rect.left() + static_cast<double>(i) * step;
        painter.fillRect(QRectF(x, top, step, std::max(baseline - top, 0.0)), scene.theme().curve);
        painter.fillRect(QRectF(x, baseline, step, std::max(bottom - baseline, 0.0)), scene.theme().curatedLine);
    }
}

void paintLetters(QPainter& painter, const Scene& scene, const ExtraLane& lane, const QRectF& rect)
{
    const double cell = scene.pixelsPerPosition() * lane.letterWidth;
    if (cell < leastLetter) {
        return;
    }
    const double width = QFontMetricsF(scene.smallFont).horizontalAdvance(u'W');
    painter.setFont(width > cell ? scaledFont(scene.smallFont, cell / width) : scene.smallFont);
    const PositionRange visible = scene.visible().intersected({0, lane.letters.size()});
    for (qint64 i = visible.begin; i < visible.end; ++i) {
        if (lane.letters[i] != ' ') {
            painter.setPen(lane.letters[i] == '*' ? scene.theme().bad : scene.theme().text);
            const double middle = scene.x(static_cast<double>(i) + 0.5);
            painter.drawText(QRectF(middle - cell / 2.0, rect.top(), cell, rect.height()), Qt::AlignCenter,
                             QString(QLatin1Char(lane.letters[i])));
        }
    }
}

void paintName(QPainter& painter, const Scene& scene, const QString& name, const QRectF& rect)
{
    const QRectF place(4, rect.top(), rect.left() - 14, rect.height());
    painter.setFont(scene.smallFont);
    painter.setPen(scene.theme().mutedText);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                     QFontMetrics(scene.smallFont).elidedText(name, Qt::ElideMiddle, static_cast<int>(place.width())));
}

} // namespace

void paintExtraLanes(QPainter& painter, const Scene& scene)
{
    const QRectF lanes = scene.rect(Lane::Extra);
    double top = lanes.top();
    for (std::size_t i = 0; i < scene.state.extras.size(); ++i) {
        const ExtraRow& row = *scene.state.extras[i];
        const int height = row.height(scene.layout.fontHeight);
        const QRectF rect(lanes.left(), top, lanes.width(), height - rowGap);
        top += height;
        paintName(painter, scene, row.lane().name, rect);
        painter.save();
        painter.setClipRect(rect);
        paintSpans(painter, scene, row, rect);
        if (row.hasCurve() && i < scene.samples.extras().size()) {
            paintCurve(painter, scene, row, scene.samples.extras()[i], rect);
        }
        if (!row.lane().letters.isEmpty()) {
            paintLetters(painter, scene, row.lane(), rect);
        }
        painter.restore();
    }
}

} // namespace corespan::widgets
