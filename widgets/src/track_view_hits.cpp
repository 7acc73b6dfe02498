// SPDX-License-Identifier: GPL-3.0-or-later
#include "track_view_p.h"

#include "widgets/coordinates.h"

#include <QScrollBar>

#include <cmath>

namespace corespan::widgets {

namespace {

/// The narrowest of the spans at `x`, with at least a few pixels each to hit; -1 where there is none.
template <typename Spans>
int spanAt(const Spans& spans, double x, Viewport viewport)
{
    constexpr double slack = 3.0;
    int best = -1;
    for (int i = 0; i < spans.size(); ++i) {
        const PositionRange range = spans[i].range;
        const double left = viewport.xOf(static_cast<double>(range.begin)) - slack;
        const double right = viewport.xOf(static_cast<double>(range.end)) + slack;
        if (!range.isEmpty() && x >= left && x <= right && (best < 0 || range.length() < spans[best].range.length())) {
            best = i;
        }
    }
    return best;
}

} // namespace

int TrackViewPrivate::candidateAt(const QPoint& point) const
{
    const QRect rect = layout.rect(Lane::Alternatives);
    if (!rect.contains(point)) {
        return -1;
    }
    const int row = (point.y() - rect.top()) / 9;
    QVector<CandidateSpan> inRow = state.alternatives;
    for (int i = 0; i < inRow.size(); ++i) {
        if (state.alternativeRows[i] != row) {
            inRow[i].range = {};
        }
    }
    return spanAt(inRow, laneX(point.x()), state.viewport);
}

int TrackViewPrivate::predictedAt(const QPoint& point) const
{
    return layout.rect(Lane::Predicted).contains(point) ? spanAt(state.predicted, laneX(point.x()), state.viewport)
                                                        : -1;
}

int TrackViewPrivate::curatedAt(const QPoint& point) const
{
    return layout.rect(Lane::Curated).contains(point) ? spanAt(state.curated, laneX(point.x()), state.viewport) : -1;
}

QStringList TrackViewPrivate::extraTextAt(const QPoint& point) const
{
    const qint64 position = positionAt(point.x());
    int top = layout.rect(Lane::Extra).top();
    for (const auto& row : state.extras) {
        top += row->height(layout.fontHeight);
        if (point.y() >= top) {
            continue;
        }
        const ExtraLane& lane = row->lane();
        QString text = lane.name;
        if (position < lane.values.size() && !std::isnan(lane.values[position])) {
            text += QStringLiteral(" %1").arg(static_cast<double>(lane.values[position]), 0, 'g', 4);
        }
        QStringList parts{text};
        if (const LaneSpan* span = row->spanAt(position)) {
            parts << closedText(span->range) + (span->text.isEmpty() ? QString() : u' ' + span->text);
        }
        if (!lane.explanation.isEmpty()) {
            parts << lane.explanation;
        }
        return parts;
    }
    return {};
}

QString TrackViewPrivate::toolTipAt(const QPoint& point) const
{
    bool found = false;
    const Lane lane = laneAt(point, &found);
    if (state.record.length <= 0 || !found || lane == Lane::Legend || lane == Lane::Hint) {
        return {};
    }
    const qint64 position = positionAt(point.x());
    QString place = QString::number(position + 1);
    if (position < state.record.residues.size()) {
        place += u' ' + QString(QLatin1Char(state.record.residues[position]));
    }
    QStringList parts{place};
    const auto number = [&parts, position](const QString& name, const MaxPyramid& track) {
        if (position < track.size() && !std::isnan(track.at(position))) {
            parts << name + QStringLiteral(" %1").arg(static_cast<double>(track.at(position)), 0, 'f', 3);
        }
    };
    number(TrackView::tr("P(start)"), state.start);
    number(TrackView::tr("P(end)"), state.end);
    number(TrackView::tr("P(core)"), state.core);
    if (lane == Lane::TypeRows && layout.typeRowHeight > 0) {
        const auto row = static_cast<std::size_t>((point.y() - layout.rect(lane).top()) / layout.typeRowHeight);
        if (row < state.types.size()) {
            number(TrackView::tr("P(%1)").arg(state.types[row].name), state.types[row].values);
        }
    }
    if (position < state.labels.size() && state.labels.at(position) >= 0.0F) {
        const auto label = static_cast<int>(state.labels.at(position));
        if (label < state.labelSet.size()) {
            parts << TrackView::tr("label %1").arg(state.labelSet[label].name);
        }
    }
    for (const PositionNote& warning : state.warnings) {
        if (warning.range.contains(position)) {
            parts << warning.text;
        }
    }
    for (const PositionRange range : state.differences) {
        if (lane == Lane::Compared && range.contains(position)) {
            parts << TrackView::tr("in a core of one run only: %1").arg(closedText(range));
        }
    }
    for (const PositionRange zone : state.ambiguous) {
        if (zone.contains(position)) {
            parts << TrackView::tr("ambiguous %1: nothing is learned from here").arg(closedText(zone));
        }
    }
    if (lane == Lane::Extra) {
        parts << extraTextAt(point);
    }
    const QRect matrix = layout.rect(Lane::LabelMatrix);
    if (lane == Lane::LabelMatrix && layout.labelRowHeight > 0 && state.matrixRange.contains(position)) {
        const int row = (point.y() - matrix.top() + rowsBar->value()) / layout.labelRowHeight;
        if (row < state.labelSet.size() && row < static_cast<int>(state.matrixRows.size())) {
            const float value = state.matrixRows[static_cast<std::size_t>(row)].at(position - state.matrixRange.begin);
            parts
                << QStringLiteral("P(%1) %2").arg(state.labelSet[row].name).arg(static_cast<double>(value), 0, 'f', 3);
        }
    }
    return parts.join(QStringLiteral(" \u00b7 "));
}

} // namespace corespan::widgets
