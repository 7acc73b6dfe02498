// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/training/train_process.h"

#include <QJsonObject>

#include <optional>

namespace corespan::model {
struct TrainProgress;
struct TrainReport;
} // namespace corespan::model

namespace corespan {

// The lines of `corespan-cli train --log`: one JSON object a line, the last one with "finished" or "error".
QJsonObject toJson(const model::TrainProgress& progress);
QJsonObject toJson(const model::TrainReport& report);

/// Nothing for a line that is no progress.
std::optional<TrainingStatus> trainingStatus(const QJsonObject& line);

/// "step 1200, epoch 3.4, 5,900 tokens/s, loss 0.21 + 0.84, both ends exact 81.9 %, 12 min left"
QString describe(const model::TrainProgress& progress);

} // namespace corespan
