// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"
#include "nn/network.h"

#include <span>

namespace corespan::model {

/// Where a run stands, beside its tensors.
struct TrainState
{
    std::int64_t epoch = 0;
    std::int64_t batch = 0;  ///< batches of this epoch already done
    std::int64_t passes = 0; ///< batches seen in all; a step takes TrainConfig::accumulate of them
    std::int64_t steps = 0;  ///< of the optimiser
    double minutes = 0.0;    ///< time spent, earlier runs of the same training included
    bool validated = false;  ///< the best is one: a model has been written
    double bestScore = 0.0;
    double bestTieBreak = 0.0;
    std::int64_t badValidations = 0;
};

std::filesystem::path checkpointFile(const TrainConfig& config);

/// One file, replaced as a whole: weights, moments and means by name. \throws ModelError; the checkpoint before is kept
void saveCheckpoint(const TrainConfig& config, std::span<const nn::NamedView> tensors, const TrainState& state);

/// Fills the tensors and the state. False where there is none. \throws ModelError when it belongs to another
/// configuration or is damaged, before anything is changed
bool loadCheckpoint(const TrainConfig& config, std::span<const nn::NamedView> tensors, TrainState& state);

} // namespace corespan::model
