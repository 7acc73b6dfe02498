// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/scene.h"

#include <algorithm>
#include <cmath>

namespace corespan::widgets {

namespace {

constexpr double leastLetter = 7.0; ///< pixels a residue from which letters are written
constexpr double leastBox = 3.0;    ///< from which each label has its own box
constexpr double leastBoxLetter = 9.0;

bool inAny(const QVector<PositionRange>& ranges, qint64 position)
{
    return std::any_of(ranges.begin(), ranges.end(), [position](PositionRange r) { return r.contains(position); });
}

QVector<PositionRange> inView(const QVector<PositionRange>& ranges, PositionRange visible)
{
    QVector<PositionRange> result;
    std::copy_if(ranges.begin(), ranges.end(), std::back_inserter(result),
                 [visible](PositionRange r) { return r.overlaps(visible); });
    return result;
}

/// The largest size up to that of `font` at which a letter of usual width fits into a cell.
QFont letterFont(const QFont& font, double cell)
{
    const double width = QFontMetricsF(font).horizontalAdvance(u'D');
    return width > cell ? scaledFont(font, cell / width) : font;
}

void paintSelection(QPainter& painter, const Scene& scene, Lane lane)
{
    const QRectF rect = scene.spanRect(scene.marks.selection, lane);
    if (rect.isNull()) {
        return;
    }
    QColor fill = scene.theme().accent;
    fill.setAlpha(60);
    painter.setPen(QPen(scene.theme().accent, 1.0));
    painter.setBrush(fill);
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
}

void paintLetters(QPainter& painter, const Scene& scene, const QVector<PositionRange>& cores)
{
    const QRectF rect = scene.rect(Lane::Residues);
    const double cell = scene.pixelsPerPosition();
    painter.setFont(letterFont(scene.font, cell));
    const PositionRange visible = scene.visible().intersected({0, scene.state.record.residues.size()});
    for (qint64 i = visible.begin; i < visible.end; ++i) {
        painter.setPen(inAny(cores, i) ? scene.theme().text : scene.theme().faintText);
        painter.drawText(QRectF(scene.x(static_cast<double>(i)), rect.top(), cell, rect.height()), Qt::AlignCenter,
                         QString(QLatin1Char(scene.state.record.residues[i])));
    }
}

void paintLabelColumns(QPainter& painter, const Scene& scene, const QRectF& rect)
{
    const auto& labels = scene.samples.labels();
    const double width = 1.0 / scene.samples.ratio();
    for (std::size_t i = 0; i < labels.size();) {
        std::size_t end = i + 1;
        while (end < labels.size() && labels[end] == labels[i]) {
            ++end;
        }
        if (labels[i] >= 0 && labels[i] < scene.state.labelSet.size()) {
            painter.fillRect(QRectF(rect.left() + static_cast<double>(i) * width, rect.top(),
                                    static_cast<double>(end - i) * width, rect.height()),
                             scene.state.labelSet[labels[i]].color);
        }
        i = end;
    }
}

int labelAt(const TrackState& state, qint64 position)
{
    const float value = state.labels.at(position);
    const int label = value >= 0.0F ? static_cast<int>(value) : -1;
    return label < state.labelSet.size() ? label : -1;
}

/// A frame around the labels; where letters would not fit, a line above instead: what the labels are stays to be seen.
void paintWarning(QPainter& painter, const Scene& scene, const QRectF& span)
{
    constexpr double leastFrame = 9.0; // px
    const QRectF rect = scene.rect(Lane::Labels);
    if (span.width() >= leastFrame) {
        painter.setPen(QPen(scene.theme().bad, 1.6));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(span.left(), rect.top() - 0.5, span.width(), rect.height() + 1.0));
    } else {
        const double left = std::floor(span.left()),
                     right = std::max(left + 1.0, std::ceil(span.right())); // px, in full
        painter.fillRect(QRectF(left, rect.top() - 1.5, right - left, 2.0), scene.theme().bad);
    }
}

/// Those in view, one a pixel at most, and signs above them as many as there is room for.
void paintWarnings(QPainter& painter, const Scene& scene)
{
    constexpr double sign = 7.0;
    const QVector<PositionNote>& all = scene.state.warnings;
    const PositionRange visible = scene.visible();
    const auto pixel = static_cast<qint64>(scene.state.viewport.positionsPerPixel);
    const double tip = scene.rect(Lane::Labels).top() - 1.0;
    double signedTo = -sign;
    auto warning = std::partition_point(
        all.begin(), all.end(), [visible](const PositionNote& each) { return each.range.end <= visible.begin; });
    while (warning != all.end() && warning->range.begin < visible.end) {
        const QRectF span = scene.spanRect(warning->range, Lane::Labels);
        const qint64 paintedTo = warning->range.begin + pixel;
        warning = std::partition_point(warning + 1, all.end(),
                                       [paintedTo](const PositionNote& each) { return each.range.begin < paintedTo; });
        if (span.isNull()) {
            continue;
        }
        paintWarning(painter, scene, span);
        const double left = span.center().x() - sign / 2.0;
        if (left < signedTo) {
            continue; // signs beside each other, not over each other
        }
        signedTo = left + sign;
        painter.setPen(Qt::NoPen);
        painter.setBrush(scene.theme().bad);
        painter.drawPolygon(
            QPolygonF{QPointF(left, tip - sign), QPointF(signedTo, tip - sign), QPointF(span.center().x(), tip)});
    }
}

} // namespace

