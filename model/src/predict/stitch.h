// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/predictor.h"
#include "predict/engine.h"
#include "predict/windows.h"

namespace corespan::model {

/// The tracks of one long record, put together from its windows. Memory: the selector's logits and the top label of
/// each position (the label matrix too where it is asked for), never more than one batch of hidden states.
class Stitcher
{
public:
    Stitcher(const nn::Network& network, std::int64_t length, const PredictOptions& options);

    /// Takes the kept part of sequence `s` of a batch.
    void add(const Window& window, const BatchOutput& output, std::int64_t s);

    /// Decodes the stitched tracks; any number of cores. Span selectors: a core counts where it is
    /// better than its window's null and holds a fair share of its window's probability.
    Prediction finish(std::string_view sequence) const;

private:
    const nn::Network& m_network;
    const PredictOptions& m_options;
    std::int64_t m_length;
    at::Tensor m_rows; ///< [L + 1, selector rows]; the last row, of `</s>`, is 0
    Prediction m_prediction;
};

} // namespace corespan::model
