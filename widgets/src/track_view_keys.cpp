// SPDX-License-Identifier: GPL-3.0-or-later
#include "track_view_p.h"

#include "widgets/coordinates.h"

#include <QKeyEvent>
#include <QScrollBar>

namespace corespan::widgets {

namespace {

constexpr int caretStride = 10; ///< with Ctrl

} // namespace

bool TrackViewPrivate::isCoreKey(const QKeyEvent& event) const
{
    const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    const PositionRange range = selection.range();
    if (!enter || (event.modifiers() & ~Qt::KeypadModifier) || range.length() < 2 || gesture != Gesture::None) {
        return false; // one position is only where the caret is
    }
    return std::none_of(state.curated.begin(), state.curated.end(),
                        [range](const CoreSpan& core) { return core.range.overlaps(range); });
}

bool TrackViewPrivate::moveCaret(int positions, bool extend)
{
    const qint64 length = state.record.length;
    if (length <= 0) {
        return false;
    }
    PositionSelection value = selection;
    const PositionRange visible = visiblePositions(state.viewport, frame());
    const qint64 from = selection.isEmpty() ? (positions > 0 ? visible.begin - 1 : visible.end) : selection.caret();
    if (extend && !selection.isEmpty()) {
        value.extendTo(from + positions, length);
    } else {
        value.setCaret(from + positions, length);
    }
    setSelectionValue(value);
    q->reveal({value.caret(), value.caret() + 1});
    return true;
}

void TrackViewPrivate::setSelectionValue(const PositionSelection& value)
{
    if (value == selection) {
        return;
    }
    const bool changed = value.range() != selection.range();
    selection = value;
    q->update();
    if (changed) {
        emit q->selectionChanged(selection.range());
    }
}

bool TrackViewPrivate::moveActiveCore(int way)
{
    const int index = activeCore + way;
    if (activeCore < 0 || index < 0 || index >= state.curated.size() || gesture != Gesture::None) {
        return false;
    }
    q->setActiveCore(index);
    q->reveal(state.curated[index].range);
    return true;
}

std::optional<qint64> TrackViewPrivate::activeBoundary() const
{
    if (!activeEdge || activeCore < 0 || activeCore >= state.curated.size()) {
        return std::nullopt;
    }
    const PositionRange core = state.curated[activeCore].range;
    return *activeEdge == Edge::Begin ? core.begin : core.end;
}

bool TrackViewPrivate::walkBoundaries(int way)
{
    if (state.curated.isEmpty() || gesture != Gesture::None) {
        return false;
    }
    // Boundaries in their order: begin and end of each core in turn.
    const int count = 2 * static_cast<int>(state.curated.size());
    int at = way > 0 ? 0 : count - 1;
    if (activeEdge && activeCore >= 0) {
        at = 2 * activeCore + (*activeEdge == Edge::End ? 1 : 0) + way;
    }
    if (at < 0 || at >= count) {
        activeEdge.reset();
        q->update();
        return false;
    }
    q->setActiveCore(at / 2);
    activeEdge = at % 2 == 0 ? Edge::Begin : Edge::End;
    const qint64 boundary = *activeBoundary();
    q->reveal({std::max<qint64>(boundary - 1, 0), boundary + 1});
    q->update();
    return true;
}

void TrackView::stepCore(int way)
{
    const bool curated = !d->state.curated.isEmpty();
    const QVector<CoreSpan>& cores = curated ? d->state.curated : d->state.predicted;
    if (cores.isEmpty() || d->gesture != TrackViewPrivate::Gesture::None) {
        return;
    }
    // From the active core where it is in view, else from the middle of the view: who has panned away starts there.
    const PositionRange visible = visiblePositions(d->state.viewport, d->frame());
    int next = -1;
    if (curated && d->activeCore >= 0 && cores[d->activeCore].range.overlaps(visible)) {
        next = d->activeCore + way;
    } else {
        const qint64 middle = (visible.begin + visible.end) / 2;
        for (int i = 0; i < cores.size(); ++i) {
            const qint64 centre = (cores[i].range.begin + cores[i].range.end) / 2;
            if (way > 0 && next < 0 && centre > middle + 1) { // the middle itself may be half a position away
                next = i;
            } else if (way < 0 && centre < middle - 1) {
                next = i;
            }
        }
    }
    if (next < 0 || next >= cores.size()) {
        return;
    }
    if (curated) {
        setActiveCore(next);
    }
    goTo(cores[next].range);
}

bool TrackView::focusNextPrevChild(bool next)
{
    return d->walkBoundaries(next ? 1 : -1) || QWidget::focusNextPrevChild(next);
}

void TrackViewPrivate::nudge(Edge edge, int positions)
{
    if (activeCore < 0 || activeCore >= state.curated.size() || movesCores()) {
        return;
    }
    const QVector<PositionRange> ranges = state.curatedRanges();
    const qint64 position = edge == Edge::End ? ranges[activeCore].end : ranges[activeCore].begin;
    for (const BoundaryHandle& handle : boundaryHandles(ranges)) {
        if (handle.position != position) {
            continue;
        }
        const auto changes = movedHandle(ranges, handle, position + positions, state.record.length);
        if (changes.isEmpty()) {
            return;
        }
        for (const CoreChange& change : changes) {
            if (change.core == activeCore) {
                bubblePosition = edge == Edge::End ? change.range.end : change.range.begin;
                bubble = boundaryChangeText(edge, position, bubblePosition) + QStringLiteral("   ") +
                         bothStyles(change.range);
            }
        }
        bubbleTimer.start();
        q->update();
        q->reveal({std::max<qint64>(bubblePosition - 1, 0), bubblePosition + 1});
        emit q->boundaryMoveRequested(changes);
        return;
    }
}

void TrackViewPrivate::nudgeCore(int positions)
{
    if (activeCore < 0 || activeCore >= state.curated.size() || movesCores()) {
        return;
    }
    const auto change = shiftedCore(state.curatedRanges(), activeCore, positions, state.record.length);
    if (!change) {
        return;
    }
    bubblePosition = change->range.begin;
    bubble = TrackView::tr("core %1").arg(bothStyles(change->range));
    bubbleTimer.start();
    q->update();
    q->reveal(change->range);
    emit q->boundaryMoveRequested({*change});
}

void TrackView::nudgeCore(int positions)
{
    d->nudgeCore(positions);
}

void TrackView::nudgeEdge(Edge edge, int positions)
{
    d->nudge(edge, positions);
}

void TrackView::keyPressEvent(QKeyEvent* event)
{
    const Qt::KeyboardModifiers keys = event->modifiers();
    const bool shift = keys & Qt::ShiftModifier;
    const bool alt = keys & Qt::AltModifier;
    const int stride = keys & Qt::ControlModifier ? caretStride : 1;
    const double page = d->frame().width * 0.9;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int way = event->key() == Qt::Key_Left ? -1 : 1;
        if (alt) {
            const Edge other = activeEdge() == Edge::End ? Edge::Begin : Edge::End;
            nudgeEdge(shift ? other : activeEdge(), way * stride);
        } else if (!d->moveCaret(way * stride, shift)) {
            break;
        }
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!d->isCoreKey(*event)) {
            break;
        }
        emit coreDrawn(d->selection.range());
        return;
    case Qt::Key_Home:
        return d->setViewport({0.0, d->state.viewport.positionsPerPixel});
    case Qt::Key_End:
        return d->setViewport({static_cast<double>(d->state.record.length), d->state.viewport.positionsPerPixel});
    case Qt::Key_PageUp:
        return d->setViewport(panned(d->state.viewport, -page, d->frame()));
    case Qt::Key_PageDown:
        return d->setViewport(panned(d->state.viewport, page, d->frame()));
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return zoomToWhole();
    case Qt::Key_Escape:
        if (d->gesture != TrackViewPrivate::Gesture::None) {
            return d->cancelGesture();
        }
        if (!d->selection.isEmpty()) {
            return d->setSelectionValue({});
        }
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (keys & Qt::ControlModifier) {
            const int way = event->key() == Qt::Key_Up ? -1 : 1;
            d->rowsBar->setValue(d->rowsBar->value() + way * d->rowsBar->singleStep());
            return;
        }
        if (!d->moveActiveCore(event->key() == Qt::Key_Up ? -1 : 1)) {
            break;
        }
        return;
    case Qt::Key_Shift: // snapping goes off and on under a resting pointer
        d->moveBoundary(d->pointer.x(), keys | Qt::ShiftModifier);
        d->moveCore(d->pointer.x(), keys | Qt::ShiftModifier);
        if (d->draft) {
            d->moveCreate(d->pointer.x(), keys | Qt::ShiftModifier);
        }
        break;
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            d->spaceDown = true;
            d->updateHover(d->pointer);
        }
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void TrackView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        d->spaceDown = false;
        if (d->gesture == TrackViewPrivate::Gesture::None) {
            d->updateHover(d->pointer);
        }
        return;
    }
    if (event->key() == Qt::Key_Shift) {
        const Qt::KeyboardModifiers keys = event->modifiers() & ~Qt::KeyboardModifiers(Qt::ShiftModifier);
        d->moveBoundary(d->pointer.x(), keys);
        d->moveCore(d->pointer.x(), keys);
        if (d->draft) {
            d->moveCreate(d->pointer.x(), keys);
        }
    }
    QWidget::keyReleaseEvent(event);
}

void TrackView::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

// A gesture does not outlive the focus: the release may never come.
void TrackView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    d->spaceDown = false;
    d->cancelGesture();
}

} // namespace corespan::widgets
