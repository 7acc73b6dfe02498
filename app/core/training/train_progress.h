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

// The lines of `corespan-cli train --log`: one JSON object a line.
//
// First        training_records, validation_records, supervision: {selector, translator, both, neither, no_core,
//              open_end, ambiguous}, records that teach each
// Each batch   step, epoch (with a fraction), minutes and minutes_left, translator_loss, selector_loss, learning_rate,
//              tokens_per_s
// … validated  also exact and label_accuracy (shares, 0 to 1) and best_exact, the best so far
// Pretraining  has masked_loss in the place of the two losses, and validation_loss, masked_accuracy (of the hidden
//              tokens) and best_validation_loss in that of the shares
// Last         finished, cancelled, steps, epochs, minutes, best_exact, best_label_accuracy (pretraining:
//              best_validation_loss, best_masked_accuracy); or error, a message
//
// A training that goes on from a checkpoint adds to the file: a first line again, and steps from the checkpoint's on.
QJsonObject toJson(const model::TrainProgress& progress);
QJsonObject toJson(const model::TrainReport& report);

/// Nothing for a line that is no progress.
std::optional<TrainingStatus> trainingStatus(const QJsonObject& line);

/// "step 1200, epoch 3.4, 5,900 tokens/s, loss 0.21 + 0.84, both ends exact 81.9 %, 12 min left"
QString describe(const model::TrainProgress& progress);

} // namespace corespan
