// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"
#include "train/optimizer.h"

namespace corespan::model {

/// Where a run stands, beside its weights and moments.
struct TrainState
{
    std::int64_t epoch = 0;
    std::int64_t batch = 0;  ///< batches of this epoch already done
    std::int64_t passes = 0; ///< batches seen in all; a step takes TrainConfig::accumulate of them
    double minutes = 0.0;    ///< time spent, earlier runs of the same training included
    double bestExact = -1.0;
    double bestLabelAccuracy = 0.0;
    std::int64_t badValidations = 0;
};

std::filesystem::path checkpointFile(const TrainConfig& config);

/// One file, replaced as a whole. \throws ModelError
void saveCheckpoint(const TrainConfig& config, const AdamW& optimizer, const TrainState& state);

/// False where there is none. \throws ModelError when it belongs to another configuration or is damaged
bool loadCheckpoint(const TrainConfig& config, AdamW& optimizer, TrainState& state);

} // namespace corespan::model
