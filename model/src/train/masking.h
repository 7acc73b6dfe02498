// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/tokenizer.h"
#include "train/examples.h"

namespace corespan::model {

/// A stretch whose tokens have to be told, and how it is shown.
struct HiddenStretch
{
    enum class Shown { Masked, Random, Kept };
    Span span;
    Shown shown = Shown::Masked;
};

/// Stretches of a sequence of `length` positions, disjoint and not touching: their lengths are geometric with mean
/// `spanLength` (as far as the sequence goes), and together they hide `maskShare` of it on average; at least one
/// position.
std::vector<HiddenStretch> drawHidden(std::int64_t length, const PretrainConfig& config, std::mt19937_64& generator);

struct MaskedSequence
{
    std::vector<std::int64_t> ids;     ///< [length + 1] as the encoder reads it, `</s>` at the end
    std::vector<std::int64_t> targets; ///< [length + 1] the token that stands there; -100 where it is not hidden
};

/// A masked stretch gives `maskId` in the place of each token that would show one of its letters; a random one has
/// letters drawn from the sequence. Unknown tokens are hidden but not asked for.
MaskedSequence maskSequence(std::string_view sequence, std::span<const HiddenStretch> hidden,
                            const Tokenizer& tokenizer, const TokenizerConfig& config, std::int64_t maskId,
                            std::mt19937_64& generator);

/// Pieces of at most `pieceLength` positions that tile each record, cut elsewhere in each epoch.
std::vector<Slice> drawPieces(std::span<const TrainRecord> records, std::int64_t pieceLength,
                              std::mt19937_64& generator);

} // namespace corespan::model
