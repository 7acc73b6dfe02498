// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/max_pyramid.h"
#include "widgets/viewport.h"

#include <vector>

namespace corespan::widgets {

/// Positions that belong to device column `column`: columns share the sequence out without gaps or overlaps where a
/// column holds several positions, and hold one position each where a position is wider than a column.
PositionRange columnPositions(Viewport viewport, int column, double pixelsPerColumn);

/// The maximum in each of `columns` columns of `pixelsPerColumn` logical pixels (1 / device pixel ratio). NaN outside
/// the track, which begins at position `offset`. Work grows with columns · log(length), never with the length.
std::vector<float> sampleColumns(const MaxPyramid& track, Viewport viewport, int columns, double pixelsPerColumn,
                                 qint64 offset = 0, quint64* reads = nullptr);

} // namespace corespan::widgets
