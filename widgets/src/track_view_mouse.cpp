// SPDX-License-Identifier: GPL-3.0-or-later
#include "track_view_p.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace corespan::widgets {

using Gesture = TrackViewPrivate::Gesture;

bool TrackView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        // Esc belongs to the gesture and Enter to a range that can become a core, whatever else they are shortcuts for.
        if ((d->gesture != Gesture::None && key->key() == Qt::Key_Escape) || d->isCoreKey(*key)) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), d->gesture == Gesture::None ? d->toolTipAt(help->pos()) : QString(),
                           this);
        return true;
    }
    return QWidget::event(event);
}

void TrackView::mousePressEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    d->pointer = point;
    d->modifiers = event->modifiers();
    if (d->state.record.length <= 0 || d->gesture != Gesture::None) {
        return;
    }
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && d->spaceDown)) {
        d->beginPan(point);
        return;
    }
    bool found = false;
    const Lane lane = d->laneAt(point, &found);
    if (event->button() != Qt::LeftButton || !found) {
        return;
    }
    if (lane == Lane::Overview) {
        d->pressOverview(point);
    } else if (lane == Lane::Curated && (event->modifiers() & Qt::ControlModifier) && d->curatedAt(point) >= 0) {
        d->pressCore(point, d->curatedAt(point)); // also where the core is so narrow that it is all handles
    } else if (d->pressBoundary(point)) {
        update();
    } else if (lane == Lane::Residues || lane == Lane::Labels || lane == Lane::LabelMatrix) {
        d->pressSelection(point, event->modifiers());
    } else if (lane == Lane::Curated && d->curatedAt(point) >= 0) {
        d->pressCore(point, d->curatedAt(point));
    } else if (lane == Lane::Curated && d->pressCreate(point)) {
        update();
    } else if (lane == Lane::Legend) {
        d->chooseScale();
    }
}

void TrackView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    d->pointer = point;
    d->modifiers = event->modifiers();
    switch (d->gesture) {
    case Gesture::Boundary:
        d->moveBoundary(point.x(), event->modifiers());
        break;
    case Gesture::Move:
        d->moveCore(point.x(), event->modifiers());
        break;
    case Gesture::Create:
        d->moveCreate(point.x(), event->modifiers());
        break;
    case Gesture::Pan:
        d->setViewport(panned(d->panFrom, d->panX - point.x(), d->frame()));
        break;
    case Gesture::Overview:
        d->moveOverview(point);
        break;
    case Gesture::Select: {
        PositionSelection selection = d->selection;
        selection.extendTo(d->positionAt(point.x()), d->state.record.length);
        d->setSelectionValue(selection);
        break;
    }
    case Gesture::None:
        d->updateHover(point);
        return;
    }
    const QRect lanes = d->layout.rect(Lane::Overview);
    const bool outside = point.x() < lanes.left() || point.x() > lanes.right();
    const bool scrolls =
        d->movesCores() || d->gesture == Gesture::Select || (d->gesture == Gesture::Create && d->draft);
    if (!outside || !scrolls) {
        d->edgeScroll.stop();
    } else if (!d->edgeScroll.isActive()) {
        d->edgeScroll.start();
    }
}

void TrackView::mouseReleaseEvent(QMouseEvent* event)
{
    const bool ends = d->gesture == Gesture::Pan
                          ? event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton
                          : event->button() == Qt::LeftButton;
    if (!ends) {
        return;
    }
    d->edgeScroll.stop();
    const Gesture gesture = std::exchange(d->gesture, Gesture::None);
    if (gesture == Gesture::Boundary) {
        d->finishBoundary(event->position().x(), event->modifiers());
    } else if (gesture == Gesture::Move) {
        d->finishCore(event->position().x(), event->modifiers());
    } else if (gesture == Gesture::Create) {
        d->finishCreate(event->position().x(), event->modifiers());
    }
    d->updateHover(event->position().toPoint());
}

void TrackView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    bool found = false;
    const Lane lane = d->laneAt(point, &found);
    const bool left = event->button() == Qt::LeftButton && found;
    if (left && lane == Lane::Alternatives && d->candidateAt(point) >= 0) {
        emit candidateActivated(d->candidateAt(point));
    } else if (left && lane == Lane::Predicted && d->predictedAt(point) >= 0) {
        emit predictedActivated(d->predictedAt(point));
    } else if (left && (lane == Lane::Overview || lane == Lane::Ruler)) {
        zoomToWhole();
    } else {
        mousePressEvent(event); // a second quick press may begin a gesture like any other
    }
}

void TrackView::wheelEvent(QWheelEvent* event)
{
    if (d->state.record.length <= 0) {
        event->ignore();
        return;
    }
    const QPoint delta = event->angleDelta();
    if (d->isBesideLabelRows(event->position())) { // also what the bar leaves at its ends
        d->rowsBar->setValue(d->rowsBar->value() - delta.y() * 3 * d->rowsBar->singleStep() / 120);
        event->accept();
        return;
    }
    const bool pans = event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
    if (pans || std::abs(delta.x()) > std::abs(delta.y())) {
        const int way = std::abs(delta.x()) > std::abs(delta.y()) ? delta.x() : delta.y();
        d->setViewport(panned(d->state.viewport, -way / 120.0 * d->frame().width / 8.0, d->frame()));
    } else if (delta.y() != 0) {
        const double x = std::clamp(d->laneX(event->position().x()), 0.0, d->frame().width);
        d->setViewport(zoomedAt(d->state.viewport, x, std::pow(1.25, delta.y() / 120.0), d->frame()));
    }
    if (d->gesture == Gesture::Boundary) {
        d->moveBoundary(event->position().x(), event->modifiers());
    } else if (d->gesture == Gesture::Move) {
        d->moveCore(event->position().x(), event->modifiers());
    } else if (d->gesture == Gesture::None) {
        d->updateHover(event->position().toPoint());
    }
    event->accept();
}

void TrackView::contextMenuEvent(QContextMenuEvent* event)
{
    if (d->state.record.length <= 0 || d->gesture != Gesture::None) {
        return;
    }
    if (event->reason() != QContextMenuEvent::Mouse) {
        if (!d->selection.isEmpty()) {
            const QRect lane = d->layout.rect(Lane::Residues);
            const double x = xOf(static_cast<double>(d->selection.caret()));
            emit labelMenuRequested(
                d->selection.range(),
                mapToGlobal(QPoint(std::clamp(static_cast<int>(x), lane.left(), lane.right()), lane.bottom())));
        }
        return;
    }
    bool found = false;
    const Lane lane = d->laneAt(event->pos(), &found);
    if (found && lane == Lane::Curated) {
        const int core = d->curatedAt(event->pos());
        if (core >= 0) {
            setActiveCore(core);
        }
        emit coreMenuRequested(core, d->positionAt(event->pos().x()), event->globalPos());
        return;
    }
    if (!found || (lane != Lane::Residues && lane != Lane::Labels && lane != Lane::LabelMatrix)) {
        event->ignore();
        return;
    }
    const qint64 position = d->positionAt(event->pos().x());
    if (!d->selection.range().contains(position)) {
        setSelection({position, position + 1});
    }
    emit labelMenuRequested(d->selection.range(), event->globalPos());
}

void TrackView::leaveEvent(QEvent*)
{
    if (d->gesture == Gesture::None && d->hotBoundary) {
        d->hotBoundary.reset();
        update();
    }
}

} // namespace corespan::widgets
