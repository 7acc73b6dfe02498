// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/tokenizer.h"
#include "nn/network.h"

#include <span>
#include <string_view>

namespace corespan::model {

/// Pieces of each sequence of a batch; empty where every token of every sequence is a position.
using BatchPieces = std::vector<std::optional<Pieces>>;

/// Token ids of several sequences, packed; on `device`.
struct EncodedBatch
{
    nn::Packed packed; ///< rows of the heads: pieces (or positions) and `</s>`
    nn::Packed tokens; ///< rows of the encoder, where `kept` is defined
    at::Tensor ids;
    at::Tensor kept; ///< [packed.rows()] the heads' rows among the encoder's; undefined: all
    BatchPieces pieces;

    const nn::Packed& encoderRows() const { return kept.defined() ? tokens : packed; }
};

EncodedBatch packEncodings(std::vector<Encoding> encodings, const at::Device& device);

EncodedBatch encodeBatch(const Tokenizer& tokenizer, std::span<const std::string_view> sequences,
                         const at::Device& device);

/// What the heads say, in CPU float memory: rows are pieces, the last of each sequence is `</s>`.
struct BatchOutput
{
    nn::Packed packed;
    BatchPieces pieces;  ///< as in EncodedBatch
    at::Tensor hidden;   ///< only when asked for
    at::Tensor selector; ///< [rows, selector rows]; undefined without selector
    at::Tensor labels;   ///< [rows, K] logits; undefined without translator
};

/// Forward pass without gradients; a padded model decodes in it.
BatchOutput infer(const nn::Network& network, const EncodedBatch& batch, bool wantHidden);

} // namespace corespan::model
