// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/network.h"

namespace corespan::model::nn {

/// Which token may follow which: a machine over the tokens [first, first + columns) of the vocabulary.
struct StepRules
{
    std::int64_t first = 0;
    at::Tensor allowed;           ///< [states, columns] float: 0, or minus infinity where a token may not come
    at::Tensor next;              ///< [columns] long: the state behind a token
    std::int64_t finalState = -1; ///< from which only one token can follow, for ever; -1: none
};

struct GreedyOptions
{
    /// Ends the run once every sequence is in the final state; what follows is known without computing it.
    bool stopEarly = true;
    std::int64_t mostSteps = -1; ///< as if that were so after as many steps, for measurements; -1: never
};

struct GreedyOutput
{
    at::Tensor tokens;      ///< [rows] long, packed as the encoder's rows; the last of each sequence is `</s>`
    at::Tensor logits;      ///< [rows, columns] float, of each step before its rule; 0 where nothing was computed
    std::int64_t steps = 0; ///< computed: the longest sequence's positions, or fewer
};

/// Greedy decoding with a key/value cache: each sequence writes one token for each of its positions, all sequences of
/// the batch in step, the longest first; one that is done leaves the batch. State 0 begins. No gradients.
/// hidden: [rows, d_model] the encoder's, packed by `packed`, whose sequences end with `</s>`.
GreedyOutput greedyDecode(const Network& network, const at::Tensor& hidden, const Packed& packed,
                          const StepRules& rules, const GreedyOptions& options = {});

} // namespace corespan::model::nn
