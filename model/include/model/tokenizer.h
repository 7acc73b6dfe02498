#pragma once
#include "model/config.h"

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

    Tokenizer(const TokenizerConfig& config, Alphabet alphabet);

    /// ids of length sequence.size() + 1
    std::vector<std::int64_t> encode(std::string_view sequence) const;
    /// Largest id that `encode` can give, plus one.
    std::int64_t size() const;

private:
    TokenizerConfig m_config;
    std::int8_t m_code[256];
};

/// First position whose letter cannot belong to the alphabet (IUPAC codes, '*' and '-' may), or npos.
std::size_t findIllegalLetter(std::string_view sequence, Alphabet alphabet);

} // namespace corespan::model
