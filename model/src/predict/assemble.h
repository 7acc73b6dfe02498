// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/predictor.h"
#include "predict/engine.h"

namespace corespan::model {

/// Decodes the selector and the labels of sequence `s` of a batch.
Prediction assemblePrediction(const BatchOutput& output, std::int64_t s, const ModelConfig& config,
                              const PredictOptions& options);

RawLogits assembleLogits(const BatchOutput& output, std::int64_t s);

/// Decoding options that a model's configuration asks for.
SpanDecodeOptions decodeOptionsOf(const ModelConfig& config);

} // namespace corespan::model
