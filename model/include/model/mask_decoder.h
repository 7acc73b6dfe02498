// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/selection.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace corespan::model {

struct MaskDecodeOptions
{
    double threshold = 0.5; ///< of P(inside), above 0 and below 1
    std::int64_t minLength = 1;
    std::int64_t maxLength = 0; ///< 0: no limit
    std::int64_t mergeGap = 0;  ///< cores of one type with so many positions or fewer between them are one core
    bool exact = false;         ///< the best set of cores instead of what passes the threshold
    std::size_t nBest = 5;      ///< candidates returned
    double temperature = 1.0;   ///< divides every logit first
};

/// Decodes one logit for each position and type, [L * T] row-major by position: log-odds that the position lies inside
/// a core of the type. The odds of a position are logit / temperature - log(threshold / (1 - threshold)); a core scores
/// the sum of its positions' odds, nullScore is 0.
///
/// By threshold: a position belongs to the type of greatest odds (the first of equals) where these are at least 0, so
/// types never overlap. Runs of one type with at most mergeGap positions between them, none of another type, become
/// one. Then what is shorter than minLength is dropped, and of what is longer than maxLength the best maxLength
/// positions stay (the first of equals).
///
/// Exact: of all sets of disjoint cores that keep to the length limits, with more than mergeGap positions between
/// neighbours of one type, the one whose scores sum up highest (a two-state hidden semi-Markov Viterbi; Yu, Artificial
/// Intelligence 174, 2010). It spans gaps and leaves out short runs where that pays. Every core adds to
/// the sum (one below 0 only by keeping two neighbours of one type apart); the empty set wins where none does.
///
/// Probabilities take positions and types as independent, as the sigmoid does: P(inside type t) = sigmoid(logit /
/// temperature), whatever the threshold.
///  - pType: that, where T > 1. pCore: inside any type, 1 - prod over t of (1 - p_t).
///  - pStart, pEnd: of a rising edge, pCore[i] (1 - pCore[i - 1]), and a falling one, pCore[i] (1 - pCore[i + 1]).
///  - probability of a core [b, e) of type t: that exactly this run stands in the track of t, (1 - p_t[b - 1]) prod of
///    p_t inside (1 - p_t[e]). Small for long cores.
///  - nullProbability: that no position is inside. logPartition: log of the sum of weights, -log(nullProbability).
///  - margin: every position is outside or in one type, with weights 1 and exp(odds). Probability of the decision minus
///    that of the most probable other assignment; 0 where limits or gaps overrule what positions say.
///  - candidates: the decision's cores, then other legal single cores; both by score.
///
/// O(L T^2) time, O(L T) memory, whatever the limits are. L = 0 gives no core. Pure; any thread.
/// \throws ModelError for options that make no sense, a number of logits that is not a multiple of T, a logit that is
/// not finite (with position and type)
Selection decodeMask(std::span<const float> logits, int types, const MaskDecodeOptions& options);

} // namespace corespan::model
