// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/prediction.h"

namespace corespan {

/// How unsure a run is of where cores begin and where they end, in bits: 0 one place, 1 as of two equally likely ones.
struct BoundaryEntropy
{
    double start = 0.0;
    double end = 0.0;
    bool operator==(const BoundaryEntropy&) const = default;
};

/// Of the core that it is the least sure of. Each position of a track counts for the core whose boundary is nearest
/// (the first of equals), and what counts for one core is taken as a distribution. Absent: no core, or no tracks.
std::optional<BoundaryEntropy> boundaryEntropy(const QVector<PredictedCore>& cores, const Tracks& tracks);

} // namespace corespan
