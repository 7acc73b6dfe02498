// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/network.h"

#include <filesystem>

namespace corespan::model::nn {

/// Reads config.json and the tensors of a model directory into float weights. Names may carry the prefix "transformer."
/// or none (T5EncoderModel); decoder tensors and lm_head are passed over where the model is not padded. \throws
/// ModelError naming a missing, extra, misshapen or non-finite tensor
Network loadNetwork(const std::filesystem::path& directory);

/// Writes config.json and model.safetensors, each atomically, weights last.
void saveNetwork(const Network& network, const std::filesystem::path& directory);

} // namespace corespan::model::nn
