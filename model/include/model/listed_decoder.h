// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/ctc_decoder.h"
#include "model/selection.h"
#include "model/span_decoder.h"
#include "model/tag_decoder.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Decoding where the cores that may be there are an explicit list, such as legalOrfs(). Lists may be in any order and
/// hold each core once. All functions are pure and may be called from any thread; they throw ModelError for options
/// that make no sense, numbers that are not finite, and cores that are empty, outside the record or listed twice.
namespace corespan::model {

/// decodeSpan() over the listed spans only: best, n-best, null and tracks are exact over these (of those within the
/// options' length limits) and null. For N spans O(N log N + L) time, O(N + L) memory.
Selection decodeListedSpan(const SpanLogits& logits, std::span<const Span> legal, const SpanDecodeOptions& options);

struct ListedDecodeOptions
{
    bool allowNull = true;    ///< false: records without a core are impossible
    double nullBias = 0.0;    ///< score of "no core"; > 0 makes it more likely
    bool singleCore = false;  ///< at most one core
    std::size_t nBest = 5;    ///< candidates returned
    double temperature = 1.0; ///< divides every score before probabilities are taken
    /// [T * T] added to the score where a core of the second type begins right where one of the first ends; -infinity:
    /// they must not touch. Empty: zeros.
    std::vector<double> touching = {};
};

/// Decides which of the listed cores are there. `score` of a core is the log-odds of the core against its positions
/// being outside; its probability is not looked at. A set of disjoint listed cores scores the sum of its cores' scores
/// and of `touching`, the empty set nullBias, and the distribution over these sets is exp(score / temperature),
/// normalised.
///
///  - cores: the set of greatest score (weighted interval scheduling: Kleinberg and Tardos, Algorithm Design, 6.1); "no
///  core" wins only where it is strictly better. Each with the score it was listed with and the probability that it is
///  in the set, by sum-product over the same lattice.
///  - candidates: the nBest listed cores of greatest probability, ties by begin, end and type.
///  - margin: probability of the best set minus that of the second best, 1 where there is one only.
///  - tracks: exact marginals; pType is empty for one type. logPartition: over all sets, scores over temperature.
///
/// O(N (log N + T) + L T) time and O(N + L T) memory. Scores are relative to the best set's, so small differences keep
/// their digits in long records and beside scores of any size elsewhere.
/// \param length of the record, L
Selection decodeListedSet(std::span<const ScoredSpan> legal, std::int64_t length, int types,
                          const ListedDecodeOptions& options);

// Scores for decodeListedSet() from what selectors give; each span in each type, by span, then type. A sum over a core
// takes O(log L) and adds only what is inside it.

/// Masks, [L * T] as in decodeMask(): the sum over the core of logit - temperature * log(threshold / (1 - threshold)),
/// with the temperature that decodeListedSet() is given. Over all spans that is decodeMask()'s `exact`.
std::vector<ScoredSpan> listedMaskScores(std::span<const float> logits, int types, std::span<const Span> legal,
                                         double threshold = 0.5, double temperature = 1.0);

/// Tags, [L * R] as in decodeTags(): score of the tags that have this core and no other, less that of all O; CRF
/// weights at the core's borders are in it. Sums over several cores are exact with listedTagTouching() where there is a
/// CRF.
std::vector<ScoredSpan> listedTagScores(std::span<const float> emissions, TagScheme scheme, int types,
                                        const CrfWeights* crf, std::span<const Span> legal);

/// What changes where two cores touch, [T * T]: the transition from the one's last tag to the other's first, instead of
/// those by way of O. For cores of two positions and more; those of one position have other tags at their ends.
std::vector<double> listedTagTouching(TagScheme scheme, int types, const CrfWeights& crf);

/// Start and end logits, an element a type: start + end, less the nulls. With `singleCore` the distribution is
/// decodeListedSpan()'s.
std::vector<ScoredSpan> listedSpanScores(std::span<const SpanLogits> byType, std::span<const Span> legal);

struct ListedCtcOptions
{
    std::int64_t unit = 3;    ///< positions that one label stands for, at least 1
    std::int64_t tail = 0;    ///< positions at a core's end that emit nothing: 3 for a stop codon without a label
    double temperature = 1.0; ///< divides the logits; decodeListedSet() is then given 1
};

/// CTC rows: log of P(some label in the core's first `unit` positions and some label in its last `unit` ones before the
/// tail, none in the tail) / P(no label in the core), under the product of positions that CTC is. Labels in between are
/// free. The score of a set is so the log-odds of "its cores emit, each from its first to its last unit, and nothing
/// does outside" against "nothing emits"; where the first or last units of two cores overlap, emissions may speak for
/// both, and probabilities compare these odds. Cores that are not longer than the tail emit nothing and are left out.
/// The type is 0.
std::vector<ScoredSpan> listedCtcScores(const CtcLogits& logits, std::span<const Span> legal,
                                        const ListedCtcOptions& options);

} // namespace corespan::model
