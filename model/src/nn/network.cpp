// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/network.h"

#include "nn/decoder.h"

#include <ATen/ATen.h>

namespace corespan::model::nn {
namespace {

using at::Tensor;

/// The attention module's name in Hugging Face's classes.
const char* attentionName(AttentionKind kind)
{
    switch (kind) {
    case AttentionKind::Local:
        return "LocalSelfAttention";
    case AttentionKind::TransientGlobal:
        return "TransientGlobalSelfAttention";
    case AttentionKind::Full:
        break;
    }
    return "SelfAttention";
}

LayerWeights allocateLayer(const EncoderConfig& c)
{
    const std::int64_t inner = c.numHeads * c.dKv;
    LayerWeights w;
    if (c.biasPerLayer)
        w.relativeBias = at::empty({c.relativeBuckets, c.numHeads});
    w.attentionNorm = at::empty({c.dModel});
    w.qkv = at::empty({3 * inner, c.dModel});
    w.output = at::empty({c.dModel, inner});
    if (c.attention == AttentionKind::TransientGlobal)
        w.globalNorm = at::empty({c.dModel});
    w.feedForwardNorm = at::empty({c.dModel});
    w.wi = at::empty({c.gated ? 2 * c.dFf : c.dFf, c.dModel});
    w.wo = at::empty({c.dModel, c.dFf});
    return w;
}

void layerViews(const EncoderConfig& c, const LayerWeights& w, std::size_t index, std::vector<NamedView>& out)
{
    const std::int64_t inner = c.numHeads * c.dKv;
    const std::string block = "transformer.encoder.block." + std::to_string(index) + ".layer.";
    const std::string attention = block + "0." + attentionName(c.attention) + '.';
    if (w.relativeBias.defined())
        out.push_back({attention + "relative_attention_bias.weight", w.relativeBias});
    out.push_back({block + "0.layer_norm.weight", w.attentionNorm});
    out.push_back({attention + "q.weight", w.qkv.narrow(0, 0, inner)});
    out.push_back({attention + "k.weight", w.qkv.narrow(0, inner, inner)});
    out.push_back({attention + "v.weight", w.qkv.narrow(0, 2 * inner, inner)});
    out.push_back({attention + "o.weight", w.output});
    if (w.globalNorm.defined())
        out.push_back({attention + "global_input_layer_norm.weight", w.globalNorm});
    const std::string dense = block + "1.DenseReluDense.";
    out.push_back({block + "1.layer_norm.weight", w.feedForwardNorm});
    if (c.gated) {
        out.push_back({dense + "wi_0.weight", w.wi.narrow(0, 0, c.dFf)});
        out.push_back({dense + "wi_1.weight", w.wi.narrow(0, c.dFf, c.dFf)});
    } else {
        out.push_back({dense + "wi.weight", w.wi});
    }
    out.push_back({dense + "wo.weight", w.wo});
}

} // namespace

Network Network::allocate(const ModelConfig& config)
{
    const EncoderConfig& c = config.encoder;
    Network n;
    n.config = config;
    n.embedding = at::empty({c.vocabSize, c.dModel});
    if (!c.biasPerLayer)
        n.relativeBias = at::empty({c.relativeBuckets, c.numHeads});
    if (c.attention == AttentionKind::TransientGlobal)
        n.globalBias = at::empty({c.relativeBuckets, c.numHeads});
    for (std::int64_t i = 0; i < c.numLayers; ++i)
        n.layers.push_back(allocateLayer(c));
    n.finalNorm = at::empty({c.dModel});
    if (config.isPadded())
        n.decoder = allocateDecoder(config);
    else if (config.hasSelector) {
        n.selectorWeight = at::empty({config.selectorRows(), c.dModel});
        n.selectorBias = at::empty({config.selectorRows()});
        if (config.selector.crf) {
            n.crfStart = at::empty({config.selectorRows()});
            n.crfEnd = at::empty({config.selectorRows()});
            n.crfTransitions = at::empty({config.selectorRows(), config.selectorRows()});
        }
    }
    if (config.translates()) {
        const auto labels = static_cast<std::int64_t>(config.labels.size());
        n.classifierWeight = at::empty({labels, c.dModel});
        n.classifierBias = at::empty({labels});
    }
    return n;
}

std::vector<NamedView> Network::views() const
{
    std::vector<NamedView> out;
    const std::string first =
        std::string("transformer.encoder.block.0.layer.0.") + attentionName(config.encoder.attention) + '.';
    out.push_back({"transformer.shared.weight", embedding});
    if (relativeBias.defined())
        out.push_back({first + "relative_attention_bias.weight", relativeBias});
    if (globalBias.defined())
        out.push_back({first + "global_relative_attention_bias.weight", globalBias});
    for (std::size_t i = 0; i < layers.size(); ++i)
        layerViews(config.encoder, layers[i], i, out);
    out.push_back({"transformer.encoder.final_layer_norm.weight", finalNorm});
    if (selectorWeight.defined()) {
        out.push_back({"selector.weight", selectorWeight});
        out.push_back({"selector.bias", selectorBias});
        if (crfStart.defined()) {
            out.push_back({"selector.crf.start", crfStart});
            out.push_back({"selector.crf.end", crfEnd});
            out.push_back({"selector.crf.transitions", crfTransitions});
        }
    }
    if (classifierWeight.defined()) {
        out.push_back({"classifier.weight", classifierWeight});
        out.push_back({"classifier.bias", classifierBias});
    }
    if (config.isPadded()) {
        // T5ForConditionalGeneration has its encoder at the top, T5ForTokenClassification inside "transformer".
        for (NamedView& view : out)
            view.name.erase(0, std::string("transformer.").size());
        addDecoderViews(config.encoder, decoder, out);
    }
    return out;
}

std::vector<Parameter> Network::parameters() const
{
    std::vector<Parameter> out;
    const auto add = [&](std::string name, const Tensor& tensor, bool decay, std::int64_t layer, bool bias = false) {
        if (tensor.defined())
            out.push_back({std::move(name), tensor, decay, bias, layer});
    };
    add("embedding", embedding, true, 0);
    add("relative_bias", relativeBias, false, 0, true);
    add("global_bias", globalBias, false, 0, true);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const LayerWeights& w = layers[i];
        const std::string layer = "layer." + std::to_string(i) + '.';
        const auto index = static_cast<std::int64_t>(i);
        add(layer + "relative_bias", w.relativeBias, false, index, true);
        add(layer + "attention_norm", w.attentionNorm, false, index);
        add(layer + "qkv", w.qkv, true, index);
        add(layer + "output", w.output, true, index);
        add(layer + "global_norm", w.globalNorm, false, index);
        add(layer + "feed_forward_norm", w.feedForwardNorm, false, index);
        add(layer + "wi", w.wi, true, index);
        add(layer + "wo", w.wo, true, index);
    }
    add("final_norm", finalNorm, false, config.encoder.numLayers - 1);
    add("selector.weight", selectorWeight, true, -1);
    add("selector.bias", selectorBias, false, -1);
    add("selector.crf.start", crfStart, false, -1);
    add("selector.crf.end", crfEnd, false, -1);
    add("selector.crf.transitions", crfTransitions, false, -1);
    add("classifier.weight", classifierWeight, true, -1);
    add("classifier.bias", classifierBias, false, -1);
    addDecoderParameters(decoder, out);
    return out;
}

void Network::to(const at::Device& device, at::ScalarType type)
{
    const auto matrix = [&](Tensor& t) {
        if (t.defined())
            t = t.to(device, type);
    };
    const auto precise = [&](Tensor& t) {
        if (t.defined())
            t = t.to(device, at::kFloat);
    };
    matrix(embedding);
    precise(relativeBias), precise(globalBias), precise(finalNorm);
    for (LayerWeights& w : layers) {
        matrix(w.qkv), matrix(w.output), matrix(w.wi), matrix(w.wo);
        precise(w.relativeBias), precise(w.attentionNorm), precise(w.globalNorm), precise(w.feedForwardNorm);
    }
    precise(selectorWeight), precise(selectorBias);
    // Read by the decoder, on the CPU, whatever the encoder runs on.
    crfStart = crfStart.defined() ? crfStart.cpu() : crfStart;
    crfEnd = crfEnd.defined() ? crfEnd.cpu() : crfEnd;
    crfTransitions = crfTransitions.defined() ? crfTransitions.cpu() : crfTransitions;
    precise(classifierWeight), precise(classifierBias);
    moveDecoder(decoder, device, type);
}

} // namespace corespan::model::nn
