// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "decode/segment_lattice.h"

#include <cstddef>
#include <span>
#include <vector>

namespace corespan::model {

/// Logarithms of sums over paths; each edge weighs exp(weight).
struct SegmentSums
{
    std::vector<double> forward;  ///< [nodes] over paths from the source to the node
    std::vector<double> backward; ///< [nodes] over paths from the node to the sink
    double total = 0.0;           ///< over all paths
};

SegmentSums sumPaths(const SegmentLattice& lattice);

/// The `count` best single cores of the lattice, best first, ties by begin, end and type. A core's score is before[node
/// of its first position] + what is inside it + after[node of its last position]; noPath in either forbids. before
/// includes what the first position itself scores. Both [nodes].
std::vector<ScoredSpan> bestSegments(const SegmentLattice& lattice, std::span<const double> before,
                                     std::span<const double> after, std::size_t count);

} // namespace corespan::model
