// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/boundary_drag.h"

#include "widgets/snap_points.h"

#include <cmath>

namespace corespan::widgets {

bool BoundaryDrag::press(double x, Viewport viewport, const QVector<PositionRange>& cores, qint64 length,
                         const QVector<qint64>& snapPoints, qint64 frame)
{
    const auto handle = handleAt(boundaryHandles(cores), x, viewport);
    if (!handle) {
        return false;
    }
    m_state = State::Pressed;
    m_cores = cores;
    m_snapPoints = snapPoints;
    m_handle = *handle;
    m_length = length;
    m_pressX = x;
    m_pressPosition = viewport.positionAt(x);
    m_position = handle->position;
    m_frame = frame;
    m_snapped = m_inFrame = false;
    return true;
}

void BoundaryDrag::move(double x, Viewport viewport, bool snap)
{
    if (m_state == State::Pressed && std::abs(x - m_pressX) >= clickDistance) {
        m_state = State::Dragging;
    }
    if (m_state != State::Dragging) {
        return;
    }
    const double wanted = static_cast<double>(m_handle.position) + viewport.positionAt(x) - m_pressPosition;
    std::optional<qint64> point;
    if (snap) {
        point = nearestSnapPoint(m_snapPoints, wanted, snapDistance * viewport.positionsPerPixel);
    }
    qint64 target = point.value_or(std::llround(wanted));
    if (snap && !point && m_frame > 1 && !m_handle.isShared()) {
        const qint64 other = m_handle.endOf >= 0 ? m_cores[m_handle.endOf].begin : m_cores[m_handle.beginOf].end;
        target = other + m_frame * std::llround((wanted - static_cast<double>(other)) / static_cast<double>(m_frame));
    }
    const QVector<CoreChange> changes = movedHandle(m_cores, m_handle, target, m_length);
    m_position = m_handle.position;
    if (!changes.isEmpty()) {
        m_position = m_handle.endOf >= 0 ? changes.front().range.end : changes.front().range.begin;
    }
    m_snapped = point && *point == m_position;
    m_inFrame = snap && !point && m_frame > 1 && !m_handle.isShared() && target == m_position;
}

QVector<CoreChange> BoundaryDrag::release(double x, Viewport viewport, bool snap)
{
    move(x, viewport, snap);
    QVector<CoreChange> changes;
    if (m_state == State::Dragging) {
        changes = movedHandle(m_cores, m_handle, m_position, m_length);
    }
    cancel();
    return changes;
}

void BoundaryDrag::cancel()
{
    m_state = State::Idle;
    m_snapped = m_inFrame = false;
}

QVector<PositionRange> BoundaryDrag::preview() const
{
    QVector<PositionRange> ranges = m_cores;
    if (m_state == State::Dragging) {
        for (const CoreChange& change : movedHandle(m_cores, m_handle, m_position, m_length)) {
            ranges[change.core] = change.range;
        }
    }
    return ranges;
}

} // namespace corespan::widgets
