// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/mask_decoder.h"

#include <cstdint>
#include <vector>

namespace corespan::model {

/// Logits over temperature, and where the threshold lies on their scale.
struct MaskOdds
{
    std::int64_t length = 0;
    std::int64_t types = 1;
    std::vector<double> logits; ///< [L * T]
    double cut = 0.0;

    double logit(std::int64_t i, std::int64_t type) const { return logits[i * types + type]; }
    double odds(std::int64_t i, std::int64_t type) const { return logit(i, type) - cut; }
};

/// The decision of each way, by begin; scores and probabilities are left at 0.
std::vector<ScoredSpan> maskRuns(const MaskOdds& odds, const MaskDecodeOptions& options);
std::vector<ScoredSpan> bestMaskCores(const MaskOdds& odds, const MaskDecodeOptions& options);

} // namespace corespan::model
