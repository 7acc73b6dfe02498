// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/position_range.h"

#include <QVector>

namespace corespan::widgets {

/// Positions that lie in a range of one list and in none of the other, as ranges: sorted, apart. Ranges of one list
/// must not overlap. O(n log n).
QVector<PositionRange> rangeDifference(const QVector<PositionRange>& first, const QVector<PositionRange>& second);

} // namespace corespan::widgets
