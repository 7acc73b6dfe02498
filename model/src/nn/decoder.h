// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/network.h"

namespace corespan::model::nn {

/// Uninitialised weights of the right shapes.
DecoderWeights allocateDecoder(const ModelConfig& config);

/// Hugging Face's names, "decoder.*" and "lm_head.weight".
void addDecoderViews(const EncoderConfig& config, const DecoderWeights& weights, std::vector<NamedView>& out);

/// As heads: they learn whatever layers of the encoder are frozen.
void addDecoderParameters(const DecoderWeights& weights, std::vector<Parameter>& out);

/// Norms and biases stay float.
void moveDecoder(DecoderWeights& weights, const at::Device& device, at::ScalarType type);

/// Random start by Hugging Face's formulas.
void initialiseDecoder(const EncoderConfig& config, const DecoderWeights& weights, at::Generator& generator);

/// What the decoder says when its input is given (teacher forcing): states [rows, d_model], ready for outputLogits().
/// hidden: [rows, d_model] the encoder's; inputs: [rows] token ids. Both are packed alike: the decoder writes as many
/// tokens as the encoder reads. Differentiable. `training` null: inference.
at::Tensor decode(const Network& network, const at::Tensor& hidden, const at::Tensor& inputs, const Packed& packed,
                  const TrainingMode* training = nullptr);

/// Logits of the tokens [first, first + count) of the vocabulary, float, from decode()'s states.
at::Tensor outputLogits(const Network& network, const at::Tensor& states, std::int64_t first, std::int64_t count);

} // namespace corespan::model::nn
