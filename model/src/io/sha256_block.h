// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace corespan::model {

/// First 32 bits of the fractional parts of the cube roots of the first 64 primes.
extern const std::array<std::uint32_t, 64> sha256RoundConstants;

/// Adds `count` blocks of 64 bytes to the state.
using AddSha256Blocks = void (*)(std::array<std::uint32_t, 8>& state, const std::byte* blocks, std::size_t count);

/// Runs everywhere.
void addSha256BlocksPortable(std::array<std::uint32_t, 8>& state, const std::byte* blocks, std::size_t count);

/// The x86 SHA instructions, ten times as fast: weights of several GB are summed at every start. Null where the
/// processor has none.
AddSha256Blocks sha256BlocksByInstructions();

} // namespace corespan::model
