// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/network.h"
#include "train/examples.h"
#include "train/loss.h"

namespace corespan::model {

/// What the decoder reads and what it is to write, row by row (model/padded_decoder.h says which token stands where).
struct PaddedTargets
{
    /// targets: no loss here (ambiguous zones; a boundary that an open end leaves unknown; where nothing is annotated).
    static constexpr std::int64_t ignored = -100;
    /// targets: some core token, whichever: positions of a core whose label is not known.
    static constexpr std::int64_t someCore = -200;

    at::Tensor inputs;  ///< [rows] long: decoder_start_token_id, then the true tokens up to the one before
    at::Tensor targets; ///< [rows] long: a token id, or one of the above
};

/// A record without annotation teaches the labels that it has; what is not known of it is read as the unknown token.
PaddedTargets paddedTargets(const ModelConfig& config, const TrainBatch& batch);

/// Teacher-forced cross-entropy, mean over all judged rows of the batch, `</s>` among them. Losses::translator is its
/// mean over rows inside cores, Losses::selector over the others. hidden: the encoder's states.
Losses paddedLoss(const nn::Network& network, const at::Tensor& hidden, const TrainBatch& batch, double labelSmoothing,
                  const nn::TrainingMode* training);

} // namespace corespan::model
