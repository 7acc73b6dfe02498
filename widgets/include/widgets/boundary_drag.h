// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/position_range.h"
#include "widgets/sequence_data.h"
#include "widgets/viewport.h"

#include <QString>
#include <QVector>

#include <optional>

namespace corespan::widgets {

enum class Edge { Begin, End };

/// A boundary that can be taken hold of. Where a core ends and the next begins at the same position there is one handle
/// for both.
struct BoundaryHandle
{
    qint64 position = 0;
    int endOf = -1;   ///< core that ends here
    int beginOf = -1; ///< core that begins here
    bool isShared() const { return endOf >= 0 && beginOf >= 0; }
    bool operator==(const BoundaryHandle&) const = default;
};

/// Distances of the gesture, logical pixels.
inline constexpr double grabDistance = 7.0;  ///< either side of a boundary
inline constexpr double clickDistance = 4.0; ///< less is a click
inline constexpr double snapDistance = 8.0;  ///< a snap point this near pulls

/// Handles of `cores`, sorted by position. Cores may come in any order; empty ones have none.
QVector<BoundaryHandle> boundaryHandles(const QVector<PositionRange>& cores);

/// The handle under `x`. Of two in reach the nearer; where both edges of a narrow core are equally near, its begin to
/// the left of its middle and its end to the right.
std::optional<BoundaryHandle> handleAt(const QVector<BoundaryHandle>& handles, double x, Viewport viewport);

/// The changes that put `handle` at `position`, held where a core would become empty, run into another or leave the
/// sequence. Empty where nothing changes.
QVector<CoreChange> movedHandle(const QVector<PositionRange>& cores, const BoundaryHandle& handle, qint64 position,
                                qint64 length);

/// Dragging a boundary, from press to release, without any widget.
///
///     Idle --press on a handle--> Pressed --4 px--> Dragging --release--> Idle, with changes
///                                   └─ release: a click, nothing ─┘└─ cancel: Idle, nothing
///
/// The new position is always that of the press plus the way of the pointer since, so that errors do not add up and the
/// boundary does not jump under the pointer; the way is measured in positions, so zooming while dragging is harmless.
class BoundaryDrag
{
public:
    enum class State { Idle, Pressed, Dragging };

    State state() const { return m_state; }
    bool isActive() const { return m_state != State::Idle; }

    /// False, and nothing begins, where no handle is under `x`. `snapPoints` sorted. \param frame 3: where no point is
    /// near, the edge keeps a multiple of three positions from the core's other edge; 1: no such rule
    bool press(double x, Viewport viewport, const QVector<PositionRange>& cores, qint64 length,
               const QVector<qint64>& snapPoints = {}, qint64 frame = 1);
    void move(double x, Viewport viewport, bool snap = true);
    /// The one result of the gesture; empty for a click or where nothing changed.
    QVector<CoreChange> release(double x, Viewport viewport, bool snap = true);
    void cancel();

    /// The cores as they would be now.
    QVector<PositionRange> preview() const;
    const QVector<PositionRange>& cores() const { return m_cores; }
    const BoundaryHandle& handle() const { return m_handle; }
    /// Where the boundary is now.
    qint64 position() const { return m_position; }
    /// To a point; see also isInFrame().
    bool isSnapped() const { return m_snapped; }
    /// It was put into the frame of the core's other edge.
    bool isInFrame() const { return m_inFrame; }
    /// The core the gesture is about: the one that ends here for a shared handle.
    int core() const { return m_handle.endOf >= 0 ? m_handle.endOf : m_handle.beginOf; }

private:
    State m_state = State::Idle;
    QVector<PositionRange> m_cores;
    QVector<qint64> m_snapPoints;
    BoundaryHandle m_handle;
    qint64 m_length = 0;
    double m_pressX = 0.0;
    double m_pressPosition = 0.0;
    qint64 m_position = 0;
    qint64 m_frame = 1;
    bool m_snapped = false;
    bool m_inFrame = false;
};

/// Where a core may be drawn around `position`: up to its neighbours. Empty where a core is already.
PositionRange freeRoom(const QVector<PositionRange>& cores, qint64 position, qint64 length);

/// The core drawn from boundary `anchor` to boundary `position` (0 .. length), in either direction, at least one
/// position long and inside `room`.
PositionRange drawnCore(PositionRange room, qint64 anchor, qint64 position);

/// "end 56 → 54", 1-based closed as people count: the last residue of an end, the first of a begin.
QString boundaryChangeText(Edge edge, qint64 oldPosition, qint64 newPosition);

} // namespace corespan::widgets
