// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/span.h"

#include <cstddef>
#include <optional>
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

struct ScoredSpan
{
    Span span;
    double score = 0.0;       ///< start logit at begin + end logit at end - 1
    double probability = 0.0; ///< under the joint distribution over all legal spans and null
};

/// Logits of one record. start[i], end[i] belong to position i; a span [b, e) scores start[b] + end[e - 1].
struct SpanLogits
{
    std::span<const float> start;
    std::span<const float> end;
    double nullStart = 0.0;
    double nullEnd = 0.0;
};

struct SpanDecoding
{
    std::vector<ScoredSpan> candidates; ///< n-best legal spans, ties by smaller begin, then smaller end
    std::optional<Span> core;           ///< the decision: best span, or nothing where null wins or no span is legal
    double nullScore = 0.0;             ///< meaningful where allowNull
    double nullProbability = 0.0;
    double margin = 0.0;        ///< probability of the decision minus that of the runner-up (null included); 0..1
    std::vector<double> pStart; ///< [L] P(a core begins here)
    std::vector<double> pEnd;   ///< [L] P(a core's last position is here)
    std::vector<double> pCore;  ///< [L] P(position lies inside the core)
    double logPartition = 0.0;
};

/// Exact best, n-best and marginals over all legal (begin, end) pairs and null. O(L log n) for the list, O(L) for the
/// marginals; numerically stable for logits of any size. L = 0 gives null.
/// \throws ModelError for options that allow nothing (minLength < 1, max < min, start/end of different length, NaN).
SpanDecoding decodeSpan(const SpanLogits& logits, const SpanDecodeOptions& options);

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
