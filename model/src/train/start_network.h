// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"
#include "nn/network.h"

namespace corespan::model {

/// The network before its first step: of init_from, or drawn by the seed. \throws ModelError
nn::Network startNetwork(const TrainConfig& config);

} // namespace corespan::model
