// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/network.h"
#include "train/examples.h"

namespace corespan::model {

struct Losses
{
    at::Tensor total;        ///< translator + lambda * selector; undefined where the batch supervises nothing
    double translator = 0.0; ///< mean over covered positions
    double selector = 0.0;   ///< as selectorLoss() defines it for the model's kind
};

/// L = L_trans + lambda * L_sel. The translator's cross-entropy covers gold cores, with noise or the selector's own
/// cores in their place where TrainConfig::coupling asks for it. progress: 0..1 of the schedule.
Losses computeLosses(const nn::Network& network, const nn::NetworkOutput& output, const TrainBatch& batch,
                     const TrainConfig& config, double progress, std::mt19937_64& generator);

/// Forward pass and loss of one batch, of heads or of a decoder, as the model has them.
Losses batchLosses(const nn::Network& network, const TrainBatch& batch, const TrainConfig& config, double progress,
                   const nn::TrainingMode& mode, std::mt19937_64& generator);

} // namespace corespan::model
