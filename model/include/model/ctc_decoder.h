// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/selection.h"
#include "model/span_decoder.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

/// Connectionist temporal classification (Graves, Fernández, Gomez, Schmidhuber: ICML 2006): every position emits one
/// of K labels or a blank, independently of the others given the input. A path collapses to a label string by merging
/// runs of one label and dropping blanks. All functions are pure, may run in any thread, and throw ModelError for
/// logits that are not finite (naming position and column) or not a whole number of rows.
namespace corespan::model {

/// Logits of one record, [L * (K + 1)], row p is position p; columns 0..K-1 are labels, column K (the last) the blank.
struct CtcLogits
{
    std::span<const float> values;
    std::int64_t labels = 0; ///< K, at least 1

    std::int64_t length() const { return static_cast<std::int64_t>(values.size()) / (labels + 1); }
};

/// A label string and where its best path emits it.
struct CtcHypothesis
{
    std::vector<int> labels;         ///< [S]
    double logProbability = 0.0;     ///< of the string or of one path; the function that makes it says which
    std::vector<Span> emissions;     ///< [S] the run of positions that emits label s; disjoint, ascending
    std::vector<std::int64_t> peaks; ///< [S] of that run, the (first) position where the label is most probable
};

/// Whether `length` positions can emit the string: one each, and a blank between two equal neighbours.
bool ctcCanAlign(std::int64_t length, std::span<const int> target);

/// log P(string | input), torch's -ctc_loss; minus infinity where ctcCanAlign says no. O(L S) time, O(S) memory.
/// \throws ModelError also for labels outside 0..K-1.
double ctcLogLikelihood(const CtcLogits& logits, std::span<const int> target);

/// The most probable path of all, collapsed; logProbability is that path's. Of equals the smallest column wins.
CtcHypothesis ctcGreedy(const CtcLogits& logits);

/// Forced alignment: the most probable path that collapses to the string; logProbability is that path's. O(L S) time,
/// O(S sqrt L) memory. \throws ModelError where ctcCanAlign says no, and beyond 2^36 cells L (2S + 1).
CtcHypothesis ctcAlign(const CtcLogits& logits, std::span<const int> target);

/// What is known of the path when the string is given.
struct CtcMarginals
{
    double logLikelihood = 0.0;
    std::vector<double> emits; ///< [S * L] row s: P(label s of the string is emitted here | string, input)
    std::vector<double> blank; ///< [L] P(blank | string, input) = 1 - the sum of the column
};

/// Forward-backward over the string. O(L S) time and memory. \throws ModelError as ctcAlign, and beyond 2^27 cells.
CtcMarginals ctcMarginals(const CtcLogits& logits, std::span<const int> target);

/// Pruning of the prefix beam search. Defaults leave out what could add about 1e-5 a position to a string's
/// probability; width without bound, minLabelProbability 0 and an infinite margin make the search exhaustive.
struct CtcBeamOptions
{
    std::size_t width = 16;            ///< prefixes kept a position
    double minLabelProbability = 1e-5; ///< a label below it at a position begins no emission there; 0: all are tried
    double margin = 25.0;              ///< prefixes whose log-probability is further below the best are dropped
    std::size_t nBest = 5;             ///< hypotheses returned, at most `width`
};

/// Prefix beam search (Hannun et al., arXiv:1408.2873, without a language model): label strings, most probable first,
/// ties by the string. logProbability is the sum over all paths that the search kept; emissions are its best one of
/// them. O(L width K) time; memory follows the strings, not L. An empty record has one hypothesis: the empty string, 0.
std::vector<CtcHypothesis> ctcBeamSearch(const CtcLogits& logits, const CtcBeamOptions& options,
                                         double temperature = 1.0);

/// How emissions become cores. A label emitted at position p covers [p - lead, p - lead + unit), cut at the record's
/// ends. The defaults suit labels that translate DNA to protein, one a codon: the k-mer of a codon is the token at its
/// middle.
struct CtcDecodeOptions
{
    SpanDecodeOptions cores = {}; ///< lengths are of covered positions; temperature divides the logits
    CtcBeamOptions search = {};   ///< its nBest is replaced by that of `cores`
    bool singleCore = false;      ///< from the first emission to the last is one core
    std::int64_t mergeGap =
        5;                 ///< else emissions with at most so many blanks between are one core: 5 is one codon missed
    std::int64_t unit = 3; ///< positions that one label covers, at least 1; covers that touch are always one core
    std::int64_t lead = 1; ///< of them, those before the emitting position; 0..unit - 1
};

struct CtcDecoding
{
    Selection selection;
    std::vector<CtcHypothesis> hypotheses; ///< strings of the whole record, most probable first
};

/// Cores and strings of one record.
///
/// `singleCore`: the joint distribution of the first and last emission is a product of per-position probabilities, so
/// all of the selection is exact: each outcome is one legal extent, or "no emission", renormalised over these. The
/// decision is the most probable outcome, "no core" only where it is strictly better; scores are log-probabilities
/// before renormalising, nullScore has nullBias added.
///
/// Otherwise the decision is the best hypothesis' (the empty string competes with nullBias added, and not at all
/// without allowNull: where the search kept no other string, the most probable single extent is the answer). pStart,
/// pEnd, pCore, nullProbability and the probability of each core (its first and last emission and no longer gap
/// between) are exact under all paths; length limits restrict decision and candidates, not the tracks. Candidates are
/// the cores of all hypotheses; margin is the difference in probability of the two best strings.
///
/// O(L (width K + mergeGap + nBest)). \throws ModelError also for options that allow nothing, naming the option.
CtcDecoding decodeCtc(const CtcLogits& logits, const CtcDecodeOptions& options);

} // namespace corespan::model