void paintResidues(QPainter& painter, const Scene& scene)
{
    const QRectF rect = scene.rect(Lane::Residues);
    const QVector<PositionRange> cores = inView(scene.curated(), scene.visible());
    const bool letters = scene.pixelsPerPosition() >= leastLetter && !scene.state.record.residues.isEmpty();
    if (!letters) {
        const double end = scene.x(static_cast<double>(scene.state.record.length));
        painter.fillRect(QRectF(rect.left(), rect.center().y() - 2, std::min(end - rect.left(), rect.width()), 4),
                         scene.theme().track);
    }
    for (const PositionRange core : cores) {
        const QRectF span = scene.spanRect(core, Lane::Residues);
        painter.fillRect(letters ? span : QRectF(span.left(), rect.center().y() - 3, span.width(), 6),
                         letters ? scene.theme().coreResidues : scene.theme().curatedFill);
    }
    if (letters) {
        paintLetters(painter, scene, cores);
    }
    paintSelection(painter, scene, Lane::Residues);
    if (scene.marks.caret >= 0 && scene.marks.focus) {
        const QRectF caret = scene.spanRect({scene.marks.caret, scene.marks.caret + 1}, Lane::Residues);
        if (!caret.isNull()) {
            painter.fillRect(QRectF(caret.left(), caret.bottom() - 2, std::max(caret.width(), 2.0), 2),
                             scene.theme().accent);
        }
    }
}

void paintLabels(QPainter& painter, const Scene& scene)
{
    const QRectF rect = scene.rect(Lane::Labels);
    const double cell = scene.pixelsPerPosition();
    if (cell < leastBox) {
        paintLabelColumns(painter, scene, rect);
    } else {
        painter.setFont(letterFont(scene.smallFont, cell - 1.0));
        const PositionRange visible = scene.visible().intersected({0, scene.state.labels.size()});
        for (qint64 i = visible.begin; i < visible.end; ++i) {
            const int label = labelAt(scene.state, i);
            if (label >= 0) {
                paintLabelBox(painter,
                              QRectF(scene.x(static_cast<double>(i)) + 0.4, rect.top(), cell - 0.8, rect.height()),
                              scene.state.labelSet[label], cell >= leastBoxLetter);
            }
        }
    }
    for (const PositionRange range : inView(scene.state.corrected, scene.visible())) {
        const QRectF span = scene.spanRect(range, Lane::Labels);
        painter.fillRect(QRectF(span.left(), span.bottom() + 1, span.width(), 2), scene.theme().curatedLine);
    }
    paintWarnings(painter, scene);
    paintSelection(painter, scene, Lane::Labels);
}

void paintLabelBox(QPainter& painter, const QRectF& rect, const LabelStyle& style, bool letter)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.color);
    painter.drawRoundedRect(rect, 2, 2);
    if (letter) {
        painter.setPen(textColorOn(style.color));
        painter.drawText(rect, Qt::AlignCenter, QString(style.letter));
    }
}

} // namespace corespan::widgets
