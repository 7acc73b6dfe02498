// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"

namespace corespan::model {

/// Before the first step: every record fits the model and its selector. What is wrong is told all at once (the first
/// twenty, then a count), with the records' names. \throws ModelError
///  - cores that overlap, leave their sequence, are out of order or of a type that the model does not have
///  - several cores in a record of a span selector, which finds one
///  - labels of another length than their sequence, or beyond the model's labels
///  - a CTC target longer than its sequence can align: each repeated letter needs a blank between
///  - no record at all that teaches the selector or the translator
void checkRecords(const ModelConfig& model, const TrainConfig& config, std::span<const TrainRecord> records,
                  const char* which);

} // namespace corespan::model
