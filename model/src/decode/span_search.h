// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/span_decoder.h"

#include <cstdint>
#include <span>
#include <vector>

namespace corespan::model {

/// Which last positions may end a span that begins at a given position, and the reverse. Both ends inclusive; empty
/// where `first > last`.
struct PositionRange
{
    std::int64_t first = 0;
    std::int64_t last = -1;

    bool empty() const { return first > last; }
};

struct LengthLimits
{
    std::int64_t minLength = 1;
    std::int64_t maxLength = 1; ///< resolved: never above the number of positions
    std::int64_t positions = 0;

    LengthLimits(const SpanDecodeOptions& options, std::size_t positionCount);
    PositionRange lastsFor(std::int64_t begin) const;
    PositionRange beginsFor(std::int64_t last) const;
    bool nothingLegal() const { return minLength > maxLength; }
};

/// The `count` best legal spans, best first; ties by smaller begin, then smaller end. Probabilities are left at 0.
/// O(L log count) time, O(L) memory.
std::vector<ScoredSpan> bestSpans(const SpanLogits& logits, const LengthLimits& limits, std::size_t count);

} // namespace corespan::model
