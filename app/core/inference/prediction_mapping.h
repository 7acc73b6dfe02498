// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/inference_types.h"

#include "model/predictor.h"

namespace corespan {

// The engine's values in the domain's words. The only place where the two meet.
/// `types` names the core types of the run, see runTypes().
PredictionResult toDomain(const model::Prediction& prediction, const QStringList& types);
model::DecodeOptions toDecodeOptions(const RunOptions& options);
model::PredictOptions toPredictOptions(const RunOptions& options);
model::PredictorOptions toEngineOptions(const PredictorSettings& settings);
/// Without the checksum.
PredictorInfo toInfo(const model::ModelConfig& config, const model::DeviceInfo& device);

} // namespace corespan
