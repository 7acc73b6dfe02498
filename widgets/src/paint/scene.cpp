// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/scene.h"

namespace corespan::widgets {

QRectF Scene::spanRect(PositionRange range, Lane lane) const
{
    const QRect area = rect(lane);
    constexpr double beyond = 8.0;
    double left = x(static_cast<double>(range.begin));
    double right = x(static_cast<double>(range.end));
    if (range.isEmpty() || right < area.left() || left > area.left() + area.width()) {
        return {};
    }
    left = std::max(left, area.left() - beyond);
    right = std::min(right, area.left() + area.width() + beyond);
    return {left, static_cast<double>(area.top()), std::max(right - left, 1.0), static_cast<double>(area.height())};
}

bool Scene::isCrowded() const
{
    constexpr double roomForCore = 24.0; // px: two handles and something between them
    const PositionRange shown = visible();
    const auto inView = std::count_if(state.curated.begin(), state.curated.end(),
                                      [shown](const CoreSpan& core) { return core.range.overlaps(shown); });
    return static_cast<double>(inView) * roomForCore > rect(Lane::Overview).width();
}

QFont scaledFont(const QFont& font, double factor)
{
    QFont scaled = font;
    scaled.setPixelSize(std::max(static_cast<int>(font.pixelSize() * factor), 6));
    return scaled;
}

QStringList laneNames()
{
    return {PaintText::tr("overview"),
            QString(),
            PaintText::tr("P(start)"),
            PaintText::tr("P(end)"),
            PaintText::tr("P(core)"),
            QString(),
            PaintText::tr("core probability"),
            PaintText::tr("predicted"),
            PaintText::tr("other run"),
            PaintText::tr("alternatives"),
            PaintText::tr("curated"),
            PaintText::tr("sequence"),
            PaintText::tr("labels"),
            QString(),
            PaintText::tr("label\nprobability"),
            PaintText::tr("probability  0"),
            QString()};
}

void paintGutter(QPainter& painter, const Scene& scene)
{
    const QStringList names = laneNames();
    const int lineHeight = QFontMetrics(scene.font).height();
    for (int i = 0; i < laneCount; ++i) {
        const auto lane = static_cast<Lane>(i);
        QRect rect = scene.rect(lane);
        if (names[i].isEmpty() || rect.height() == 0) {
            continue;
        }
        const bool strong = lane == Lane::Curated;
        const bool quiet =
            lane == Lane::Overview || lane == Lane::Alternatives || lane == Lane::LabelMatrix || lane == Lane::Legend;
        QFont font = quiet ? scene.smallFont : scene.font;
        font.setBold(strong);
        painter.setFont(font);
        painter.setPen(quiet ? scene.theme().mutedText : scene.theme().text);
        int alignment = Qt::AlignRight | Qt::AlignVCenter;
        if (lane == Lane::LabelMatrix) {
            alignment = Qt::AlignRight | Qt::AlignTop;
            rect.setHeight(std::max(rect.height(), 2 * lineHeight));
        }
        painter.drawText(QRect(0, rect.top(), rect.left() - 10, rect.height()), alignment, names[i]);
    }
}

void paintEmpty(QPainter& painter, const Scene& scene)
{
    const QRect all(QPoint(), scene.size);
    const bool noRecord = !scene.state.hasRecord;
    const QString heading = noRecord ? scene.state.emptyHeading : PaintText::tr("This record has no residues");
    const QString advice =
        noRecord ? scene.state.emptyAdvice
                 : PaintText::tr("There is nothing to predict or correct. Go on to the next one in the queue.");
    QFont large = scaledFont(scene.font, 1.35);
    large.setBold(true);
    const int middle = all.center().y();
    const int width = std::min(all.width() - 32, 460);
    const int left = (all.width() - width) / 2;
    painter.setFont(large);
    painter.setPen(scene.theme().text);
    painter.drawText(QRect(left, middle - 100, width, 92), Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap,
                     heading);
    painter.setFont(scene.font);
    painter.setPen(scene.theme().mutedText);
    painter.drawText(QRect(left, middle + 4, width, 160), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, advice);
}

void paintHint(QPainter& painter, const Scene& scene)
{
    const QRect rect = scene.rect(Lane::Hint);
    const QFontMetrics metrics(scene.smallFont);
    QString hint;
    for (const QString& part : {PaintText::tr("drag an edge, or Alt+\u2190/\u2192 (Shift: other edge)"),
                                PaintText::tr("double-click a candidate to adopt it"),
                                PaintText::tr("wheel zooms at the pointer"), PaintText::tr("space + drag pans")}) {
        const QString longer = hint.isEmpty() ? part : hint + QStringLiteral(" \u00b7 ") + part;
        if (!hint.isEmpty() && metrics.horizontalAdvance(longer) > rect.width()) {
            break; // as many whole hints as there is room for
        }
        hint = longer;
    }
    painter.setFont(scene.smallFont);
    painter.setPen(scene.theme().mutedText);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(hint, Qt::ElideRight, rect.width()));
}

void paintScene(QPainter& painter, const Scene& scene)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(), scene.size), scene.theme().window);
    if (!scene.state.hasRecord || scene.state.record.length <= 0) {
        paintEmpty(painter, scene);
        return;
    }
    paintGutter(painter, scene);
    paintTypeRows(painter, scene); // their names stand in the gutter
    paintOverview(painter, scene);
    paintRuler(painter, scene);
    painter.save();
    const QRect lanes = scene.rect(Lane::Overview).adjusted(0, 0, 0, scene.size.height());
    painter.setClipRect(lanes);
    paintHeatRows(painter, scene);
    paintCurve(painter, scene);
    paintResidues(painter, scene);
    paintAmbiguous(painter, scene);
    paintLabels(painter, scene);
    painter.restore();
    paintExtraLanes(painter, scene);
    paintLabelMatrix(painter, scene); // its letters stand beside the lane
    painter.save();
    painter.setClipRect(lanes);
    paintBoundaryLines(painter, scene);
    paintPredicted(painter, scene);
    paintCompared(painter, scene);
    paintAlternatives(painter, scene);
    paintCurated(painter, scene);
    painter.restore();
    paintHandles(painter, scene);
    paintLegend(painter, scene);
    if (scene.marks.interactive) {
        paintHint(painter, scene);
    }
    paintBubble(painter, scene);
}

} // namespace corespan::widgets
