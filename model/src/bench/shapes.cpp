// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/shapes.h"

namespace corespan::model {
namespace {

ModelConfig withEncoder(std::int64_t dModel, std::int64_t dKv, std::int64_t heads, std::int64_t dFf,
                        std::int64_t layers, std::int64_t vocabulary)
{
    ModelConfig config;
    config.encoder.dModel = dModel;
    config.encoder.dKv = dKv;
    config.encoder.numHeads = heads;
    config.encoder.dFf = dFf;
    config.encoder.numLayers = layers;
    config.encoder.vocabSize = vocabulary;
    config.labels.assign(24, {});
    for (std::size_t i = 0; i < config.labels.size(); ++i)
        config.labels[i] = "L" + std::to_string(i);
    return config;
}

} // namespace

bool isKnownShape(const std::string& name)
{
    return name == "t5-small" || name == "t5-base" || name == "prott5" || name == "longt5-tiny";
}

ModelConfig shapeConfig(const std::string& name)
{
    if (name == "t5-small")
        return withEncoder(512, 64, 8, 2048, 6, 128);
    if (name == "t5-base")
        return withEncoder(768, 64, 12, 3072, 12, 128);
    if (name == "prott5")
        return withEncoder(1024, 128, 32, 16384, 24, 128);
    if (name != "longt5-tiny")
        throw ModelError("unknown shape \"" + name +
                         "\"; known are t5-small, t5-base, prott5, longt5-tiny, or a model directory");
    ModelConfig config = withEncoder(128, 32, 4, 384, 5, 67);
    config.encoder.attention = AttentionKind::TransientGlobal;
    config.encoder.activation = Activation::GeluNew;
    config.encoder.gated = true;
    config.encoder.localRadius = 63;
    config.encoder.globalBlockSize = 32;
    return config;
}

} // namespace corespan::model
