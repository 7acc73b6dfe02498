// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/column_samples.h"

#include <cmath>

namespace corespan::widgets {

PositionRange columnPositions(Viewport viewport, int column, double pixelsPerColumn)
{
    const auto begin = static_cast<qint64>(std::floor(viewport.positionAt(column * pixelsPerColumn)));
    const auto end = static_cast<qint64>(std::floor(viewport.positionAt((column + 1) * pixelsPerColumn)));
    return {begin, std::max(end, begin + 1)};
}

std::vector<float> sampleColumns(const MaxPyramid& track, Viewport viewport, int columns, double pixelsPerColumn,
                                 qint64 offset, quint64* reads)
{
    std::vector<float> samples(static_cast<std::size_t>(std::max(columns, 0)));
    for (int column = 0; column < columns; ++column) {
        const PositionRange positions = columnPositions(viewport, column, pixelsPerColumn);
        samples[static_cast<std::size_t>(column)] =
            track.maximum({positions.begin - offset, positions.end - offset}, reads);
    }
    return samples;
}

} // namespace corespan::widgets
