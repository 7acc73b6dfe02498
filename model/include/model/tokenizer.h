// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"

#include <array>
#include <string_view>
#include <vector>

namespace corespan::model {

/// Turns residues into token ids: one a position, then `</s>` (1). Thread-safe after construction.
/// Letters outside `symbols` (IUPAC ambiguity codes included) and k-mers that run over an end become `unknownId`;
/// lower case equals upper case; in DNA and RNA alphabets U and T are the same letter.
class Tokenizer
{
public:
    static constexpr std::int64_t padId = 0;
    static constexpr std::int64_t endId = 1;

    /// \throws ModelError, starting with `where`, for ids or symbols that cannot be
    Tokenizer(const TokenizerConfig& config, Alphabet alphabet, const std::string& where = "tokenizer");

    /// ids of length sequence.size() + 1
    std::vector<std::int64_t> encode(std::string_view sequence) const;
    /// Largest id that `encode` can give, plus one.
    std::int64_t size() const;

private:
    TokenizerConfig m_config;
    std::int64_t m_tokenCount = 0;       ///< symbols ^ k
    std::array<std::int8_t, 256> m_code; ///< letter to index in symbols, -1 where unknown
};

/// First position whose letter cannot belong to the alphabet (IUPAC codes, '*' and '-' may), or npos.
std::size_t findIllegalLetter(std::string_view sequence, Alphabet alphabet);

} // namespace corespan::model
