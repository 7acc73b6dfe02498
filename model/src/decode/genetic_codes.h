// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string_view>

namespace corespan::model {

/// Codons are separated by blanks.
struct GeneticCode
{
    int table = 0;
    std::string_view stops;
    std::string_view starts; ///< that NCBI lists
};

/// \throws ModelError
const GeneticCode& geneticCode(int table);

/// A, C, G and T are bits 0 to 3, U is T; an ambiguous letter of IUPAC is those that it may be. Either case; 0 for any
/// other letter.
std::uint8_t basesOf(char letter);

} // namespace corespan::model
