// SPDX-License-Identifier: GPL-3.0-or-later
// What edges snap to, and drawing a core where there is none.
#include "track_view_p.h"

#include "widgets/coordinates.h"

#include <cmath>

namespace corespan::widgets {

namespace {

constexpr float leastStep = 0.15F; ///< of P(core) between two positions
constexpr float leastPeak = 0.1F;  ///< of P(start) and P(end): what may be a boundary of a second core

QColor guideColorOf(SnapKind kind, const Theme& theme)
{
    switch (kind) {
    case SnapKind::Prediction:
    case SnapKind::OtherRun:
        return theme.accent;
    case SnapKind::Candidate:
        return theme.warning;
    case SnapKind::Crossing:
    case SnapKind::Peak:
    case SnapKind::Step:
        return theme.curve;
    case SnapKind::Frame:
        break;
    }
    return theme.good;
}

template <typename Spans>
QVector<qint64> boundariesOf(const Spans& spans)
{
    QVector<PositionRange> ranges;
    for (const auto& span : spans) {
        ranges.append(span.range);
    }
    return rangeBoundaries(ranges);
}

} // namespace

void TrackViewPrivate::addSnaps(SnapKind kind, const QVector<qint64>& points)
{
    for (const qint64 point : points) {
        if (!snapKinds.contains(point)) {
            snapKinds.insert(point, kind);
        }
    }
    snaps = mergedSnapPoints(snaps, points);
}

const QVector<qint64>& TrackViewPrivate::snapPoints()
{
    if (!snapsStale) {
        return snaps;
    }
    snapsStale = false;
    snaps.clear();
    snapKinds.clear();
    if (snapSources.runs) {
        addSnaps(SnapKind::Prediction, boundariesOf(state.predicted));
        addSnaps(SnapKind::OtherRun, extraSnaps);
    }
    if (snapSources.candidates) {
        addSnaps(SnapKind::Candidate, boundariesOf(state.alternatives));
    }
    if (snapSources.crossings) {
        addSnaps(SnapKind::Crossing, probabilityCrossings(state.core.values(), state.threshold));
    }
    if (snapSources.steps) {
        addSnaps(SnapKind::Peak, probabilityPeaks(state.start.values(), leastPeak));
        QVector<qint64> ends = probabilityPeaks(state.end.values(), leastPeak);
        for (qint64& end : ends) {
            ++end; // the track names the last position of a core
        }
        addSnaps(SnapKind::Peak, ends);
        addSnaps(SnapKind::Step, steepSteps(state.core.values(), leastStep));
    }
    return snaps;
}

const QVector<BoundaryHandle>& TrackViewPrivate::handles() const
{
    if (!knownHandles) {
        knownHandles = boundaryHandles(state.curatedRanges());
    }
    return *knownHandles;
}

void TrackViewPrivate::showGuide(qint64 position, std::optional<SnapKind> kind)
{
    guide.reset();
    if (!kind) {
        return;
    }
    guide = position;
    guideColor = guideColorOf(*kind, state.theme);
    bubble += QStringLiteral(" \u00b7 ") + TrackView::tr("snapped to %1").arg(snapText(*kind));
}

qint64 TrackViewPrivate::frameLength() const
{
    constexpr qint64 codon = 3;
    return snapSources.frame && state.record.codons ? codon : 1;
}

TrackViewPrivate::SnappedBoundary TrackViewPrivate::snappedBoundary(double widgetX, Qt::KeyboardModifiers keys,
                                                                    std::optional<qint64> frameFrom)
{
    const double wanted = state.viewport.positionAt(laneX(widgetX));
    if (!(keys & Qt::ShiftModifier)) {
        const double reach = snapDistance * state.viewport.positionsPerPixel;
        if (const auto point = nearestSnapPoint(snapPoints(), wanted, reach)) {
            return {*point, snapKinds.value(*point, SnapKind::OtherRun)};
        }
        if (const qint64 frame = frameLength(); frame > 1 && frameFrom) {
            const double way = wanted - static_cast<double>(*frameFrom);
            const qint64 codons = std::max<qint64>(std::llround(std::abs(way) / static_cast<double>(frame)), 1);
            return {*frameFrom + (way < 0.0 ? -codons : codons) * frame, SnapKind::Frame};
        }
    }
    return {std::clamp<qint64>(std::llround(wanted), 0, state.record.length), std::nullopt};
}

bool TrackViewPrivate::pressCreate(const QPoint& point)
{
    room = freeRoom(state.curatedRanges(), positionAt(point.x()), state.record.length);
    if (room.isEmpty()) {
        return false;
    }
    gesture = Gesture::Create;
    createX = point.x();
    anchor = std::clamp(snappedBoundary(point.x(), modifiers).position, room.begin, room.end);
    draft.reset();
    return true;
}

void TrackViewPrivate::moveCreate(double widgetX, Qt::KeyboardModifiers keys)
{
    if (!draft && std::abs(widgetX - createX) < clickDistance) {
        return;
    }
    const SnappedBoundary to = snappedBoundary(widgetX, keys, anchor);
    draft = drawnCore(room, anchor, to.position);
    bubbleTimer.stop();
    bubblePosition = std::clamp(to.position, draft->begin, draft->end);
    bubble = TrackView::tr("new core %1").arg(bothStyles(*draft));
    showGuide(to.position, to.position == bubblePosition ? to.kind : std::nullopt);
    q->update();
}

void TrackViewPrivate::finishCreate(double widgetX, Qt::KeyboardModifiers keys)
{
    if (draft) {
        moveCreate(widgetX, keys);
    }
    const std::optional<PositionRange> drawn = std::exchange(draft, std::nullopt);
    guide.reset();
    bubble.clear();
    q->update();
    if (drawn) {
        emit q->coreDrawn(*drawn);
    }
}

} // namespace corespan::widgets
