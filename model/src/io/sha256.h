// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "io/sha256_block.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace corespan::model {

/// SHA-256 (FIPS 180-4) over bytes given piece by piece.
class Sha256
{
public:
    Sha256(); ///< by the processor's instructions where it has them
    explicit Sha256(AddSha256Blocks addBlocks) : m_addBlocks(addBlocks) {}

    void add(std::span<const std::byte> bytes);
    std::string hex(); ///< 64 lower-case digits; ends the sum

private:
    AddSha256Blocks m_addBlocks = addSha256BlocksPortable;
    std::array<std::uint32_t, 8> m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::byte, 64> m_rest{};
    std::size_t m_restSize = 0;
    std::uint64_t m_total = 0;
};

} // namespace corespan::model
