// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/color_scale.h"

class QCPColorGradient;

namespace corespan::widgets {

/// The scale as plots take it; NaN is transparent.
QCPColorGradient gradientOf(const ColorScale& scale);

} // namespace corespan::widgets
