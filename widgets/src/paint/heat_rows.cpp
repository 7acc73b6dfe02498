// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/scene.h"

#include <QPainterPath>

namespace corespan::widgets {

namespace {

constexpr double leastSeparatedCell = 5.0;

void paintSeparators(QPainter& painter, const Scene& scene, const QRectF& rect)
{
    if (scene.pixelsPerPosition() < leastSeparatedCell) {
        return;
    }
    QColor line(Qt::white);
    line.setAlpha(34);
    painter.setPen(QPen(line, 1.0));
    const PositionRange visible = scene.visible();
    for (qint64 i = visible.begin + 1; i < visible.end; ++i) {
        const double x = scene.x(static_cast<double>(i));
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    }
}

/// The lane, as far as there is sequence.
QRectF filledPart(const Scene& scene, Lane lane)
{
    const QRectF rect = scene.rect(lane);
    const double end = scene.x(static_cast<double>(scene.state.record.length));
    return {rect.left(), rect.top(), std::clamp(end - rect.left(), 0.0, rect.width()), rect.height()};
}

void paintHeatRow(QPainter& painter, const Scene& scene, const QRectF& rect, const QImage& image)
{
    painter.fillRect(rect, scene.theme().track);
    if (image.isNull()) {
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(rect, image, QRectF(0, 0, rect.width() * scene.samples.ratio(), 1));
    paintSeparators(painter, scene, rect);
}

QPolygonF curvePoints(const Scene& scene, const QRectF& rect)
{
    QPolygonF points;
    const auto y = [&rect](float value) {
        return rect.bottom() - 1.0 - std::clamp(static_cast<double>(value), 0.0, 1.0) * (rect.height() - 6.0);
    };
    if (scene.pixelsPerPosition() * scene.samples.ratio() < 1.0) {
        const auto& values = scene.samples.core();
        for (std::size_t i = 0; i < values.size(); ++i) {
            points.append({rect.left() + (static_cast<double>(i) + 0.5) / scene.samples.ratio(), y(values[i])});
        }
        return points;
    }
    const MaxPyramid& core = scene.state.core;
    const PositionRange visible =
        PositionRange{scene.visible().begin - 1, scene.visible().end + 1}.intersected({0, core.size()});
    for (qint64 i = visible.begin; i < visible.end; ++i) {
        points.append({scene.x(static_cast<double>(i) + 0.5), y(core.at(i))});
    }
    // Out to the ends of the sequence, so that the first and last half residue are not bare.
    if (visible.begin == 0 && !points.isEmpty()) {
        points.prepend({scene.x(0.0), points.front().y()});
    }
    if (visible.end == core.size() && !points.isEmpty()) {
        points.append({scene.x(static_cast<double>(core.size())), points.back().y()});
    }
    return points;
}

void paintThreshold(QPainter& painter, const Scene& scene, const QRectF& rect)
{
    const double threshold = std::clamp(static_cast<double>(scene.state.threshold), 0.0, 1.0);
    const double y = rect.bottom() - 1.0 - threshold * (rect.height() - 6.0);
    painter.setPen(QPen(scene.theme().threshold, 1.0, Qt::DashLine));
    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y));
    painter.save();
    painter.setClipping(false);
    painter.setFont(scene.smallFont);
    painter.setPen(scene.theme().mutedText);
    painter.drawText(QRectF(rect.right() + 4, y - 10, 30, 20), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::number(threshold, 'g', 2));
    painter.restore();
}

} // namespace

void paintHeatRows(QPainter& painter, const Scene& scene)
{
    paintHeatRow(painter, scene, filledPart(scene, Lane::StartRow), scene.samples.start());
    paintHeatRow(painter, scene, filledPart(scene, Lane::EndRow), scene.samples.end());
    paintHeatRow(painter, scene, filledPart(scene, Lane::CoreRow), scene.samples.coreRow());
}

void paintTypeRows(QPainter& painter, const Scene& scene)
{
    const QRectF lane = filledPart(scene, Lane::TypeRows);
    const auto& images = scene.samples.typeRows();
    const int height = scene.layout.typeRowHeight;
    const QFont font =
        scaledFont(scene.smallFont, std::min(1.0, (height + 2.0) / QFontMetricsF(scene.smallFont).height()));
    const QFontMetrics metrics(font);
    for (std::size_t row = 0; row < images.size() && row < scene.state.types.size(); ++row) {
        const TypeRow& type = scene.state.types[row];
        const QRectF rect(lane.left(), lane.top() + static_cast<double>(row) * height, lane.width(), height - 1.0);
        painter.save();
        painter.setClipRect(rect);
        paintHeatRow(painter, scene, rect, images[row]);
        painter.restore();
        constexpr double swatch = 7.0;
        const QRectF name(4, rect.top(), lane.left() - 14 - swatch - 5, rect.height());
        painter.setPen(Qt::NoPen);
        painter.setBrush(type.color.isValid() ? type.color : scene.theme().predicted);
        painter.drawRect(QRectF(lane.left() - 10 - swatch, rect.center().y() - swatch / 2, swatch, swatch));
        painter.setFont(font);
        painter.setPen(scene.theme().text);
        painter.drawText(
            name, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
            metrics.elidedText(PaintText::tr("P(%1)").arg(type.name), Qt::ElideRight, static_cast<int>(name.width())));
    }
}

void paintCurve(QPainter& painter, const Scene& scene)
{
    const QRectF rect = scene.rect(Lane::Curve);
    const Theme& theme = scene.theme();
    const double baseline = rect.bottom() - 1.0;
    if (!scene.state.core.isEmpty()) {
        painter.save();
        painter.setClipRect(rect, Qt::IntersectClip);
        const QPolygonF points = curvePoints(scene, rect);
        if (!points.isEmpty()) {
            QPolygonF area = points;
            area << QPointF(points.back().x(), baseline) << QPointF(points.front().x(), baseline);
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.curveFill);
            painter.drawPolygon(area);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(theme.curve, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.drawPolyline(points);
        }
        painter.restore();
        paintThreshold(painter, scene, rect);
    }
    painter.setPen(QPen(scene.state.core.isEmpty() ? theme.border : theme.curve, 1.5));
    painter.drawLine(QPointF(rect.left(), baseline), QPointF(filledPart(scene, Lane::Curve).right(), baseline));
}

} // namespace corespan::widgets
