// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/tokenizer.h"

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace corespan::model {

/// A spiece.model (https://github.com/google/sentencepiece, sentencepiece_model.proto) and how sequences go in.
class SentencePieces
{
public:
    SentencePieces(const TokenizerConfig& config, Alphabet alphabet, const std::string& where);

    Encoding split(std::string_view sequence) const;
    std::int64_t size() const;

private:
    struct Prepared;
    Prepared prepare(std::string_view sequence) const;

    std::shared_ptr<const sentencepiece::SentencePieceProcessor> m_processor;
    std::string m_joiner;
    std::array<char, 256> m_letters; ///< what each byte becomes before splitting
};

} // namespace corespan::model
