// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/boundary_drag.h"

#include <QCoreApplication>
#include <QMap>

#include <cmath>

namespace corespan::widgets {

QVector<BoundaryHandle> boundaryHandles(const QVector<PositionRange>& cores)
{
    QMap<qint64, BoundaryHandle> byPosition;
    for (int core = 0; core < cores.size(); ++core) {
        if (cores[core].isEmpty()) {
            continue;
        }
        BoundaryHandle& begin = byPosition[cores[core].begin];
        begin.position = cores[core].begin;
        begin.beginOf = core;
        BoundaryHandle& end = byPosition[cores[core].end];
        end.position = cores[core].end;
        end.endOf = core;
    }
    return byPosition.values();
}

std::optional<BoundaryHandle> handleAt(const QVector<BoundaryHandle>& handles, double x, Viewport viewport)
{
    std::optional<BoundaryHandle> best;
    double distance = grabDistance;
    for (const BoundaryHandle& handle : handles) {
        const double away = std::abs(viewport.xOf(static_cast<double>(handle.position)) - x);
        if (away <= distance) {
            best = handle;
            distance = away;
        }
    }
    return best;
}

QVector<CoreChange> movedHandle(const QVector<PositionRange>& cores, const BoundaryHandle& handle, qint64 position,
                                qint64 length)
{
    qint64 low = 0;
    qint64 high = std::max(length, handle.position);
    for (int core = 0; core < cores.size(); ++core) {
        if (cores[core].isEmpty() || core == handle.endOf || core == handle.beginOf) {
            continue;
        }
        if (cores[core].end <= handle.position) {
            low = std::max(low, cores[core].end);
        } else if (cores[core].begin >= handle.position) {
            high = std::min(high, cores[core].begin);
        }
    }
    if (handle.endOf >= 0) {
        low = std::max(low, cores[handle.endOf].begin + 1);
    }
    if (handle.beginOf >= 0) {
        high = std::min(high, cores[handle.beginOf].end - 1);
    }
    position = std::clamp(position, low, high);
    if (position == handle.position) {
        return {};
    }
    QVector<CoreChange> changes;
    if (handle.endOf >= 0) {
        changes.append(CoreChange{handle.endOf, {cores[handle.endOf].begin, position}});
    }
    if (handle.beginOf >= 0) {
        changes.append(CoreChange{handle.beginOf, {position, cores[handle.beginOf].end}});
    }
    return changes;
}

QString boundaryChangeText(Edge edge, qint64 oldPosition, qint64 newPosition)
{
    if (edge == Edge::End) {
        return QCoreApplication::translate("BoundaryDrag", "end %1 \u2192 %2").arg(oldPosition).arg(newPosition);
    }
    return QCoreApplication::translate("BoundaryDrag", "start %1 \u2192 %2").arg(oldPosition + 1).arg(newPosition + 1);
}

} // namespace corespan::widgets
