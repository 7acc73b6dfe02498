// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/decoder_inputs.h"

#include <ATen/ATen.h>

namespace corespan::model {

std::span<const float> values(const at::Tensor& t, std::int64_t count)
{
    return {t.const_data_ptr<float>(), static_cast<std::size_t>(count)};
}

SpanDecodeOptions spanOptions(const ModelConfig& config, const DecodeOptions& options)
{
    SpanDecodeOptions span;
    span.minLength = options.minLength;
    span.maxLength = options.maxLength;
    span.allowNull = options.allowNull && config.selector.null;
    span.nullBias = options.nullBias;
    span.nBest = options.nBest;
    span.temperature = options.temperature;
    return span;
}

TagDecodeOptions tagOptions(const DecodeOptions& options)
{
    TagDecodeOptions tags;
    tags.minLength = options.minLength;
    tags.maxLength = options.maxLength;
    tags.allowNull = options.allowNull;
    tags.nullBias = options.nullBias;
    tags.singleCore = options.singleCore;
    tags.nBest = options.nBest;
    tags.temperature = options.temperature;
    return tags;
}

std::vector<SpanLogits> spanLogits(const at::Tensor& columns)
{
    const std::int64_t length = columns.size(1) - 1;
    const auto count = static_cast<std::size_t>(length);
    const float* first = columns.const_data_ptr<float>();
    std::vector<SpanLogits> byType;
    for (std::int64_t t = 0; t < columns.size(0) / 2; ++t) {
        const float *start = first + 2 * t * (length + 1), *end = start + length + 1;
        byType.push_back(
            {{start, count}, {end, count}, static_cast<double>(start[length]), static_cast<double>(end[length])});
    }
    return byType;
}

std::optional<CrfWeights> crfWeights(const nn::Network& network)
{
    if (!network.crfStart.defined())
        return std::nullopt;
    return CrfWeights{values(network.crfStart, network.crfStart.numel()),
                      values(network.crfEnd, network.crfEnd.numel()),
                      values(network.crfTransitions, network.crfTransitions.numel())};
}

} // namespace corespan::model
