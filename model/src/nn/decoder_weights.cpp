// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/decoder.h"

#include <ATen/ATen.h>

#include <cmath>

namespace corespan::model::nn {
namespace {

using at::Tensor;

DecoderLayerWeights allocateLayer(const EncoderConfig& c)
{
    const std::int64_t inner = c.numHeads * c.dKv;
    DecoderLayerWeights w;
    w.selfNorm = at::empty({c.dModel});
    w.selfQkv = at::empty({3 * inner, c.dModel});
    w.selfOutput = at::empty({c.dModel, inner});
    w.crossNorm = at::empty({c.dModel});
    w.crossQuery = at::empty({inner, c.dModel});
    w.crossKeyValue = at::empty({2 * inner, c.dModel});
    w.crossOutput = at::empty({c.dModel, inner});
    w.feedForwardNorm = at::empty({c.dModel});
    w.wi = at::empty({c.gated ? 2 * c.dFf : c.dFf, c.dModel});
    w.wo = at::empty({c.dModel, c.dFf});
    return w;
}

void addLayerViews(const EncoderConfig& c, const DecoderLayerWeights& w, std::size_t index, std::vector<NamedView>& out)
{
    const std::int64_t inner = c.numHeads * c.dKv;
    const std::string block = "decoder.block." + std::to_string(index) + ".layer.";
    const std::string self = block + "0.SelfAttention.", cross = block + "1.EncDecAttention.",
                      dense = block + "2.DenseReluDense.";
    out.push_back({block + "0.layer_norm.weight", w.selfNorm});
    out.push_back({self + "q.weight", w.selfQkv.narrow(0, 0, inner)});
    out.push_back({self + "k.weight", w.selfQkv.narrow(0, inner, inner)});
    out.push_back({self + "v.weight", w.selfQkv.narrow(0, 2 * inner, inner)});
    out.push_back({self + "o.weight", w.selfOutput});
    out.push_back({block + "1.layer_norm.weight", w.crossNorm});
    out.push_back({cross + "q.weight", w.crossQuery});
    out.push_back({cross + "k.weight", w.crossKeyValue.narrow(0, 0, inner)});
    out.push_back({cross + "v.weight", w.crossKeyValue.narrow(0, inner, inner)});
    out.push_back({cross + "o.weight", w.crossOutput});
    out.push_back({block + "2.layer_norm.weight", w.feedForwardNorm});
    if (c.gated) {
        out.push_back({dense + "wi_0.weight", w.wi.narrow(0, 0, c.dFf)});
        out.push_back({dense + "wi_1.weight", w.wi.narrow(0, c.dFf, c.dFf)});
    } else {
        out.push_back({dense + "wi.weight", w.wi});
    }
    out.push_back({dense + "wo.weight", w.wo});
}

} // namespace

DecoderWeights allocateDecoder(const ModelConfig& config)
{
    const EncoderConfig& c = config.encoder;
    DecoderWeights weights;
    weights.relativeBias = at::empty({c.relativeBuckets, c.numHeads});
    for (std::int64_t i = 0; i < config.decoder.numLayers; ++i)
        weights.layers.push_back(allocateLayer(c));
    weights.finalNorm = at::empty({c.dModel});
    if (!config.decoder.tied)
        weights.head = at::empty({c.vocabSize, c.dModel});
    return weights;
}

void addDecoderViews(const EncoderConfig& config, const DecoderWeights& weights, std::vector<NamedView>& out)
{
    if (weights.layers.empty())
        return;
    out.push_back({"decoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", weights.relativeBias});
    for (std::size_t i = 0; i < weights.layers.size(); ++i)
        addLayerViews(config, weights.layers[i], i, out);
    out.push_back({"decoder.final_layer_norm.weight", weights.finalNorm});
    if (weights.head.defined())
        out.push_back({"lm_head.weight", weights.head});
}

void addDecoderParameters(const DecoderWeights& weights, std::vector<Parameter>& out)
{
    if (weights.layers.empty())
        return;
    const auto add = [&](std::string name, const Tensor& tensor, bool decay, bool bias = false) {
        out.push_back({"decoder." + std::move(name), tensor, decay, bias, -1});
    };
    add("relative_bias", weights.relativeBias, false, true);
    for (std::size_t i = 0; i < weights.layers.size(); ++i) {
        const DecoderLayerWeights& w = weights.layers[i];
        const std::string layer = "layer." + std::to_string(i) + '.';
        add(layer + "self_norm", w.selfNorm, false);
        add(layer + "self_qkv", w.selfQkv, true);
        add(layer + "self_output", w.selfOutput, true);
        add(layer + "cross_norm", w.crossNorm, false);
        add(layer + "cross_query", w.crossQuery, true);
        add(layer + "cross_key_value", w.crossKeyValue, true);
        add(layer + "cross_output", w.crossOutput, true);
        add(layer + "feed_forward_norm", w.feedForwardNorm, false);
        add(layer + "wi", w.wi, true);
        add(layer + "wo", w.wo, true);
    }
    add("final_norm", weights.finalNorm, false);
    if (weights.head.defined())
        add("head", weights.head, true);
}

void moveDecoder(DecoderWeights& weights, const at::Device& device, at::ScalarType type)
{
    if (weights.layers.empty())
        return;
    for (DecoderLayerWeights& w : weights.layers) {
        for (Tensor* t : {&w.selfQkv, &w.selfOutput, &w.crossQuery, &w.crossKeyValue, &w.crossOutput, &w.wi, &w.wo})
            *t = t->to(device, type);
        for (Tensor* t : {&w.selfNorm, &w.crossNorm, &w.feedForwardNorm})
            *t = t->to(device, at::kFloat);
    }
    weights.relativeBias = weights.relativeBias.to(device, at::kFloat);
    weights.finalNorm = weights.finalNorm.to(device, at::kFloat);
    if (weights.head.defined())
        weights.head = weights.head.to(device, type);
}

void initialiseDecoder(const EncoderConfig& c, const DecoderWeights& weights, at::Generator& generator)
{
    if (weights.layers.empty())
        return;
    const double factor = c.initializerFactor, d = static_cast<double>(c.dModel), kv = static_cast<double>(c.dKv);
    const double inner = static_cast<double>(c.numHeads) * kv;
    const std::int64_t rows = c.numHeads * c.dKv;
    const auto normal = [&](const Tensor& t, double deviation) { t.normal_(0.0, deviation, generator); };
    normal(weights.relativeBias, factor / std::sqrt(d));
    for (const DecoderLayerWeights& w : weights.layers) {
        for (const Tensor& norm : {w.selfNorm, w.crossNorm, w.feedForwardNorm})
            norm.fill_(factor);
        normal(w.selfQkv.narrow(0, 0, rows), factor / std::sqrt(d * kv));
        normal(w.selfQkv.narrow(0, rows, 2 * rows), factor / std::sqrt(d));
        normal(w.crossQuery, factor / std::sqrt(d * kv));
        normal(w.crossKeyValue, factor / std::sqrt(d));
        for (const Tensor& output : {w.selfOutput, w.crossOutput})
            normal(output, factor / std::sqrt(inner));
        normal(w.wi, factor / std::sqrt(d));
        normal(w.wo, factor / std::sqrt(static_cast<double>(c.dFf)));
    }
    weights.finalNorm.fill_(factor);
    if (weights.head.defined())
        normal(weights.head, factor);
}

} // namespace corespan::model::nn
