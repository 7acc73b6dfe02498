// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/selection.h"

#include <cstdint>
#include <span>
#include <vector>

namespace corespan::model {

/// \throws ModelError for the first core that is empty, outside [0, length) or of none of the types
void checkListed(std::span<const ScoredSpan> cores, std::int64_t length, int types);
void checkListed(std::span<const Span> cores, std::int64_t length);

/// By begin, end and type. \throws ModelError for a core that is there twice
void sortListed(std::vector<ScoredSpan>& cores);

} // namespace corespan::model
