// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/scene.h"

namespace corespan::widgets {

namespace {

constexpr int chooserOffset = LaneSamples::colorBarWidth + 20;
constexpr int labelsOffset = chooserOffset + 100;
constexpr int swatch = 14;
constexpr int swatchGap = 6;
constexpr int itemGap = 18;

QString chooserText(const QString& name)
{
    return name + QStringLiteral(" \u25be");
}

/// A label whose name is its letter needs no name beside the swatch.
int itemWidth(const LabelStyle& style, const QFontMetrics& metrics)
{
    return style.name.size() == 1 ? swatch : swatch + swatchGap + metrics.horizontalAdvance(style.name);
}

int gapAfter(const LabelStyle& style)
{
    return style.name.size() == 1 ? itemGap / 2 : itemGap;
}

/// Places of the legend's items beside the colour bar, relative to the legend's top left, row after row.
QVector<QPoint> itemPlaces(const LabelSet& labels, int width, const QFontMetrics& metrics)
{
    QVector<QPoint> places;
    int x = labelsOffset;
    int row = 0;
    for (const LabelStyle& style : labels) {
        const int needed = itemWidth(style, metrics);
        if (x + needed > width && x > labelsOffset) {
            x = labelsOffset;
            ++row;
        }
        places.append({x, row * (metrics.height() + 5)});
        x += needed + gapAfter(style);
    }
    return places;
}

} // namespace

QRect scaleChooserRect(const QRect& legend, const QFontMetrics& metrics, const QString& scaleName)
{
    const int width = metrics.horizontalAdvance(chooserText(scaleName));
    return {legend.left() + chooserOffset - 4, legend.top() - 4, width + 8, metrics.height() + 6};
}

int legendRowCount(const LabelSet& labels, int width, const QFontMetrics& metrics)
{
    const QVector<QPoint> places = itemPlaces(labels, width, metrics);
    return places.isEmpty() ? 1 : places.back().y() / (metrics.height() + 5) + 1;
}

void paintLegend(QPainter& painter, const Scene& scene)
{
    const QRect rect = scene.rect(Lane::Legend);
    const QFontMetrics metrics(scene.smallFont);
    const QRect bar(rect.left(), rect.top(), LaneSamples::colorBarWidth, LaneSamples::colorBarHeight);
    painter.drawImage(bar, scene.samples.colorBar());
    painter.setFont(scene.smallFont);
    painter.setPen(scene.theme().mutedText);
    const QRect numbers(bar.left(), bar.bottom() + 3, bar.width(), metrics.height());
    painter.drawText(numbers, Qt::AlignLeft | Qt::AlignTop, QStringLiteral("0"));
    painter.drawText(numbers, Qt::AlignRight | Qt::AlignTop, QStringLiteral("1"));
    const QString name = scene.state.scale.name();
    painter.drawText(scaleChooserRect(rect, metrics, name), Qt::AlignCenter,
                     scene.marks.interactive ? chooserText(name) : name);

    const QVector<QPoint> places = itemPlaces(scene.state.labelSet, rect.width(), metrics);
    QFont letters = scaledFont(scene.smallFont, 0.9);
    letters.setBold(true);
    for (int i = 0; i < places.size(); ++i) {
        const LabelStyle& style = scene.state.labelSet[i];
        const QPoint place = rect.topLeft() + places[i];
        painter.setFont(letters);
        paintLabelBox(painter, QRectF(place.x(), place.y() - 2, swatch, swatch), style, true);
        if (style.name.size() > 1) {
            painter.setFont(scene.smallFont);
            painter.setPen(scene.theme().text);
            painter.drawText(QRect(place.x() + swatch + swatchGap, place.y() - 2 + (swatch - metrics.height()) / 2,
                                   metrics.horizontalAdvance(style.name) + 2, metrics.height()),
                             Qt::AlignLeft | Qt::AlignVCenter, style.name);
        }
    }
}

} // namespace corespan::widgets
