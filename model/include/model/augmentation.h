// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>

namespace corespan::model {

/// What an epoch changes about the records that it shows. Everything here is off by default, and drawn from the seed
/// and the epoch alone.
struct AugmentationConfig
{
    /// That a slice longer than `cropLength` is cut to a random piece of so many positions around one known boundary of
    /// a core, whose other end is then open; without a known boundary any piece is taken. Long cores cost less, and
    /// boundaries are seen more often. Records of which only a target string is known are never cut. 0: off
    double cropProbability = 0.0;
    std::int64_t cropLength = 2048; ///< positions
    double cropStartShare = 0.5;    ///< pieces around a core's start; the others are around its end
};

} // namespace corespan::model
