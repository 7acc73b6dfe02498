// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/tokenizer.h"
#include "model/trainer.h"
#include "nn/network.h"

namespace corespan::model {

struct ValidationResult
{
    double exact = 0.0; ///< share of annotated records whose decision is right: every core, or none; ctc: the string
    double labelAccuracy = 0.0; ///< over labelled positions
};

/// Decodes every record as prediction would.
ValidationResult validateNetwork(const nn::Network& network, const Tokenizer& tokenizer,
                                 std::span<const TrainRecord> records, std::int64_t tokenBudget);

} // namespace corespan::model
