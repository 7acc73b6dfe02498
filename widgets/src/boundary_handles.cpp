// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/boundary_drag.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace corespan::widgets {

QVector<BoundaryHandle> boundaryHandles(const QVector<PositionRange>& cores)
{
    QVector<BoundaryHandle> all;
    all.reserve(2 * cores.size());
    for (int core = 0; core < cores.size(); ++core) {
        if (!cores[core].isEmpty()) {
            all.append({cores[core].begin, -1, core});
            all.append({cores[core].end, core, -1});
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const BoundaryHandle& a, const BoundaryHandle& b) { return a.position < b.position; });
    QVector<BoundaryHandle> handles;
    handles.reserve(all.size());
    for (const BoundaryHandle& each : all) {
        if (handles.isEmpty() || handles.last().position != each.position) {
            handles.append(each);
            continue;
        }
        BoundaryHandle& same = handles.last();
        same.endOf = each.endOf >= 0 ? each.endOf : same.endOf;
        same.beginOf = each.beginOf >= 0 ? each.beginOf : same.beginOf;
    }
    return handles;
}

std::optional<BoundaryHandle> handleAt(const QVector<BoundaryHandle>& handles, double x, Viewport viewport)
{
    constexpr int crowd = 3; // so many in reach belong to cores that are specks: nobody means one of them
    std::optional<BoundaryHandle> best;
    double distance = grabDistance;
    int inReach = 0;
    const double from = viewport.positionAt(x - grabDistance) - 1.0;
    auto handle =
        std::lower_bound(handles.begin(), handles.end(), from, [](const BoundaryHandle& each, double position) {
            return static_cast<double>(each.position) < position;
        });
    for (; handle != handles.end(); ++handle) {
        const double signedAway = viewport.xOf(static_cast<double>(handle->position)) - x;
        const double away = std::abs(signedAway);
        if (signedAway > grabDistance || inReach > crowd) {
            break;
        }
        if (away <= distance) {
            best = *handle;
            distance = away;
        }
        inReach += away <= grabDistance ? 1 : 0;
    }
    return inReach > crowd ? std::nullopt : best;
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

PositionRange freeRoom(const QVector<PositionRange>& cores, qint64 position, qint64 length)
{
    PositionRange room{0, length};
    for (const PositionRange core : cores) {
        if (core.contains(position)) {
            return {position, position};
        }
        if (core.end <= position) {
            room.begin = std::max(room.begin, core.end);
        } else {
            room.end = std::min(room.end, core.begin);
        }
    }
    return room;
}

PositionRange drawnCore(PositionRange room, qint64 anchor, qint64 position)
{
    PositionRange core{std::min(anchor, position), std::max(anchor, position)};
    core.begin = std::clamp(core.begin, room.begin, std::max(room.begin, room.end - 1));
    core.end = std::clamp(core.end, core.begin + 1, std::max(core.begin + 1, room.end));
    return core;
}

QString boundaryChangeText(Edge edge, qint64 oldPosition, qint64 newPosition)
{
    if (edge == Edge::End) {
        return QCoreApplication::translate("BoundaryDrag", "end %1 \u2192 %2").arg(oldPosition).arg(newPosition);
    }
    return QCoreApplication::translate("BoundaryDrag", "start %1 \u2192 %2").arg(oldPosition + 1).arg(newPosition + 1);
}

} // namespace corespan::widgets
