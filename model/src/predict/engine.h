// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/tokenizer.h"
#include "nn/network.h"

#include <span>
#include <string_view>

namespace corespan::model {

/// Token ids of several sequences, packed; on `device`.
struct EncodedBatch
{
    nn::Packed packed;
    at::Tensor ids;
};

EncodedBatch encodeBatch(const Tokenizer& tokenizer, std::span<const std::string_view> sequences,
                         const at::Device& device);

/// What the heads say, in CPU float memory: rows are tokens, the last of each sequence is `</s>`.
struct BatchOutput
{
    nn::Packed packed;
    at::Tensor hidden;   ///< only when asked for
    at::Tensor selector; ///< [rows, selector rows]; undefined without selector
    at::Tensor labels;   ///< [rows, K] logits; undefined without translator
};

/// Forward pass without gradients; a padded model decodes in it.
BatchOutput infer(const nn::Network& network, const EncodedBatch& batch, bool wantHidden);

} // namespace corespan::model
