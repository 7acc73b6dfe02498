// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace corespan::model {

/// Positions a batch for a decoder on a CPU: a step costs much the same for one sequence as for many.
inline constexpr std::int64_t decoderBudget = 16384;

/// Indices into `lengths`, grouped: sorted by length, longest first (memory runs out at once or never), each batch at
/// most `budget` positions unless a single record is longer. Ties keep their order.
std::vector<std::vector<std::size_t>> makeBatches(std::span<const std::int64_t> lengths, std::int64_t budget);

} // namespace corespan::model
