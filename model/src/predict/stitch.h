// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/predictor.h"
#include "predict/engine.h"
#include "predict/windows.h"

namespace corespan::model {

/// What the windows of one strand say, put together; in the strand's own order. L counts the heads' rows: positions, or
/// the pieces that stand for them.
struct StrandTracks
{
    /// [L + 1, selector rows]; the last row is that of `</s>`, 0 where there are several windows. Undefined without
    /// selector, and where `views` say it all.
    at::Tensor rows;
    std::vector<std::int16_t> topLabel;     ///< [L], or empty without translator
    std::vector<float> topLabelProbability; ///< [L]
    std::vector<float> labelProbabilities;  ///< [L * K], only where the matrix is asked for
    bool several = false;                   ///< put together from several windows: decodeStitched()
    std::vector<ScoredSpan> views = {};     ///< what SpanViews found
};

/// Puts the windows of a strand together, one after the other. Memory: the selector's logits and the top label of each
/// position (the label matrix too where it is asked for), never more than one batch of hidden states.
class Stitcher
{
public:
    /// `several`: the strand is seen in more than one window. A core of a span selector under a grammar of types then
    /// counts where it is better than its window's null and holds a fair share of its window's probability.
    Stitcher(const nn::Network& network, std::int64_t length, const PredictOptions& options, bool several);

    /// Takes the kept part of sequence `s` of a batch.
    void add(const Window& window, const BatchOutput& output, std::int64_t s);

    StrandTracks take() { return std::move(m_tracks); }

private:
    const nn::Network& m_network;
    const PredictOptions& m_options;
    StrandTracks m_tracks;
};

} // namespace corespan::model
