// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/padded_decoder.h"
#include "nn/greedy.h"

namespace corespan::model {

/// The order of a padded decoder's tokens (model/padded_decoder.h); states: 0 before the core, 1 inside, 2 behind it.
nn::StepRules paddedRules(const PaddedTokens& tokens);

struct PaddedRun
{
    at::Tensor tokens;      ///< [rows] long, what was written
    at::Tensor tracks;      ///< [rows, paddedTracks] float, on the CPU
    at::Tensor labels;      ///< [rows, K] logits of the labels at each step, on the CPU; undefined where K is 0
    std::int64_t steps = 0; ///< of decoding
};

/// Decodes a batch greedily, and once more with nothing but `<pre>` written, for the exact P(start) and P(no core).
/// hidden: [rows, d_model] the encoder's states.
PaddedRun runPadded(const nn::Network& network, const at::Tensor& hidden, const nn::Packed& packed,
                    const nn::GreedyOptions& options = {});

} // namespace corespan::model
