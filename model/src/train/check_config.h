// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"

#include <string>
#include <vector>

namespace corespan::model {

/// Fields that are right one by one and wrong together, or that would do nothing: a message each, by their names.
/// `model` is what is trained; with init_from that is known only once the directory has been read.
std::vector<std::string> contradictions(const TrainConfig& config);
std::vector<std::string> contradictions(const TrainConfig& config, const ModelConfig& model);

} // namespace corespan::model
