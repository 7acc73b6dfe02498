// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"
#include "nn/network.h"

namespace corespan::model::nn {

/// Random start by Hugging Face's formulas (T5PreTrainedModel._init_weights); heads from N(0, 0.02^2), their biases 0.
/// The same seed gives the same weights on every machine.
void initialise(const Network& network, std::uint64_t seed);

/// The heads alone, by the same rule: for a pretrained encoder.
void initialiseHeads(const Network& network, std::uint64_t seed);

/// Writes the patterns' values over the local relative bias (UMT5: of every layer), one pattern a head: for each offset
/// within reach the value goes to that offset's bucket (later offsets win where buckets are shared). \throws ModelError
/// when counts differ
void initialiseBias(const Network& network, const std::vector<BiasPattern>& patterns);

/// The value of a pattern at an offset (key - query).
double patternValue(const BiasPattern& pattern, std::int64_t offset);

} // namespace corespan::model::nn
