// SPDX-License-Identifier: GPL-3.0-or-later
#include "track_view_p.h"

#include "widgets/coordinates.h"
#include "widgets/snap_points.h"

#include <QMenu>

#include <cmath>

namespace corespan::widgets {

Lane TrackViewPrivate::laneAt(const QPoint& point, bool* found) const
{
    constexpr int beyond = static_cast<int>(grabDistance);
    for (int i = 0; i < laneCount; ++i) {
        const auto lane = static_cast<Lane>(i);
        // Handles are higher than their lane and reach out of it at the ends of the sequence.
        const int higher = lane == Lane::Curated ? 4 : 0;
        if (layout.rect(lane).adjusted(-beyond, -higher, beyond, higher).contains(point)) {
            *found = true;
            return lane;
        }
    }
    *found = false;
    return Lane::Hint;
}

bool TrackViewPrivate::isGrabLane(Lane lane) const
{
    return lane == Lane::Curated || lane == Lane::StartRow || lane == Lane::EndRow || lane == Lane::CoreRow ||
           lane == Lane::Curve;
}

std::optional<BoundaryHandle> TrackViewPrivate::handleUnder(const QPoint& point) const
{
    bool found = false;
    const Lane lane = laneAt(point, &found);
    if (!found || !isGrabLane(lane)) {
        return std::nullopt;
    }
    return handleAt(handles(), laneX(point.x()), state.viewport);
}

bool TrackViewPrivate::pressBoundary(const QPoint& point)
{
    if (!handleUnder(point) || !drag.press(laneX(point.x()), state.viewport, state.curatedRanges(), state.record.length,
                                           snapPoints(), frameLength())) {
        return false;
    }
    gesture = Gesture::Boundary;
    q->setActiveCore(drag.core());
    activeEdge = drag.handle().endOf >= 0 ? Edge::End : Edge::Begin;
    return true;
}

void TrackViewPrivate::moveBoundary(double widgetX, Qt::KeyboardModifiers keys)
{
    drag.move(laneX(widgetX), state.viewport, !(keys & Qt::ShiftModifier));
    if (drag.state() != BoundaryDrag::State::Dragging) {
        return;
    }
    const Edge edge = drag.handle().endOf >= 0 ? Edge::End : Edge::Begin;
    bubbleTimer.stop();
    bubblePosition = drag.position();
    bubble = boundaryChangeText(edge, drag.handle().position, drag.position()) + QStringLiteral("   ") +
             bothStyles(drag.preview()[drag.core()]);
    std::optional<SnapKind> kind;
    if (drag.isSnapped()) {
        kind = snapKinds.value(drag.position(), SnapKind::OtherRun);
    } else if (drag.isInFrame()) {
        kind = SnapKind::Frame;
    }
    showGuide(drag.position(), kind);
    q->update();
}

void TrackViewPrivate::finishBoundary(double widgetX, Qt::KeyboardModifiers keys)
{
    const QVector<CoreChange> changes = drag.release(laneX(widgetX), state.viewport, !(keys & Qt::ShiftModifier));
    bubble.clear();
    guide.reset();
    q->update();
    if (!changes.isEmpty()) {
        emit q->boundaryMoveRequested(changes);
    }
}

void TrackViewPrivate::pressCore(const QPoint& point, int core)
{
    q->setActiveCore(core);
    coreDrag.press(laneX(point.x()), state.viewport, state.curatedRanges(), core, state.record.length, snapPoints());
    gesture = Gesture::Move;
}

void TrackViewPrivate::moveCore(double widgetX, Qt::KeyboardModifiers keys)
{
    coreDrag.move(laneX(widgetX), state.viewport, !(keys & Qt::ShiftModifier));
    if (!coreDrag.isDragging()) {
        return;
    }
    const PositionRange now = coreDrag.range();
    bubbleTimer.stop();
    bubblePosition = now.begin;
    bubble = TrackView::tr("core %1").arg(bothStyles(now));
    const std::optional<qint64> point = coreDrag.snappedTo();
    showGuide(point.value_or(now.begin),
              point ? std::optional(snapKinds.value(*point, SnapKind::OtherRun)) : std::nullopt);
    q->update();
}

void TrackViewPrivate::finishCore(double widgetX, Qt::KeyboardModifiers keys)
{
    const std::optional<CoreChange> change =
        coreDrag.release(laneX(widgetX), state.viewport, !(keys & Qt::ShiftModifier));
    bubble.clear();
    guide.reset();
    q->update();
    if (change) {
        emit q->boundaryMoveRequested({*change});
    }
}

void TrackViewPrivate::pressSelection(const QPoint& point, Qt::KeyboardModifiers keys)
{
    PositionSelection value = selection;
    if (keys & Qt::ShiftModifier) {
        value.extendTo(positionAt(point.x()), state.record.length);
    } else {
        value.setCaret(positionAt(point.x()), state.record.length);
    }
    gesture = Gesture::Select;
    setSelectionValue(value);
}

void TrackViewPrivate::pressOverview(const QPoint& point)
{
    const QRectF window = overviewWindow(layout.rect(Lane::Overview), state.viewport, frame());
    gesture = Gesture::Overview;
    const bool inside = point.x() >= window.left() && point.x() <= window.right();
    overviewGrip = inside ? point.x() - window.left() : window.width() / 2.0;
    if (!inside) {
        moveOverview(point);
    }
    q->setCursor(Qt::ClosedHandCursor);
}

void TrackViewPrivate::moveOverview(const QPoint& point)
{
    const double share = static_cast<double>(state.record.length) / std::max(frame().width, 1.0);
    setViewport({(laneX(point.x()) - overviewGrip) * share, state.viewport.positionsPerPixel});
}

void TrackViewPrivate::beginPan(const QPoint& point)
{
    gesture = Gesture::Pan;
    panX = point.x();
    panFrom = state.viewport;
    q->setCursor(Qt::ClosedHandCursor);
}

void TrackViewPrivate::cancelGesture()
{
    if (gesture == Gesture::Pan) {
        setViewport(panFrom);
    }
    gesture = Gesture::None;
    edgeScroll.stop();
    guide.reset();
    if (draft) {
        draft.reset();
        bubble.clear();
    }
    if (coreDrag.isActive()) {
        coreDrag.cancel();
        bubble.clear();
    }
    if (drag.isActive()) {
        drag.cancel();
        bubble.clear();
    }
    q->unsetCursor();
    q->update();
}

void TrackViewPrivate::updateHover(const QPoint& point)
{
    bool found = false;
    const Lane lane = laneAt(point, &found);
    const auto handle = state.record.length > 0 ? handleUnder(point) : std::nullopt;
    const std::optional<qint64> hot = handle ? std::optional(handle->position) : std::nullopt;
    if (hot != hotBoundary) {
        hotBoundary = hot;
        q->update();
    }
    if (spaceDown || (found && lane == Lane::Overview)) {
        q->setCursor(Qt::OpenHandCursor);
    } else if (handle) { // never in the overview
        q->setCursor(Qt::SplitHCursor);
    } else if (found && (lane == Lane::Residues || lane == Lane::Labels || lane == Lane::LabelMatrix)) {
        q->setCursor(Qt::IBeamCursor);
    } else if (found && (candidateAt(point) >= 0 || predictedAt(point) >= 0)) {
        q->setCursor(Qt::PointingHandCursor);
    } else if (found && lane == Lane::Curated && curatedAt(point) >= 0) {
        q->setCursor(Qt::SizeHorCursor); // the core can be moved
    } else if (found && lane == Lane::Curated) {
        q->setCursor(Qt::CrossCursor); // a core can be drawn here
    } else {
        q->unsetCursor();
    }
}

void TrackViewPrivate::scrollAtEdge()
{
    const QRect lanes = layout.rect(Lane::Overview);
    const int beyond = pointer.x() < lanes.left() ? pointer.x() - lanes.left() : pointer.x() - lanes.right();
    setViewport(panned(state.viewport, std::clamp(beyond, -40, 40) * 0.5, frame()));
    if (gesture == Gesture::Boundary) {
        moveBoundary(pointer.x(), modifiers);
    } else if (gesture == Gesture::Move) {
        moveCore(pointer.x(), modifiers);
    } else if (gesture == Gesture::Create) {
        moveCreate(pointer.x(), modifiers);
    } else if (gesture == Gesture::Select) {
        PositionSelection value = selection;
        value.extendTo(positionAt(pointer.x()), state.record.length);
        setSelectionValue(value);
    }
}

void TrackViewPrivate::chooseScale()
{
    const QRect chooser =
        scaleChooserRect(layout.rect(Lane::Legend), QFontMetrics(pixelFont(q->font(), 0.9)), state.scale.name());
    if (!chooser.contains(pointer)) {
        return;
    }
    auto* menu = new QMenu(q);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const ColorScale::Kind kind : ColorScale::kinds()) {
        QAction* action = menu->addAction(ColorScale::name(kind));
        action->setCheckable(true);
        action->setChecked(kind == state.scale.kind());
        QObject::connect(action, &QAction::triggered, q, [this, kind] {
            q->setColorScale(ColorScale(kind));
            emit q->colorScaleChanged(state.scale);
        });
    }
    menu->popup(q->mapToGlobal(chooser.bottomLeft()));
}

} // namespace corespan::widgets
