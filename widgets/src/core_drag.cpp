// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/core_drag.h"

#include "widgets/boundary_drag.h"
#include "widgets/snap_points.h"

#include <algorithm>
#include <cmath>

namespace corespan::widgets {

std::optional<CoreChange> shiftedCore(const QVector<PositionRange>& cores, int core, qint64 by, qint64 length)
{
    if (core < 0 || core >= cores.size()) {
        return std::nullopt;
    }
    const PositionRange range = cores[core];
    qint64 low = 0;
    qint64 high = std::max(length, range.end);
    for (int other = 0; other < cores.size(); ++other) {
        if (other == core || cores[other].isEmpty()) {
            continue;
        }
        if (cores[other].end <= range.begin) {
            low = std::max(low, cores[other].end);
        } else if (cores[other].begin >= range.end) {
            high = std::min(high, cores[other].begin);
        }
    }
    by = std::clamp(by, low - range.begin, high - range.end);
    if (by == 0) {
        return std::nullopt;
    }
    return CoreChange{core, {range.begin + by, range.end + by}};
}

void CoreDrag::press(double x, Viewport viewport, const QVector<PositionRange>& cores, int core, qint64 length,
                     const QVector<qint64>& snapPoints)
{
    m_cores = cores;
    m_snapPoints = snapPoints;
    m_core = core < cores.size() ? core : -1;
    m_length = length;
    m_by = 0;
    m_pressX = x;
    m_pressPosition = viewport.positionAt(x);
    m_dragging = false;
    m_snappedTo.reset();
}

void CoreDrag::move(double x, Viewport viewport, bool snap)
{
    if (isActive() && std::abs(x - m_pressX) >= clickDistance) {
        m_dragging = true;
    }
    if (!isDragging()) {
        return;
    }
    const double wanted = viewport.positionAt(x) - m_pressPosition;
    const PositionRange from = m_cores[m_core];
    qint64 by = std::llround(wanted);
    std::optional<qint64> target;
    if (snap) {
        double distance = snapDistance * viewport.positionsPerPixel;
        for (const qint64 edge : {from.begin, from.end}) {
            const double place = static_cast<double>(edge) + wanted;
            const auto point = nearestSnapPoint(m_snapPoints, place, distance);
            if (point && (!target || std::abs(static_cast<double>(*point) - place) < distance)) {
                distance = std::abs(static_cast<double>(*point) - place);
                target = point;
                by = *point - edge;
            }
        }
    }
    const auto change = shiftedCore(m_cores, m_core, by, m_length);
    m_by = change ? change->range.begin - from.begin : 0;
    m_snappedTo = target && m_by == by ? target : std::nullopt;
}

std::optional<CoreChange> CoreDrag::release(double x, Viewport viewport, bool snap)
{
    move(x, viewport, snap);
    std::optional<CoreChange> change;
    if (isDragging()) {
        change = shiftedCore(m_cores, m_core, m_by, m_length);
    }
    cancel();
    return change;
}

void CoreDrag::cancel()
{
    m_core = -1;
    m_dragging = false;
    m_by = 0;
    m_snappedTo.reset();
}

PositionRange CoreDrag::range() const
{
    if (!isActive()) {
        return {};
    }
    return {m_cores[m_core].begin + m_by, m_cores[m_core].end + m_by};
}

QVector<PositionRange> CoreDrag::preview() const
{
    QVector<PositionRange> ranges = m_cores;
    if (isDragging()) {
        ranges[m_core] = range();
    }
    return ranges;
}

} // namespace corespan::widgets
