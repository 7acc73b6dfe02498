// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/assemble.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace corespan::model {
namespace {

std::span<const float> slice(const at::Tensor& rows, std::int64_t first, std::int64_t count)
{
    return {rows.const_data_ptr<float>() + first, static_cast<std::size_t>(count)};
}

void fillLabels(const at::Tensor& logits, bool wantMatrix, Prediction& prediction)
{
    const at::Tensor probabilities = at::softmax(logits, -1);
    const auto [top, index] = probabilities.max(-1);
    const auto length = static_cast<std::size_t>(logits.size(0));
    prediction.topLabelProbability.assign(top.const_data_ptr<float>(), top.const_data_ptr<float>() + length);
    prediction.topLabel.resize(length);
    std::ranges::transform(std::span(index.const_data_ptr<std::int64_t>(), length), prediction.topLabel.begin(),
                           [](std::int64_t label) { return static_cast<std::int16_t>(label); });
    if (wantMatrix) {
        const float* values = probabilities.const_data_ptr<float>();
        prediction.labelProbabilities.assign(values, values + probabilities.numel());
    }
}

} // namespace

SpanDecodeOptions decodeOptionsOf(const ModelConfig& config)
{
    SpanDecodeOptions options;
    options.minLength = config.decoding.minLength;
    options.maxLength = config.decoding.maxLength;
    options.nullBias = config.decoding.nullBias;
    options.nBest = static_cast<std::size_t>(config.decoding.nBest);
    options.allowNull = config.selector.null;
    return options;
}

Prediction assemblePrediction(const BatchOutput& output, std::int64_t s, const ModelConfig& config,
                              const PredictOptions& options)
{
    const c10::InferenceMode inference;
    const std::int64_t first = output.packed.offsets[static_cast<std::size_t>(s)], length = output.packed.length(s) - 1;
    Prediction prediction;
    if (output.start.defined()) {
        SpanLogits logits;
        logits.start = slice(output.start, first, length);
        logits.end = slice(output.end, first, length);
        logits.nullStart = static_cast<double>(slice(output.start, first + length, 1)[0]);
        logits.nullEnd = static_cast<double>(slice(output.end, first + length, 1)[0]);
        SpanDecodeOptions decode = options.decode;
        decode.allowNull = decode.allowNull && config.selector.null;
        prediction.selector = decodeSpan(logits, decode);
    }
    if (output.labels.defined() && length > 0)
        fillLabels(output.labels.narrow(0, first, length), options.labelMatrix, prediction);
    return prediction;
}

RawLogits assembleLogits(const BatchOutput& output, std::int64_t s)
{
    const std::int64_t first = output.packed.offsets[static_cast<std::size_t>(s)], length = output.packed.length(s) - 1;
    const auto rows = [&](const at::Tensor& t) {
        const std::int64_t width = t.dim() > 1 ? t.size(1) : 1;
        const float* from = t.const_data_ptr<float>() + first * width;
        return std::vector<float>(from, from + length * width);
    };
    RawLogits logits;
    logits.length = length;
    if (output.hidden.defined()) {
        logits.dModel = output.hidden.size(1);
        logits.hidden = rows(output.hidden);
    }
    if (output.start.defined()) {
        logits.start = rows(output.start);
        logits.end = rows(output.end);
        logits.nullStart = slice(output.start, first + length, 1)[0];
        logits.nullEnd = slice(output.end, first + length, 1)[0];
    }
    if (output.labels.defined()) {
        logits.labelCount = output.labels.size(1);
        logits.labels = rows(output.labels);
    }
    return logits;
}

} // namespace corespan::model
