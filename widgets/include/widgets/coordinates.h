// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/position_range.h"

#include <QString>

namespace corespan::widgets {

/// "25–54": 1-based, closed, en dash; one position alone is "25"; an empty range is "".
QString closedText(PositionRange range);

/// "[24, 54)": 0-based, half-open.
QString halfOpenText(PositionRange range);

/// "[24, 54) · 25–54": what a drag shows, so that nobody has to guess which style a number is in.
QString bothStyles(PositionRange range);

} // namespace corespan::widgets
