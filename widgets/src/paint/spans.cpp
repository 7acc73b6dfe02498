// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/scene.h"

#include "widgets/coordinates.h"

#include <cmath>

namespace corespan::widgets {

namespace {

/// As much of a core's caption as has room, from all to nothing.
QString fittingCaption(const CoreSpan& core, PositionRange range, const QFontMetrics& metrics, double width)
{
    const QString coordinates = closedText(range);
    const QString named = core.text.isEmpty() ? coordinates : core.text + u' ' + coordinates;
    QStringList captions{named, coordinates};
    if (core.probability >= 0.0) {
        captions.prepend(named + QStringLiteral(" \u00b7 ") + QString::number(core.probability, 'f', 2));
    }
    for (const QString& caption : captions) {
        if (metrics.horizontalAdvance(caption) + 10 <= width) {
            return caption;
        }
    }
    return {};
}

void paintCaption(QPainter& painter, const Scene& scene, const QRectF& span, const QString& caption)
{
    const QRectF lane = scene.rect(Lane::Overview);
    const double left = std::max(span.left(), lane.left());
    const double right = std::min(span.right(), lane.right());
    painter.drawText(QRectF(left, span.top(), right - left, span.height()), Qt::AlignCenter, caption);
}

double visibleWidth(const Scene& scene, const QRectF& span)
{
    const QRectF lane = scene.rect(Lane::Overview);
    return std::min(span.right(), lane.right()) - std::max(span.left(), lane.left());
}

QColor mixed(const QColor& from, const QColor& to, double share)
{
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

/// Handles at the ends of the sequence reach out of the lane; of those out of view nothing shows.
void paintHandle(QPainter& painter, const Scene& scene, qint64 boundary, const QRectF& span)
{
    const QRectF lane = scene.rect(Lane::Overview);
    const double x = scene.x(static_cast<double>(boundary));
    if (x < lane.left() - 0.5 || x > lane.right() + 0.5) {
        return;
    }
    const bool hot = scene.marks.hotBoundary == boundary;
    const double half = hot ? 5.0 : 4.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(scene.theme().curatedLine);
    painter.drawRoundedRect(QRectF(x - half, span.top() - 3, 2 * half, span.height() + 6), 2.5, 2.5);
    if (hot) {
        painter.setPen(QPen(scene.theme().window, 1.0));
        painter.drawLine(QPointF(x, span.top() + 5), QPointF(x, span.bottom() - 5));
    }
}

} // namespace

void paintPredicted(QPainter& painter, const Scene& scene)
{
    const QRect rect = scene.rect(Lane::Predicted);
    const Theme& theme = scene.theme();
    painter.setFont(scene.smallFont);
    if (scene.state.predicted.isEmpty()) {
        painter.setPen(theme.mutedText);
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                         scene.state.core.isEmpty() ? PaintText::tr("not predicted yet") : PaintText::tr("no core"));
    }
    const QFontMetrics metrics(scene.smallFont);
    for (const CoreSpan& core : scene.state.predicted) {
        const QRectF span = scene.spanRect(core.range, Lane::Predicted);
        if (span.isNull()) {
            continue;
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.predicted);
        painter.drawRoundedRect(span, 2.5, 2.5);
        painter.setPen(theme.predictedText);
        paintCaption(painter, scene, span, fittingCaption(core, core.range, metrics, visibleWidth(scene, span)));
    }
}

void paintAlternatives(QPainter& painter, const Scene& scene)
{
    const double top = scene.rect(Lane::Alternatives).top();
    const auto& candidates = scene.state.alternatives;
    painter.setPen(Qt::NoPen);
    for (int i = static_cast<int>(candidates.size()) - 1; i >= 0; --i) {
        const QRectF span = scene.spanRect(candidates[i].range, Lane::Alternatives);
        if (span.isNull() || scene.state.alternativeRows[i] < 0) {
            continue;
        }
        const double faded = std::min(0.6, 0.2 * i);
        painter.setBrush(mixed(scene.theme().alternative, scene.theme().window, faded));
        painter.drawRoundedRect(
            QRectF(span.left(), top + 1.0 + 9.0 * scene.state.alternativeRows[i], span.width(), 6.0), 2, 2);
    }
}

void paintCurated(QPainter& painter, const Scene& scene)
{
    const Theme& theme = scene.theme();
    const QVector<PositionRange> ranges = scene.curated();
    QFont bold = scene.font;
    bold.setBold(true);
    if (ranges.isEmpty() && scene.marks.interactive) {
        const QRect rect = scene.rect(Lane::Curated);
        painter.setFont(scene.smallFont);
        painter.setPen(theme.mutedText);
        painter.drawText(
            rect, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(scene.smallFont).elidedText(scene.state.notes.curated, Qt::ElideRight, rect.width()));
    }
    painter.setFont(bold);
    const QFontMetrics metrics(bold);
    for (int i = 0; i < ranges.size(); ++i) {
        const QRectF span = scene.spanRect(ranges[i], Lane::Curated);
        if (span.isNull()) {
            continue;
        }
        const bool active = scene.marks.activeCore == i && ranges.size() > 1 && scene.marks.focus;
        painter.setPen(QPen(theme.curatedLine, active ? 2.5 : 1.5));
        painter.setBrush(theme.curatedFill);
        painter.drawRoundedRect(span, 2, 2);
        painter.setPen(theme.curatedText);
        paintCaption(painter, scene, span,
                     fittingCaption(scene.state.curated[i], ranges[i], metrics, visibleWidth(scene, span) - 8));
    }
}

void paintHandles(QPainter& painter, const Scene& scene)
{
    for (const PositionRange range : scene.curated()) {
        const QRectF span = scene.spanRect(range, Lane::Curated);
        if (!span.isNull()) {
            paintHandle(painter, scene, range.begin, span);
            paintHandle(painter, scene, range.end, span);
        }
    }
}

void paintBoundaryLines(QPainter& painter, const Scene& scene)
{
    const QRect first = scene.rect(Lane::StartRow);
    const QRect matrix = scene.rect(Lane::LabelMatrix);
    const double top = first.top() - 5;
    const double bottom = matrix.height() > 0 ? matrix.bottom() + 3 : scene.rect(Lane::Labels).bottom() + 3;
    const auto line = [&](qint64 boundary, const QPen& pen) {
        const double x = scene.x(static_cast<double>(boundary));
        if (x >= first.left() - 1 && x <= first.left() + first.width() + 1) {
            painter.setPen(pen);
            painter.drawLine(QPointF(x, top), QPointF(x, bottom));
        }
    };
    QPen dashes(scene.theme().curatedLine, 1.2);
    dashes.setDashPattern({2.5, 2.5});
    for (const PositionRange range : scene.curated()) {
        line(range.begin, dashes);
        line(range.end, dashes);
    }
    if (scene.marks.ghost) {
        line(*scene.marks.ghost, QPen(scene.theme().mutedText, 1.0, Qt::DotLine));
    }
}

void paintBubble(QPainter& painter, const Scene& scene)
{
    if (scene.marks.bubble.isEmpty()) {
        return;
    }
    painter.setFont(scene.smallFont);
    const QFontMetrics metrics(scene.smallFont);
    const double width = metrics.horizontalAdvance(scene.marks.bubble) + 20;
    const double height = metrics.height() + 9;
    const double wanted = scene.x(static_cast<double>(scene.marks.bubblePosition)) + 8;
    const double left = std::clamp(wanted, 4.0, std::max(4.0, scene.size.width() - width - 4));
    const QRectF rect(left, scene.rect(Lane::Curated).bottom() + 7, width, height);
    painter.setPen(QPen(scene.theme().window, 1.0));
    painter.setBrush(scene.theme().bubble);
    painter.drawRoundedRect(rect, 3, 3);
    painter.setPen(scene.theme().bubbleText);
    painter.drawText(rect, Qt::AlignCenter, scene.marks.bubble);
}

} // namespace corespan::widgets
