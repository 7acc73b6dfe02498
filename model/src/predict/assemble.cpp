// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/assemble.h"

#include "heads/both_strands.h"
#include "model/padded_decoder.h"
#include "predict/positions.h"
#include "predict/span_views.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace corespan::model {
namespace {

/// Labels of a CTC model without translator: each letter of the best string on the positions that it covers.
void fillFromString(const at::Tensor& rows, std::int64_t unit, const CtcHypothesis& best,
                    std::vector<std::int16_t>& topLabel, std::vector<float>& topLabelProbability)
{
    const std::int64_t length = rows.size(0) - 1, lead = (unit - 1) / 2;
    topLabel.assign(static_cast<std::size_t>(length), -1);
    topLabelProbability.assign(static_cast<std::size_t>(length), 0.0F);
    for (std::size_t s = 0; s < best.labels.size(); ++s) {
        const std::int64_t peak = best.peaks[s];
        const float probability = at::softmax(rows[peak], -1)[best.labels[s]].item<float>();
        for (std::int64_t p = std::max<std::int64_t>(0, peak - lead); p < std::min(length, peak - lead + unit); ++p) {
            topLabel[static_cast<std::size_t>(p)] = static_cast<std::int16_t>(best.labels[s]);
            topLabelProbability[static_cast<std::size_t>(p)] = probability;
        }
    }
}

/// A padded decoder labels what it wrote as core; elsewhere there is no label.
void keepWrittenLabels(StrandTracks& tracks)
{
    const at::Tensor written = tracks.rows.select(1, static_cast<std::int64_t>(PaddedTrack::Class)).contiguous();
    const float* classes = written.const_data_ptr<float>();
    for (std::size_t i = 0; i < tracks.topLabel.size(); ++i) {
        if (classes[i] == 1.0F)
            continue;
        tracks.topLabel[i] = -1;
        tracks.topLabelProbability[i] = 0.0F;
    }
}

/// Null where each token is a position.
const Pieces* piecesOf(const BatchOutput& output, std::int64_t s)
{
    if (output.pieces.empty() || !output.pieces[static_cast<std::size_t>(s)])
        return nullptr;
    return &*output.pieces[static_cast<std::size_t>(s)];
}

/// Decodes the tracks, without the labels.
SelectorResult select(const nn::Network& network, const Strand& forward, const Strand* reverse,
                      const DecodeOptions& options)
{
    const StrandTracks& tracks = forward.tracks;
    if (tracks.several && readsByViews(network.config, options) && network.selectorWeight.defined()) {
        const std::int64_t length =
            forward.pieces != nullptr ? forward.pieces->count() : static_cast<std::int64_t>(forward.sequence.size());
        return {decodeViews(network.config, tracks.views, reverse != nullptr ? &reverse->tracks.views : nullptr, length,
                            options)};
    }
    if (!tracks.rows.defined())
        return {};
    if (reverse != nullptr)
        return decodeBothStrands(network, {tracks.rows, forward.sequence}, {reverse->tracks.rows, reverse->sequence},
                                 options, tracks.several);
    return (tracks.several ? decodeStitched : decodeSelector)(network, tracks.rows, forward.sequence, options);
}

/// Labels of models without translator.
void readLabels(const nn::Network& network, const std::vector<CtcHypothesis>& strings, StrandTracks& tracks)
{
    if (network.config.isPadded())
        keepWrittenLabels(tracks);
    else if (!network.classifierWeight.defined() && !strings.empty())
        fillFromString(tracks.rows, network.config.decoding.unit, strings.front(), tracks.topLabel,
                       tracks.topLabelProbability);
}

/// Whether the labels of each position are the reverse strand's.
std::vector<bool> readInReverse(const Selection& selection, std::size_t types)
{
    const std::size_t length = selection.pCore.size();
    std::vector<bool> reverse(length, false);
    for (std::size_t i = 0; i < length; ++i) {
        double here = 0.0, there = 0.0;
        for (std::size_t t = 0; t < types; ++t) {
            here += selection.pType[t * length + i];
            there += selection.pType[(types + t) * length + i];
        }
        reverse[i] = there > here;
    }
    for (const ScoredSpan& core : selection.cores)
        std::fill(reverse.begin() + core.span.begin, reverse.begin() + core.span.end,
                  core.type >= static_cast<int>(types));
    return reverse;
}

/// Takes from `other`, in its own order, the rows of those positions that are read in reverse.
template <typename T>
void takeReverse(std::vector<T>& to, const std::vector<T>& other, const std::vector<bool>& reverse)
{
    const std::size_t length = reverse.size(), columns = length == 0 ? 0 : to.size() / length;
    for (std::size_t i = 0; i < length; ++i)
        if (reverse[i])
            std::copy_n(other.begin() + static_cast<std::ptrdiff_t>((length - 1 - i) * columns), columns,
                        to.begin() + static_cast<std::ptrdiff_t>(i * columns));
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

Strand wholeStrand(const nn::Network& network, const BatchOutput& output, std::int64_t s, std::string_view sequence,
                   const PredictOptions& options)
{
    const Span all{0, output.packed.length(s) - 1};
    Stitcher stitcher(network, all.length(), options, false);
    stitcher.add({all, all}, output, s);
    return {sequence, stitcher.take(), piecesOf(output, s)};
}

Prediction assembleRecord(const nn::Network& network, Strand forward, std::optional<Strand> reverse,
                          const PredictOptions& options)
{
    const c10::InferenceMode inference;
    StrandTracks& tracks = forward.tracks;
    SelectorResult result = select(network, forward, reverse ? &*reverse : nullptr, options.decode);
    readLabels(network, result.strings, tracks);
    if (reverse)
        readLabels(network, result.reverseStrings, reverse->tracks);
    if (reverse && !tracks.topLabel.empty() && !result.selection.pType.empty()) {
        const auto turned = readInReverse(result.selection, network.config.selector.types.size());
        takeReverse(tracks.topLabel, reverse->tracks.topLabel, turned);
        takeReverse(tracks.topLabelProbability, reverse->tracks.topLabelProbability, turned);
        takeReverse(tracks.labelProbabilities, reverse->tracks.labelProbabilities, turned);
    }
    Prediction prediction;
    prediction.selector = std::move(result.selection);
    prediction.strings = std::move(result.strings);
    prediction.reverseStrings = std::move(result.reverseStrings);
    prediction.topLabel = std::move(tracks.topLabel);
    prediction.topLabelProbability = std::move(tracks.topLabelProbability);
    prediction.labelProbabilities = std::move(tracks.labelProbabilities);
    if (forward.pieces != nullptr)
        toPositions(*forward.pieces, network.config.labels.size(), prediction);
    return prediction;
}

Prediction assemblePrediction(const nn::Network& network, const BatchOutput& output, std::int64_t s,
                              std::string_view sequence, const PredictOptions& options)
{
    return assembleRecord(network, wholeStrand(network, output, s, sequence, options), {}, options);
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
