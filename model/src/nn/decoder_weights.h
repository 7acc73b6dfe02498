// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <ATen/Tensor.h>

#include <vector>

namespace corespan::model::nn {

struct DecoderLayerWeights
{
    at::Tensor selfNorm; ///< [d_model]
    at::Tensor selfQkv;  ///< [3 * heads * d_kv, d_model]
    at::Tensor selfOutput;
    at::Tensor crossNorm;
    at::Tensor crossQuery;    ///< [heads * d_kv, d_model]
    at::Tensor crossKeyValue; ///< [2 * heads * d_kv, d_model]: of the encoder's states
    at::Tensor crossOutput;
    at::Tensor feedForwardNorm;
    at::Tensor wi; ///< [d_ff, d_model]; gated: [2 * d_ff, d_model], wi_0 above wi_1
    at::Tensor wo;
};

/// A T5 decoder; its embedding is the encoder's.
struct DecoderWeights
{
    std::vector<DecoderLayerWeights> layers; ///< none: the network has no decoder
    at::Tensor relativeBias;                 ///< [buckets, heads] of self-attention, shared by all layers
    at::Tensor finalNorm;
    at::Tensor head; ///< [vocab, d_model]; undefined where the embedding is the output matrix too
};

} // namespace corespan::model::nn
