// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/scene.h"

namespace corespan::widgets {

namespace {

constexpr int letterGap = 4; ///< between the lane and a row's letter
constexpr double leastLetterPixels = 9.0;

/// Where `row` is, which may be outside the lane's view.
QRectF rowRect(const Scene& scene, const QRectF& rect, int row)
{
    const int height = scene.layout.labelRowHeight;
    return {rect.left(), rect.top() + row * height - scene.marks.rowScroll, rect.width(), static_cast<double>(height)};
}

/// The largest size up to that of `font` whose letters fit a row, but for their outermost pixels.
QFont rowFont(const QFont& font, double rowHeight)
{
    const double height = QFontMetricsF(font).ascent() + 1.0;
    return height > rowHeight ? scaledFont(font, std::max(rowHeight / height, leastLetterPixels / font.pixelSize()))
                              : font;
}

void paintNames(QPainter& painter, const Scene& scene, const QRectF& rect)
{
    const QFont font = rowFont(scene.smallFont, scene.layout.labelRowHeight);
    const QFontMetricsF metrics(font);
    double width = 0.0;
    for (const LabelStyle& style : scene.state.labelSet) {
        width = std::max(width, style.name.size() > 1 ? metrics.horizontalAdvance(style.name) + 10 : 0.0);
    }
    if (width == 0.0) {
        return; // the letters beside the rows say it all
    }
    painter.setFont(font);
    QColor veil = scene.theme().track;
    veil.setAlpha(225);
    for (int row = 0; row < scene.state.labelSet.size(); ++row) {
        const QRectF line = rowRect(scene, rect, row);
        const QRectF ground(line.right() - width, line.top(), width, line.height() - 1);
        painter.fillRect(ground, veil);
        painter.setPen(scene.theme().text);
        painter.drawText(ground.adjusted(0, 0, -5, 0), Qt::AlignRight | Qt::AlignVCenter,
                         scene.state.labelSet[row].name);
    }
}

/// Beside the lane, so that they cover no data.
void paintLetters(QPainter& painter, const Scene& scene, const QRectF& rect)
{
    const double side = std::min(scene.layout.labelRowHeight - 1.0, 15.0);
    QFont font = rowFont(scaledFont(scene.smallFont, 0.92), side);
    font.setBold(true);
    painter.setFont(font);
    for (int row = 0; row < scene.state.labelSet.size(); ++row) {
        const QRectF line = rowRect(scene, rect, row);
        const double top = line.top() + (line.height() - 1.0 - side) / 2.0;
        paintLabelBox(painter, QRectF(rect.right() + letterGap, top, side, side), scene.state.labelSet[row], true);
    }
}

void paintRows(QPainter& painter, const Scene& scene, const QRectF& rect)
{
    const QImage& image = scene.samples.matrix();
    if (!image.isNull()) {
        const double ratio = scene.samples.ratio();
        const double top = scene.marks.rowScroll * ratio;
        const double height = std::min(rect.height() * ratio, image.height() - top);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
        painter.drawImage(QRectF(rect.left(), rect.top(), rect.width(), height / ratio), image,
                          QRectF(0, top, rect.width() * ratio, height));
    }
    painter.setPen(QPen(scene.theme().window, 1.0));
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int row = 1; row < scene.state.labelSet.size(); ++row) {
        const int y = static_cast<int>(rowRect(scene, rect, row).top()) - 1;
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y));
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

} // namespace

void paintLabelMatrix(QPainter& painter, const Scene& scene)
{
    const QRectF rect = scene.rect(Lane::LabelMatrix);
    if (rect.isEmpty()) {
        return;
    }
    painter.save();
    painter.setClipRect(rect.adjusted(0, 0, scene.size.width() - rect.right(), 0));
    painter.fillRect(rect, scene.theme().track);
    paintRows(painter, scene, rect);
    paintNames(painter, scene, rect);
    paintLetters(painter, scene, rect);
    if (scene.samples.matrix().isNull() && scene.marks.interactive && !scene.state.notes.labelMatrix.isEmpty()) {
        painter.setFont(scene.smallFont);
        const QFontMetricsF metrics(scene.smallFont);
        const QString note = metrics.elidedText(scene.state.notes.labelMatrix, Qt::ElideRight, rect.width() - 40);
        QRectF ground(QPointF(), QSizeF(metrics.horizontalAdvance(note) + 20, metrics.height() + 8));
        ground.moveCenter(rect.center());
        painter.fillRect(ground, scene.theme().track);
        painter.setPen(scene.theme().mutedText);
        painter.drawText(ground, Qt::AlignCenter, note);
    }
    painter.restore();
}

} // namespace corespan::widgets
