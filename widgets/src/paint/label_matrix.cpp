// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/scene.h"

namespace corespan::widgets {

namespace {

void paintRowNames(QPainter& painter, const Scene& scene, const QRectF& rect)
{
    QFont font = scene.smallFont;
    const double height = scene.layout.labelRowHeight;
    if (QFontMetricsF(font).height() > height) {
        font = scaledFont(font, height / QFontMetricsF(font).height());
    }
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    double width = 0.0;
    for (const LabelStyle& style : scene.state.labelSet) {
        width = std::max(width, metrics.horizontalAdvance(style.name) + 10);
    }
    for (int row = 0; row < scene.state.labelSet.size(); ++row) {
        const LabelStyle& style = scene.state.labelSet[row];
        const QRectF line(rect.left(), rect.top() + row * height, rect.width(), height);
        QRectF ground(line.right() - width, line.top(), width, height - 1);
        QColor veil = scene.theme().track;
        veil.setAlpha(225);
        painter.fillRect(ground, veil);
        painter.setPen(scene.theme().text);
        painter.drawText(ground.adjusted(0, 0, -5, 0), Qt::AlignRight | Qt::AlignVCenter, style.name);
    }
}

} // namespace

void paintLabelMatrix(QPainter& painter, const Scene& scene)
{
    const QRectF rect = scene.rect(Lane::LabelMatrix);
    if (rect.isEmpty()) {
        return;
    }
    painter.fillRect(rect, scene.theme().track);
    if (!scene.samples.matrix().isNull()) {
        const QImage& image = scene.samples.matrix();
        const QSizeF size(rect.width(), static_cast<double>(image.height()) / scene.samples.ratio());
        painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
        painter.drawImage(QRectF(rect.topLeft(), size), image,
                          QRectF(0, 0, rect.width() * scene.samples.ratio(), image.height()));
    }
    painter.setPen(QPen(scene.theme().window, 1.0));
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int row = 1; row < scene.state.labelSet.size(); ++row) {
        const int y = static_cast<int>(rect.top()) + row * scene.layout.labelRowHeight - 1;
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    paintRowNames(painter, scene, rect);
}

} // namespace corespan::widgets
