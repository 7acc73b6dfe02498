// SPDX-License-Identifier: GPL-3.0-or-later
// The encoder as transformers 5.17 computes it (modeling_t5.py, modeling_longt5.py), on packed rows: scores are not
// scaled, block 0's relative bias serves all blocks (UMT5: each has its own), norms and softmax are in float.
#include "nn/attention.h"
#include "nn/dropout.h"
#include "nn/padded_attention.h"
#include "nn/relative_bias.h"

#include <ATen/ATen.h>

#include <optional>

namespace corespan::model::nn {
namespace {

using at::Tensor;

/// What all layers share: tables of the relative bias, blocks of the global tokens.
struct Shared
{
    Tensor bias; ///< undefined where each layer has its own
    std::int64_t reach = 0;
    Tensor sideBias;
    GlobalBlocks blocks;
    bool global = false;
    std::optional<PaddedAttention> padded; ///< where the kernels do not run
};

Shared prepare(const Network& network, const Packed& packed, const at::Device& device)
{
    const EncoderConfig& c = network.config.encoder;
    Shared shared;
    shared.reach = c.attention == AttentionKind::Full ? std::max<std::int64_t>(packed.longest() - 1, 0) : c.localRadius;
    if (network.relativeBias.defined())
        shared.bias = biasTable(network.relativeBias, shared.reach, c.relativeMaxDistance);
    if (c.attention == AttentionKind::TransientGlobal) {
        shared.blocks = makeGlobalBlocks(packed, c.globalBlockSize, device);
        shared.global = shared.blocks.globals.rows() > 0;
        if (shared.global)
            shared.sideBias = biasTable(network.globalBias, shared.blocks.most, c.relativeMaxDistance);
    }
    if (!network.layers.empty() && !hasKernels(network.layers.front().qkv, c.dKv))
        shared.padded.emplace(packed, c.attention == AttentionKind::Full ? -1 : c.localRadius,
                              shared.global ? &shared.blocks : nullptr, device);
    return shared;
}

/// Keys and values of the global tokens: the norm of the *sum* over each block, through the same projections.
Tensor globalKeysValues(const Network& network, const LayerWeights& w, const Tensor& normed, const Shared& shared)
{
    const EncoderConfig& c = network.config.encoder;
    const std::int64_t inner = c.numHeads * c.dKv, count = shared.blocks.globals.rows();
    const Tensor sums =
        at::zeros({count + 1, c.dModel}, normed.options()).index_add(0, shared.blocks.rowToGlobal, normed);
    const Tensor tokens = rmsNorm(sums.narrow(0, 0, count), w.globalNorm, c.layerNormEpsilon).to(normed.scalar_type());
    return at::linear(tokens, w.qkv.narrow(0, inner, 2 * inner));
}

Tensor attend(const Network& network, const LayerWeights& w, const Tensor& x, const Packed& packed, Shared& shared)
{
    const EncoderConfig& c = network.config.encoder;
    const Tensor normed = rmsNorm(x, w.attentionNorm, c.layerNormEpsilon).to(w.qkv.scalar_type());
    AttentionInput in;
    in.heads = c.numHeads;
    in.dim = c.dKv;
    in.radius = c.attention == AttentionKind::Full ? -1 : c.localRadius;
    in.bias = shared.bias.defined() ? shared.bias : biasTable(w.relativeBias, shared.reach, c.relativeMaxDistance);
    in.qkv = at::linear(normed, w.qkv);
    if (shared.global) {
        in.sideKv = globalKeysValues(network, w, normed, shared);
        in.sideBias = shared.sideBias;
    }
    PaddedAttention* padded = shared.padded ? &*shared.padded : nullptr;
    return at::linear(attention(in, packed, shared.global ? &shared.blocks : nullptr, padded), w.output);
}

Tensor feedForward(const EncoderConfig& c, const LayerWeights& w, const Tensor& x, Dropout& dropout)
{
    const Tensor normed = rmsNorm(x, w.feedForwardNorm, c.layerNormEpsilon).to(w.wi.scalar_type());
    const Tensor inner = feedForwardActivation(at::linear(normed, w.wi), c.activation, c.gated);
    return at::linear(dropout.apply(inner), w.wo);
}

} // namespace

NetworkOutput forward(const Network& network, const Tensor& ids, const Packed& packed, const TrainingMode* training,
                      const Tensor& kept)
{
    const EncoderConfig& c = network.config.encoder;
    Dropout dropout(training);
    Shared shared = prepare(network, packed, ids.device());
    Tensor x = dropout.apply(at::embedding(network.embedding, ids));
    for (const LayerWeights& w : network.layers) {
        x = dropout.add(x, attend(network, w, x, packed, shared));
        x = dropout.add(x, feedForward(c, w, x, dropout));
    }
    if (kept.defined())
        x = x.index_select(0, kept);
    NetworkOutput out;
    out.hidden = dropout.apply(rmsNorm(x, network.finalNorm, c.layerNormEpsilon));
    const Tensor state = out.hidden.to(at::kFloat);
    if (network.selectorWeight.defined())
        out.selector = at::linear(state, network.selectorWeight, network.selectorBias);
    const double share = training ? training->translatorGradient : 1.0;
    const Tensor translated = share == 1.0 ? state : state * share + state.detach() * (1.0 - share);
    if (network.classifierWeight.defined())
        out.labels = at::linear(translated, network.classifierWeight, network.classifierBias);
    return out;
}

} // namespace corespan::model::nn
