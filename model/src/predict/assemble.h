// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/predictor.h"
#include "predict/engine.h"

namespace corespan::model {

/// Decodes the selector and the labels of sequence `s` of a batch, whose residues are `sequence`.
Prediction assemblePrediction(const nn::Network& network, const BatchOutput& output, std::int64_t s,
                              std::string_view sequence, const PredictOptions& options);

/// Top label, its probability and, where wanted, the matrix, from logits [L, K].
void fillLabels(const at::Tensor& logits, bool wantMatrix, Prediction& prediction);

/// A padded decoder labels what it wrote as core; elsewhere there is no label. tracks: [>= L, paddedTracks].
void keepWrittenLabels(const at::Tensor& tracks, Prediction& prediction);

RawLogits assembleLogits(const BatchOutput& output, std::int64_t s);

} // namespace corespan::model
