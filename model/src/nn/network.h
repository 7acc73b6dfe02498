// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"
#include "nn/decoder_weights.h"
#include "nn/packed.h"

#include <ATen/Tensor.h>

#include <string>
#include <vector>

namespace corespan::model::nn {

struct LayerWeights
{
    at::Tensor relativeBias;  ///< [buckets, heads], UMT5 only: others share one
    at::Tensor attentionNorm; ///< [d_model]
    at::Tensor qkv;           ///< [3 * heads * d_kv, d_model]: one product instead of three
    at::Tensor output;        ///< [d_model, heads * d_kv]
    at::Tensor globalNorm;    ///< [d_model], transient-global only
    at::Tensor feedForwardNorm;
    at::Tensor wi; ///< [d_ff, d_model]; gated: [2 * d_ff, d_model], wi_0 above wi_1
    at::Tensor wo; ///< [d_model, d_ff]
};

/// A tensor by the name that files use; `view` looks into the weights of a Network, so that reading and writing share
/// one list.
struct NamedView
{
    std::string name;
    at::Tensor view;
};

/// A weight as the optimiser sees it.
struct Parameter
{
    std::string name;
    at::Tensor tensor;
    bool decay = true;         ///< weight decay applies: matrices, not norms, biases or the relative bias
    bool relativeBias = false; ///< has a learning rate of its own
    std::int64_t layer = -1;   ///< of the encoder; embedding and shared biases count as 0; -1: a head
};

/// Dropout while training; every call of the forward pass takes fresh seeds from `seed`.
struct TrainingMode
{
    double dropout = 0.0;
    std::uint32_t seed = 0;
    double translatorGradient = 1.0; ///< share of the translator's gradient that reaches the encoder
};

/// T5 / LongT5 encoder with its two heads, or with a decoder in their place. Plain tensors: copies share them.
struct Network
{
    ModelConfig config;
    at::Tensor embedding;    ///< [vocab, d_model]
    at::Tensor relativeBias; ///< [buckets, heads], shared by all layers; undefined where each has its own
    at::Tensor globalBias;   ///< the same for global tokens; transient-global only
    std::vector<LayerWeights> layers;
    at::Tensor finalNorm;
    at::Tensor selectorWeight, selectorBias;     ///< [rows, d_model], [rows]; undefined without selector
    at::Tensor crfStart, crfEnd, crfTransitions; ///< [rows], [rows], [from, to]; undefined without CRF
    at::Tensor classifierWeight, classifierBias; ///< [labels, d_model], [labels]; undefined without labels
    DecoderWeights decoder;                      ///< padded models only

    /// Uninitialised weights of the right shapes.
    static Network allocate(const ModelConfig& config);

    std::vector<NamedView> views() const;
    std::vector<Parameter> parameters() const;
    void to(const at::Device& device, at::ScalarType type); ///< norms and biases stay float
};

struct NetworkOutput
{
    at::Tensor hidden;   ///< [rows, d_model]; rows: all, or those that were kept
    at::Tensor selector; ///< [rows, selector rows], float; undefined without selector
    at::Tensor labels;   ///< [rows, labels], float; undefined without translator
};

/// ids: [rows], on the network's device; each sequence ends with `</s>`. `training` null: inference. `kept`: the rows
/// that heads and output are to have; undefined: all.
NetworkOutput forward(const Network& network, const at::Tensor& ids, const Packed& packed,
                      const TrainingMode* training = nullptr, const at::Tensor& kept = {});

} // namespace corespan::model::nn
