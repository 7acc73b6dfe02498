// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/network.h"

#include <filesystem>

namespace corespan::model::nn {

/// Reads config.json and the tensors of a model directory into float weights. Names may carry the prefix "transformer."
/// or none (T5EncoderModel); where the model is not padded, decoder tensors, lm_head and other heads of T5 classes are
/// passed over; embeddings may be "shared.weight", "encoder.embed_tokens.weight" and, of a padded model,
/// "decoder.embed_tokens.weight", or several where they agree. \throws ModelError naming a missing, extra, misshapen or
/// non-finite tensor
Network loadNetwork(const std::filesystem::path& directory);

/// The encoder of a directory without heads of CoreSpan's under the heads of `config`, whose encoder is the
/// directory's. Heads are drawn by `seed`; the classifier of a T5ForTokenClassification stays where the labels are the
/// same. \throws ModelError as above
Network loadEncoder(const std::filesystem::path& directory, const ModelConfig& config, std::uint64_t seed);

/// Writes config.json and model.safetensors, each atomically, weights last.
void saveNetwork(const Network& network, const std::filesystem::path& directory);

} // namespace corespan::model::nn
