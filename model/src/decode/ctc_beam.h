// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "decode/ctc_rows.h"

namespace corespan::model {

/// The search without the checks and the peaks; hypotheses beyond nBest, too.
std::vector<CtcHypothesis> searchPrefixes(const CtcRows& rows, const CtcBeamOptions& options);

/// \throws ModelError naming the option
void checkBeamOptions(const CtcBeamOptions& options);

} // namespace corespan::model
