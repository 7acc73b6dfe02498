// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"
#include "nn/network.h"

#include <ATen/Tensor.h>

namespace corespan::model {

/// Loss of one batch.
struct BatchLoss
{
    at::Tensor total; ///< what is minimised; undefined where the batch supervises nothing
    double translator = 0.0;
    double selector = 0.0;
    double masked = 0.0; ///< pretraining
    bool pretraining = false;
    std::int64_t tokens = 0; ///< rows of the batch, without padding
};

/// What decides which weights are kept: the greater score, then the greater tie-break.
struct ValidationScore
{
    double score = 0.0;
    double tieBreak = 0.0;
};

/// What is trained on what. The loop around it (schedule, optimiser, checkpoints, validation) is TrainingLoop's.
class TrainingTask
{
public:
    virtual ~TrainingTask() = default;

    /// Draws the epoch's batches; how many they are. The same epoch gives the same batches.
    virtual std::int64_t beginEpoch(std::int64_t epoch) = 0;
    /// Loss of a batch of this epoch under `network`; pass: batches seen in all; progress: 0..1 of the schedule.
    virtual BatchLoss loss(const nn::Network& network, std::int64_t batch, std::int64_t pass, double progress) = 0;
    /// Names of the batch's records, for messages.
    virtual std::string recordsOf(std::int64_t batch) const = 0;
    /// Measures the network and fills the progress's fields of a validation.
    virtual ValidationScore validate(const nn::Network& network, TrainProgress& progress) = 0;
};

/// Seed of one pass's dropout.
std::uint32_t dropoutSeed(std::uint64_t seed, std::int64_t pass);

} // namespace corespan::model
