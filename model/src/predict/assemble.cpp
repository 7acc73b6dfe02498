// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/assemble.h"

#include "heads/decode_selector.h"
#include "model/padded_decoder.h"
#include "predict/positions.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace corespan::model {
namespace {

/// Labels of a CTC model without translator: each letter of the best string on the positions that it covers.
void fillFromString(const at::Tensor& rows, std::int64_t unit, Prediction& prediction)
{
    const std::int64_t length = rows.size(0) - 1, lead = (unit - 1) / 2;
    prediction.topLabel.assign(static_cast<std::size_t>(length), -1);
    prediction.topLabelProbability.assign(static_cast<std::size_t>(length), 0.0F);
    const at::Tensor probabilities = at::softmax(rows, -1);
    const CtcHypothesis& best = prediction.strings.front();
    for (std::size_t s = 0; s < best.labels.size(); ++s) {
        const std::int64_t peak = best.peaks[s];
        const float probability = probabilities[peak][best.labels[s]].item<float>();
        for (std::int64_t p = std::max<std::int64_t>(0, peak - lead); p < std::min(length, peak - lead + unit); ++p) {
            prediction.topLabel[static_cast<std::size_t>(p)] = static_cast<std::int16_t>(best.labels[s]);
            prediction.topLabelProbability[static_cast<std::size_t>(p)] = probability;
        }
    }
}

/// Null where each token is a position.
const Pieces* piecesOf(const BatchOutput& output, std::int64_t s)
{
    if (output.pieces.empty() || !output.pieces[static_cast<std::size_t>(s)])
        return nullptr;
    return &*output.pieces[static_cast<std::size_t>(s)];
}

} // namespace

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

Prediction assemblePrediction(const nn::Network& network, const BatchOutput& output, std::int64_t s,
                              std::string_view sequence, const PredictOptions& options)
{
    const c10::InferenceMode inference;
    const std::int64_t first = output.packed.offsets[static_cast<std::size_t>(s)], length = output.packed.length(s) - 1;
    Prediction prediction;
    if (output.selector.defined()) {
        const at::Tensor rows = output.selector.narrow(0, first, length + 1);
        SelectorResult result = decodeSelector(network, rows, sequence, options.decode);
        prediction.selector = std::move(result.selection);
        prediction.strings = std::move(result.strings);
        if (!output.labels.defined() && !prediction.strings.empty())
            fillFromString(rows, network.config.decoding.unit, prediction);
    }
    if (output.labels.defined() && length > 0)
        fillLabels(output.labels.narrow(0, first, length), options.labelMatrix, prediction);
    if (network.config.isPadded())
        keepWrittenLabels(output.selector.narrow(0, first, length), prediction);
    if (const auto* pieces = piecesOf(output, s))
        toPositions(*pieces, network.config.labels.size(), prediction);
    return prediction;
}

void keepWrittenLabels(const at::Tensor& tracks, Prediction& prediction)
{
    const at::Tensor written = tracks.select(1, static_cast<std::int64_t>(PaddedTrack::Class));
    for (std::size_t i = 0; i < prediction.topLabel.size(); ++i) {
        if (written[static_cast<std::int64_t>(i)].item<float>() == 1.0F)
            continue;
        prediction.topLabel[i] = -1;
        prediction.topLabelProbability[i] = 0.0F;
    }
}

RawLogits assembleLogits(const BatchOutput& output, std::int64_t s)
{
    const std::int64_t first = output.packed.offsets[static_cast<std::size_t>(s)], length = output.packed.length(s) - 1;
    const auto rows = [&](const at::Tensor& t, std::int64_t from, std::int64_t count) {
        const float* values = t.const_data_ptr<float>() + from * t.size(1);
        return std::vector<float>(values, values + count * t.size(1));
    };
    RawLogits logits;
    logits.length = length;
    if (output.hidden.defined()) {
        logits.dModel = output.hidden.size(1);
        logits.hidden = rows(output.hidden, first, length);
    }
    if (output.selector.defined()) {
        logits.selectorRows = output.selector.size(1);
        logits.selector = rows(output.selector, first, length);
        logits.null = rows(output.selector, first + length, 1);
    }
    if (output.labels.defined()) {
        logits.labelCount = output.labels.size(1);
        logits.labels = rows(output.labels, first, length);
    }
    if (const auto* pieces = piecesOf(output, s))
        toPositions(*pieces, logits);
    return logits;
}

} // namespace corespan::model
