// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"
#include "model/span.h"

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace corespan::model {

/// Which positions tokens stand for, where that is not one each. A *piece* is a token that stands for at least one
/// position; the pieces tile the sequence in order. Other tokens (the blank before a first word) are read by the
/// encoder and by nothing else. Selectors and labels live on pieces: all that is said of a position is said of its
/// piece, and cores begin and end where pieces do.
struct Pieces
{
    std::vector<std::int64_t> tokens; ///< [P] the token of each piece, ascending
    std::vector<std::int64_t> begins; ///< [P + 1] its first position; the last entry is the sequence's length

    std::int64_t count() const { return static_cast<std::int64_t>(tokens.size()); }
    Span positionsOf(const Span& pieces) const; ///< pieces: a run of them, not beyond the last
    Span piecesOf(const Span& positions) const; ///< the shortest run of pieces that covers them; empty: an empty one
};

/// A sequence as the encoder reads it.
struct Encoding
{
    std::vector<std::int64_t> ids; ///< the last is `</s>`
    std::optional<Pieces> pieces;  ///< absent: token i is position i
};

class SentencePieces;

/// Turns a sequence into token ids, `</s>` (1) at the end. Thread-safe after construction.
///
/// Residue and Kmer: one a position. Letters outside `symbols` (IUPAC ambiguity codes included) and k-mers that run
/// over an end become `unknownId`; lower case equals upper case; in DNA and RNA alphabets U and T are the same letter.
///
/// SentencePiece: the ids of transformers' T5Tokenizer. Letters become upper case (but in text), `replace` is applied,
/// `joiner` put between positions, the result split by the SentencePiece library. A position belongs to the piece
/// that holds its first byte; what the library drops (doubled blanks) goes to the next piece, at the end to the last. A
/// sequence of which nothing is left is one unknown token. Text in the sequence is never read
/// as a special token: "</s>" is four letters.
class Tokenizer
{
public:
    static constexpr std::int64_t padId = 0;
    static constexpr std::int64_t endId = 1;

    /// \throws ModelError, starting with `where`, for ids or symbols that cannot be, and for a SentencePiece model that
    /// is damaged, or has `</s>` elsewhere than T5 has it
    Tokenizer(const TokenizerConfig& config, Alphabet alphabet, const std::string& where = "tokenizer");

    /// One token a position, whatever the sequence.
    bool onePerPosition() const { return m_pieces == nullptr; }
    /// Without `pieces`: ids of length sequence.size() + 1.
    Encoding split(std::string_view sequence) const;
    std::vector<std::int64_t> encode(std::string_view sequence) const { return split(sequence).ids; }
    /// Largest id that `encode` can give, plus one.
    std::int64_t size() const;

private:
    std::vector<std::int64_t> encodeSymbols(std::string_view sequence) const;

    TokenizerConfig m_config;
    std::int64_t m_tokenCount = 0;            ///< symbols ^ k
    std::array<std::int8_t, 256> m_code = {}; ///< letter to index in symbols, -1 where unknown
    std::shared_ptr<const SentencePieces> m_pieces;
};

/// How a plain checkpoint's spiece.model is used where nothing says it: `bytes` is the file, in `config` tokenizer and
/// alphabet are set. Ordinary pieces that are a blank and one letter each, among them all amino acids: protein with
/// joiner " " and UZOB replaced by X (ProtT5). One letter without blank: protein without joiner. The same with A, C, G
/// and T or U but no other amino acid: dna, rna. Anything else: text. \throws ModelError, starting with `where`
void plainTokenizer(std::shared_ptr<const std::string> bytes, const std::string& where, ModelConfig& config);

/// First position whose letter cannot belong to the alphabet (IUPAC codes, '*' and '-' may), or npos.
std::size_t findIllegalLetter(std::string_view sequence, Alphabet alphabet);

} // namespace corespan::model
