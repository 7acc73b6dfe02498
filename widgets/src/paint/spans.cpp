// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/scene.h"

#include "widgets/coordinates.h"

#include <cmath>

namespace corespan::widgets {

namespace {

constexpr double leastCaption = 16.0; ///< px; below, no caption has room
constexpr double roundedFrom = 4.0;   ///< px; narrower spans are plain bars
constexpr double alternativeStep = 9.0;

/// As much of a core's caption as has room, from all to nothing.
QString fittingCaption(const CoreSpan& core, PositionRange range, const QFontMetrics& metrics, double width)
{
    if (width < leastCaption) {
        return {};
    }
    const QString coordinates = (core.openBegin ? QStringLiteral("<") : QString()) + closedText(range) +
                                (core.openEnd ? QStringLiteral(">") : QString());
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

/// Spans by begin that fall into the same pixel are painted once.
class PixelFilter
{
public:
    bool isHidden(const QRectF& span)
    {
        if (span.width() < 1.5 && span.right() <= m_paintedTo) {
            return true;
        }
        m_paintedTo = std::max(m_paintedTo, span.right());
        return false;
    }

private:
    double m_paintedTo = -1e9;
};

void paintSpan(QPainter& painter, const QRectF& span, double radius)
{
    if (span.width() < roundedFrom) {
        painter.fillRect(span, painter.brush());
    } else {
        painter.drawRoundedRect(span, radius, radius);
    }
}

/// A fill in the type's colour, light enough for text of the theme; `plain` where the type has none.
QColor fillOf(const Scene& scene, const QColor& type, const QColor& plain)
{
    return type.isValid() ? mixed(type, scene.theme().window, 0.55) : plain;
}

/// Handles at the ends of the sequence reach out of the lane; of those out of view nothing shows. An open end is
/// hollow.
void paintHandle(QPainter& painter, const Scene& scene, qint64 boundary, const QRectF& span, bool open)
{
    const QRectF lane = scene.rect(Lane::Overview);
    const double x = scene.x(static_cast<double>(boundary));
    if (x < lane.left() - 0.5 || x > lane.right() + 0.5) {
        return;
    }
    const bool hot = scene.marks.hotBoundary == boundary ||
                     (scene.marks.focus && scene.marks.activeBoundary == boundary && !scene.marks.hotBoundary);
    const double half =
        std::min(hot ? 5.0 : 4.0, std::max(span.width() / 4.0, 1.0)); // of a narrow core something shows
    painter.setPen(open ? QPen(scene.theme().curatedLine, 1.6) : QPen(Qt::NoPen));
    painter.setBrush(open ? scene.theme().window : scene.theme().curatedLine);
    painter.drawRoundedRect(QRectF(x - half, span.top() - 3, 2 * half, span.height() + 6), 2.5, 2.5);
    if (hot) {
        painter.setPen(QPen(open ? scene.theme().curatedLine : scene.theme().window, 1.0));
        painter.drawLine(QPointF(x, span.top() + 5), QPointF(x, span.bottom() - 5));
    }
}

/// Cores that a run has decided on, over the lane but for `below` px.
void paintDecision(QPainter& painter, const Scene& scene, const QVector<CoreSpan>& cores, Lane lane, int below)
{
    const Theme& theme = scene.theme();
    const QFontMetrics metrics(scene.smallFont);
    PixelFilter filter;
    for (const CoreSpan& core : cores) {
        const QRectF span = scene.spanRect(core.range, lane).adjusted(0, 0, 0, -below);
        if (span.isEmpty() || filter.isHidden(span)) {
            continue;
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(fillOf(scene, core.color, theme.predicted));
        paintSpan(painter, span, 2.5);
        painter.setPen(core.color.isValid() ? theme.text : theme.predictedText);
        paintCaption(painter, scene, span, fittingCaption(core, core.range, metrics, visibleWidth(scene, span)));
    }
}

} // namespace

void paintPredicted(QPainter& painter, const Scene& scene)
{
    painter.setFont(scene.smallFont);
    if (scene.state.predicted.isEmpty()) {
        painter.setPen(scene.theme().mutedText);
        painter.drawText(scene.rect(Lane::Predicted), Qt::AlignLeft | Qt::AlignVCenter,
                         scene.state.core.isEmpty() ? PaintText::tr("not predicted yet") : PaintText::tr("no core"));
    }
    paintDecision(painter, scene, scene.state.predicted, Lane::Predicted, 0);
}

void paintCompared(QPainter& painter, const Scene& scene)
{
    if (!scene.state.compared) {
        return;
    }
    constexpr int stripe = 3; // px, below the cores
    painter.setFont(scene.smallFont);
    if (scene.state.compared->isEmpty()) {
        painter.setPen(scene.theme().mutedText);
        painter.drawText(scene.rect(Lane::Compared), Qt::AlignLeft | Qt::AlignVCenter, PaintText::tr("no core"));
    }
    paintDecision(painter, scene, *scene.state.compared, Lane::Compared, stripe + 2);
    PixelFilter filter;
    for (const PositionRange range : scene.state.differences) {
        QRectF span = scene.spanRect(range, Lane::Compared);
        if (span.isNull() || filter.isHidden(span)) {
            continue;
        }
        span.setTop(span.bottom() - stripe);
        painter.fillRect(span, scene.theme().text);
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
        const QColor plain = candidates[i].color.isValid() ? candidates[i].color : scene.theme().alternative;
        painter.setBrush(mixed(plain, scene.theme().window, faded));
        const double row = top + 1.0 + alternativeStep * scene.state.alternativeRows[i];
        painter.drawRoundedRect(QRectF(span.left(), row, span.width(), 6.0), 2, 2);
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
    PixelFilter filter;
    for (int i = 0; i < ranges.size(); ++i) {
        const QRectF span = scene.spanRect(ranges[i], Lane::Curated);
        if (span.isNull() || filter.isHidden(span)) {
            continue;
        }
        const CoreSpan& core = scene.state.curated[i];
        const bool active = scene.marks.activeCore == i && ranges.size() > 1 && scene.marks.focus;
        painter.setPen(QPen(core.color.isValid() ? core.color : theme.curatedLine, active ? 2.5 : 1.5));
        painter.setBrush(fillOf(scene, core.color, theme.curatedFill));
        paintSpan(painter, span, 2);
        painter.setPen(core.color.isValid() ? theme.text : theme.curatedText);
        paintCaption(painter, scene, span, fittingCaption(core, ranges[i], metrics, visibleWidth(scene, span) - 8));
    }
    if (scene.marks.draft) {
        const QRectF span = scene.spanRect(*scene.marks.draft, Lane::Curated);
        painter.setPen(QPen(theme.curatedLine, 1.5, Qt::DashLine));
        painter.setBrush(theme.curatedFill);
        painter.drawRect(span);
    }
}

/// Stripes, so that a zone is told from a core without colour.
void paintAmbiguous(QPainter& painter, const Scene& scene)
{
    const double bottom = scene.rect(Lane::Labels).bottom() + 1.0;
    for (const PositionRange zone : scene.state.ambiguous) {
        const QRectF span = scene.spanRect(zone, Lane::Curated);
        if (span.isNull()) {
            continue;
        }
        QColor stripes = scene.theme().mutedText;
        stripes.setAlpha(150);
        const QRectF area(span.left(), span.top() - 4, span.width(), bottom - span.top() + 4);
        painter.fillRect(area, QBrush(stripes, Qt::BDiagPattern));
        painter.setPen(QPen(stripes, 1.0));
        painter.drawLine(area.topLeft(), area.bottomLeft());
        painter.drawLine(area.topRight(), area.bottomRight());
    }
}

void paintHandles(QPainter& painter, const Scene& scene)
{
    const QVector<PositionRange> ranges = scene.curated();
    const bool crowded = scene.isCrowded();
    constexpr double roomForHandles = 12.0;
    for (int i = 0; i < ranges.size(); ++i) {
        const QRectF span = scene.spanRect(ranges[i], Lane::Curated);
        const bool active = scene.marks.activeCore == i && scene.marks.focus;
        if (!span.isNull() && (!crowded || active || span.width() >= roomForHandles)) {
            paintHandle(painter, scene, ranges[i].begin, span, scene.state.curated[i].openBegin);
            paintHandle(painter, scene, ranges[i].end, span, scene.state.curated[i].openEnd);
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
    const QVector<PositionRange> ranges = scene.curated();
    const bool crowded = scene.isCrowded();
    for (int i = 0; i < ranges.size(); ++i) {
        if (!crowded || i == scene.marks.activeCore) {
            line(ranges[i].begin, dashes);
            line(ranges[i].end, dashes);
        }
    }
    if (scene.marks.draft) {
        line(scene.marks.draft->begin, dashes);
        line(scene.marks.draft->end, dashes);
    }
    if (scene.marks.guide) {
        line(*scene.marks.guide, QPen(scene.marks.guideColor, 2.0));
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
