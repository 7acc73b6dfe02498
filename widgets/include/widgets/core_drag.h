// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sequence_data.h"
#include "widgets/viewport.h"

#include <optional>

namespace corespan::widgets {

/// cores[core] moved by so many positions as a whole, as far as its neighbours and the sequence's ends let it. Nothing
/// where it cannot move, or there is no such core.
std::optional<CoreChange> shiftedCore(const QVector<PositionRange>& cores, int core, qint64 by, qint64 length);

/// Dragging a whole core by its body, from press to release, without any widget. As with a boundary (see BoundaryDrag):
/// the new place is that of the press plus the way of the pointer since, less than clickDistance is a click.
class CoreDrag
{
public:
    /// \param snapPoints sorted; either edge of the core may snap to one, the nearer pair wins
    void press(double x, Viewport viewport, const QVector<PositionRange>& cores, int core, qint64 length,
               const QVector<qint64>& snapPoints = {});
    void move(double x, Viewport viewport, bool snap = true);
    /// The one result of the gesture; nothing for a click or where nothing changed.
    std::optional<CoreChange> release(double x, Viewport viewport, bool snap = true);
    void cancel();

    bool isActive() const { return m_core >= 0; }
    bool isDragging() const { return isActive() && m_dragging; }
    /// Where the core is now.
    PositionRange range() const;
    /// The cores as they would be now.
    QVector<PositionRange> preview() const;
    /// The point at which one of the core's edges is held.
    std::optional<qint64> snappedTo() const { return m_snappedTo; }

private:
    QVector<PositionRange> m_cores;
    QVector<qint64> m_snapPoints;
    int m_core = -1;
    bool m_dragging = false;
    qint64 m_length = 0;
    qint64 m_by = 0;
    double m_pressX = 0.0;
    double m_pressPosition = 0.0;
    std::optional<qint64> m_snappedTo;
};

} // namespace corespan::widgets
