// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/crf.h"
#include "model/decode_options.h"
#include "model/span_decoder.h"
#include "model/tag_decoder.h"
#include "nn/network.h"

#include <optional>
#include <span>
#include <vector>

namespace corespan::model {

// What decoders take, from tensors, a model's configuration and a run's options.

/// The first `count` floats of a contiguous CPU tensor.
std::span<const float> values(const at::Tensor& t, std::int64_t count);

SpanDecodeOptions spanOptions(const ModelConfig& config, const DecodeOptions& options);
TagDecodeOptions tagOptions(const DecodeOptions& options);

/// Start and end logits of each type, [types] views of `columns`, [2 * types, L + 1], whose last row is null.
std::vector<SpanLogits> spanLogits(const at::Tensor& columns);

/// Views of the network's weights; nothing where it has no CRF.
std::optional<CrfWeights> crfWeights(const nn::Network& network);

} // namespace corespan::model
