// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/position_range.h"

#include <QString>
#include <QVector>

#include <optional>

namespace corespan::widgets {

/// What an edge can snap to; of several at one position the first in this order is named.
enum class SnapKind { Prediction, OtherRun, Candidate, Crossing, Peak, Step, Frame };

/// Which of them are looked at.
struct SnapSources
{
    bool crossings = true;  ///< of the threshold by P(core)
    bool steps = true;      ///< the steepest ones of P(core), and peaks of P(start) and P(end)
    bool runs = true;       ///< the shown run's and other runs' cores
    bool candidates = true; ///< the ranked alternatives
    bool frame = true;      ///< codons, where the record has them
    bool operator==(const SnapSources&) const = default;
};

/// "the prediction", "P(core) crosses 0.5", ...: what a drag says it has snapped to.
QString snapText(SnapKind kind);

/// Boundaries (0 .. length) where `values` passes `threshold`, sorted: position i is one if exactly one of i − 1 and i
/// is at or above it. The ends of the sequence are none. NaN counts as below.
QVector<qint64> probabilityCrossings(const QVector<float>& values, float threshold);

/// Boundaries at which `values` rise or fall by at least `least` within one position, more than at the two boundaries
/// beside; sorted.
QVector<qint64> steepSteps(const QVector<float>& values, float least);

/// Positions (not boundaries) whose value is at least `least`, above that of the one before and not below that of the
/// one behind; sorted. NaN and what lies outside count as below all.
QVector<qint64> probabilityPeaks(const QVector<float>& values, float least);

/// Begin and end of each range, sorted, each once.
QVector<qint64> rangeBoundaries(const QVector<PositionRange>& ranges);

/// Both lists as one, sorted, each once.
QVector<qint64> mergedSnapPoints(const QVector<qint64>& first, const QVector<qint64>& second);

/// The point of a sorted list nearest to `position` and no farther than `tolerance`; the lower of two equally near.
std::optional<qint64> nearestSnapPoint(const QVector<qint64>& points, double position, double tolerance);

} // namespace corespan::widgets
