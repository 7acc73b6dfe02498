// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/scene.h"

namespace corespan::widgets {

namespace {

constexpr int chooserOffset = LaneSamples::colorBarWidth + 30; ///< after the bar and its "1"
constexpr int labelsOffset = chooserOffset + 90;
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

/// Left edges of the legend's items beside the colour bar, relative to the legend. None where they do not all fit: each
/// label row shows its own colour and letter, and half a legend would mislead.
QVector<int> itemPlaces(const LabelSet& labels, int width, const QFontMetrics& metrics)
{
    QVector<int> places;
    int x = labelsOffset;
    int end = x;
    for (const LabelStyle& style : labels) {
        places.append(x);
        end = x + itemWidth(style, metrics);
        x = end + gapAfter(style);
    }
    return end <= width ? places : QVector<int>();
}

void paintItems(QPainter& painter, const Scene& scene, const QRect& rect)
{
    const QFontMetrics metrics(scene.smallFont);
    const QVector<int> places = itemPlaces(scene.state.labelSet, rect.width(), metrics);
    QFont letters = scaledFont(scene.smallFont, 0.9);
    letters.setBold(true);
    for (int i = 0; i < places.size(); ++i) {
        const LabelStyle& style = scene.state.labelSet[i];
        const QRect box(rect.left() + places[i], rect.top() + (rect.height() - swatch) / 2, swatch, swatch);
        painter.setFont(letters);
        paintLabelBox(painter, box, style, true);
        if (style.name.size() > 1) {
            painter.setFont(scene.smallFont);
            painter.setPen(scene.theme().text);
            painter.drawText(
                QRect(box.right() + swatchGap, rect.top(), metrics.horizontalAdvance(style.name) + 2, rect.height()),
                Qt::AlignLeft | Qt::AlignVCenter, style.name);
        }
    }
}

} // namespace

QRect scaleChooserRect(const QRect& legend, const QFontMetrics& metrics, const QString& scaleName)
{
    const int width = metrics.horizontalAdvance(chooserText(scaleName));
    return {legend.left() + chooserOffset - 4, legend.top(), width + 8, legend.height()};
}

void paintLegend(QPainter& painter, const Scene& scene)
{
    const QRect rect = scene.rect(Lane::Legend);
    const QRect bar(rect.left(), rect.center().y() - LaneSamples::colorBarHeight / 2, LaneSamples::colorBarWidth,
                    LaneSamples::colorBarHeight);
    painter.drawImage(bar, scene.samples.colorBar());
    painter.setFont(scene.smallFont);
    painter.setPen(scene.theme().mutedText);
    // The "0" is the end of the lane's name.
    painter.drawText(QRect(bar.right() + 6, rect.top(), 20, rect.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     QStringLiteral("1"));
    const QString name = scene.state.scale.name();
    painter.drawText(scaleChooserRect(rect, QFontMetrics(scene.smallFont), name), Qt::AlignCenter,
                     scene.marks.interactive ? chooserText(name) : name);
    paintItems(painter, scene, rect);
}

} // namespace corespan::widgets
