// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "decode/path_sums.h"
#include "decode/segment_lattice.h"

#include <cstddef>
#include <span>
#include <vector>

namespace corespan::model {

PathSums sumPaths(const SegmentLattice& lattice);

/// The `count` best single cores of the lattice, best first, ties by begin, end and type. A core's score is before[node
/// of its first position] + what is inside it + after[node of its last position]; noPath in either forbids. before
/// includes what the first position itself scores. Both [nodes].
std::vector<ScoredSpan> bestSegments(const SegmentLattice& lattice, std::span<const double> before,
                                     std::span<const double> after, std::size_t count);

} // namespace corespan::model
