// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/padded_bench.h"

#include <QString>

namespace corespan::cli {

/// The result as a figure of its own, SVG: time of a training step, time and memory of inference against the length.
QString paddedFigure(const model::PaddedBenchResult& result);

} // namespace corespan::cli
