// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/initialise.h"

#include "nn/decoder.h"
#include "nn/relative_bias.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>

namespace corespan::model::nn {

namespace {

void fillHeads(const Network& network, const at::Generator& generator)
{
    for (const auto& [weight, bias] : {std::pair(network.selectorWeight, network.selectorBias),
                                       std::pair(network.classifierWeight, network.classifierBias)}) {
        if (!weight.defined())
            continue;
        weight.normal_(0.0, 0.02, generator);
        bias.zero_();
    }
    for (const at::Tensor& t : {network.crfStart, network.crfEnd, network.crfTransitions}) {
        if (t.defined())
            t.uniform_(-0.1, 0.1, generator); // as pytorch-crf does
    }
}

} // namespace

void initialise(const Network& network, std::uint64_t seed)
{
    const at::NoGradGuard noGrad;
    const EncoderConfig& c = network.config.encoder;
    at::Generator generator = at::detail::createCPUGenerator(seed);
    const double factor = c.initializerFactor, d = static_cast<double>(c.dModel), kv = static_cast<double>(c.dKv);
    const double inner = static_cast<double>(c.numHeads) * kv;
    const auto normal = [&](const at::Tensor& t, double deviation) { t.normal_(0.0, deviation, generator); };
    const std::int64_t rows = c.numHeads * c.dKv;

    normal(network.embedding, factor);
    for (const at::Tensor& bias : {network.relativeBias, network.globalBias}) {
        if (bias.defined())
            normal(bias, factor / std::sqrt(d));
    }
    for (const LayerWeights& w : network.layers) {
        if (w.relativeBias.defined())
            normal(w.relativeBias, factor / std::sqrt(d));
        w.attentionNorm.fill_(factor);
        w.feedForwardNorm.fill_(factor);
        if (w.globalNorm.defined())
            w.globalNorm.fill_(factor);
        normal(w.qkv.narrow(0, 0, rows), factor / std::sqrt(d * kv));
        normal(w.qkv.narrow(0, rows, 2 * rows), factor / std::sqrt(d));
        normal(w.output, factor / std::sqrt(inner));
        normal(w.wi, factor / std::sqrt(d));
        normal(w.wo, factor / std::sqrt(static_cast<double>(c.dFf)));
    }
    network.finalNorm.fill_(factor);
    initialiseDecoder(c, network.decoder, generator);
    fillHeads(network, generator);
}

void initialiseHeads(const Network& network, std::uint64_t seed)
{
    const at::NoGradGuard noGrad;
    fillHeads(network, at::detail::createCPUGenerator(seed));
}

double patternValue(const BiasPattern& pattern, std::int64_t offset)
{
    const double distance = static_cast<double>(std::abs(offset));
    switch (pattern.kind) {
    case BiasPattern::Kind::Flat:
        return 0.0;
    case BiasPattern::Kind::Offsets:
        return std::ranges::find(pattern.offsets, offset) != pattern.offsets.end() ? pattern.value : 0.0;
    case BiasPattern::Kind::Comb:
        return offset % pattern.period == 0 && distance <= 20.0 * static_cast<double>(pattern.period) ? pattern.value
                                                                                                      : -1.0;
    case BiasPattern::Kind::DecayLeft:
        return offset <= 0 ? -distance / pattern.scale : -pattern.scale;
    case BiasPattern::Kind::DecayRight:
        return offset >= 0 ? -distance / pattern.scale : -pattern.scale;
    }
    return 0.0;
}

namespace {

void fillBias(const at::Tensor& bias, const EncoderConfig& c, const std::vector<BiasPattern>& patterns)
{
    bias.zero_();
    const std::int64_t reach = c.attention == AttentionKind::Full ? c.relativeMaxDistance : 2 * c.localRadius;
    auto values = bias.accessor<float, 2>();
    for (std::int64_t offset = -reach; offset <= reach; ++offset) {
        const std::int64_t row = relativeBucket(offset, c.relativeBuckets, c.relativeMaxDistance);
        for (std::size_t h = 0; h < patterns.size(); ++h)
            values[row][static_cast<std::int64_t>(h)] = static_cast<float>(patternValue(patterns[h], offset));
    }
}

} // namespace

void initialiseBias(const Network& network, const std::vector<BiasPattern>& patterns)
{
    const EncoderConfig& c = network.config.encoder;
    if (static_cast<std::int64_t>(patterns.size()) != c.numHeads)
        throw ModelError("bias_init has " + std::to_string(patterns.size()) + " patterns for " +
                         std::to_string(c.numHeads) + " heads; give one a head, or none");
    const at::NoGradGuard noGrad;
    if (network.relativeBias.defined())
        fillBias(network.relativeBias, c, patterns);
    for (const LayerWeights& w : network.layers) {
        if (w.relativeBias.defined())
            fillBias(w.relativeBias, c, patterns);
    }
}

} // namespace corespan::model::nn
