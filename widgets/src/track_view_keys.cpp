// SPDX-License-Identifier: GPL-3.0-or-later
#include "track_view_p.h"

#include "widgets/coordinates.h"

#include <QKeyEvent>
#include <QScrollBar>

namespace corespan::widgets {

namespace {

constexpr int caretStride = 10; ///< with Ctrl

} // namespace

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

void TrackViewPrivate::nudge(Edge edge, int positions)
{
    if (activeCore < 0 || activeCore >= state.curated.size() || gesture == Gesture::Boundary) {
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
            nudgeEdge(shift ? Edge::Begin : Edge::End, way);
        } else if (!d->moveCaret(way * stride, shift)) {
            break;
        }
        return;
    }
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
        d->moveBoundary(d->pointer.x(), event->modifiers() & ~Qt::KeyboardModifiers(Qt::ShiftModifier));
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
