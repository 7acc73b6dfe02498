// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/selection.h"

#include <cstddef>
#include <span>
#include <vector>

namespace corespan::model {

struct SpanDecodeOptions
{
    std::int64_t minLength = 1;
    std::int64_t maxLength = 0; ///< 0: no limit
    bool allowNull = true;      ///< "no core" competes with score nullStart + nullEnd + nullBias
    double nullBias = 0.0;      ///< > 0 makes "no core" more likely
    std::size_t nBest = 5;      ///< candidates returned, best first
    double temperature = 1.0;   ///< divides every score before probabilities are taken
};

/// Logits of one record. start[i], end[i] belong to position i; a span [b, e) scores start[b] + end[e - 1].
struct SpanLogits
{
    std::span<const float> start;
    std::span<const float> end;
    double nullStart = 0.0;
    double nullEnd = 0.0;
};

/// Exact best, n-best and marginals over all legal (begin, end) pairs and null. O(L log n) for the list, O(L) for the
/// marginals; numerically stable for logits of any size. L = 0 gives null.
/// \throws ModelError for options that allow nothing (minLength < 1, max < min, start/end of different length, NaN).
Selection decodeSpan(const SpanLogits& logits, const SpanDecodeOptions& options);

struct TopKOptions
{
    std::size_t topK = 20;          ///< starts x ends considered
    std::int64_t maxCoreLength = 0; ///< 0: no limit
    std::size_t nBest = 5;
};

/// The list that question-answering pipelines make: the topK best starts x topK best ends, end >= start, length limit,
/// sorted by score. Kept for comparison; probability is the softmax over the returned list.
std::vector<ScoredSpan> decodeTopK(const SpanLogits& logits, const TopKOptions& options);

} // namespace corespan::model
