// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"

namespace corespan::model {

/// Trains the encoder alone to say what stands in hidden stretches of unlabelled sequences: BERT's masked tokens
/// (Devlin 2019) with span_length 1, else masked spans (Joshi 2020) of geometric length. The logits are
/// hidden * embedding^T / sqrt(d_model), T5's tied output layer, so that the model has no weights but the encoder's.
///
/// TrainConfig's schedule, optimiser, validation, checkpoints, device and seed mean what they mean in train(), and
/// "pretraining" is what is hidden; labels, selector and everything about records have no effect. Leaves an encoder
/// without heads in `outputDirectory`, for "init_from" of a training. `validation` chooses by the least loss; empty:
/// the newest is kept.
/// \throws ModelError as train() does
TrainReport pretrain(const TrainConfig& config, std::span<const TrainRecord> sequences,
                     std::span<const TrainRecord> validation,
                     const std::function<void(const TrainProgress&)>& onProgress, std::stop_token stop = {});

} // namespace corespan::model
