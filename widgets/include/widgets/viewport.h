// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/position_range.h"

#include <QMetaType>

namespace corespan::widgets {

/// Which part of a sequence a lane of some width shows. A value; x is in logical pixels from the lane's left edge.
struct Viewport
{
    double first = 0.0;             ///< position at the left edge; fractions are parts of a residue
    double positionsPerPixel = 1.0; ///< > 0

    double positionAt(double x) const { return first + x * positionsPerPixel; }
    double xOf(double position) const { return (position - first) / positionsPerPixel; }
    double pixelsPerPosition() const { return 1.0 / positionsPerPixel; }
    bool operator==(const Viewport&) const = default;
};

/// Nearest zoom: a residue never gets more pixels.
inline constexpr double maximumPixelsPerPosition = 30.0;

/// What a viewport is seen through.
struct ViewportFrame
{
    qint64 length = 0;  ///< of the sequence
    double width = 0.0; ///< of the lane, logical pixels
};

/// From the first to the last position, or at nearest zoom where the sequence is shorter than that.
Viewport wholeSequence(ViewportFrame frame);

/// Zoom between whole sequence and nearest zoom, and no empty space past the end that could be filled.
Viewport clamped(Viewport viewport, ViewportFrame frame);

/// `factor` > 1 zooms in. The position under `x` stays under `x` unless clamping forbids it.
Viewport zoomedAt(Viewport viewport, double x, double factor, ViewportFrame frame);

/// Moves the view by `pixels` to the right (towards the end of the sequence).
Viewport panned(Viewport viewport, double pixels, ViewportFrame frame);

/// `range` in the middle and as near as fits with `margin` (a share of the width) on either side.
Viewport showing(PositionRange range, ViewportFrame frame, double margin = 0.1);

/// The same zoom, moved only as far as `range` needs to be in view; its begin wins where it does not fit.
Viewport revealing(Viewport viewport, PositionRange range, ViewportFrame frame);

/// The zoom of `viewport`, centred on `position`.
Viewport centredOn(Viewport viewport, double position, ViewportFrame frame);

/// True where every position is in view.
bool showsWhole(Viewport viewport, ViewportFrame frame);

/// Positions of which at least a part is in view.
PositionRange visiblePositions(Viewport viewport, ViewportFrame frame);

} // namespace corespan::widgets

Q_DECLARE_METATYPE(corespan::widgets::Viewport)
