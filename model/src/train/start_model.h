// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"
#include "nn/network.h"

namespace corespan::model {

/// Weights to begin with for startingModel(config). \throws ModelError
nn::Network startNetwork(const TrainConfig& config);

} // namespace corespan::model
