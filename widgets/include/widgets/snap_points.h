// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/position_range.h"

#include <QVector>

#include <optional>

namespace corespan::widgets {

/// Boundaries (0 .. length) where `values` passes `threshold`, sorted: position i is one if exactly one of i − 1 and i
/// is at or above it. The ends of the sequence are none. NaN counts as below.
QVector<qint64> probabilityCrossings(const QVector<float>& values, float threshold);

/// Begin and end of each range, sorted, each once.
QVector<qint64> rangeBoundaries(const QVector<PositionRange>& ranges);

/// Both lists as one, sorted, each once.
QVector<qint64> mergedSnapPoints(const QVector<qint64>& first, const QVector<qint64>& second);

/// The point of a sorted list nearest to `position` and no farther than `tolerance`; the lower of two equally near.
std::optional<qint64> nearestSnapPoint(const QVector<qint64>& points, double position, double tolerance);

} // namespace corespan::widgets
