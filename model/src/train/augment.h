// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "train/examples.h"

namespace corespan::model {

/// With AugmentationConfig::cropProbability a piece of a slice that is longer than a piece: the boundary it was drawn
/// for lies in its middle half, or nearer to an edge where the slice ends there.
Slice cropSlice(const Slice& slice, const TrainRecord& record, const AugmentationConfig& config,
                std::mt19937_64& generator);

} // namespace corespan::model
