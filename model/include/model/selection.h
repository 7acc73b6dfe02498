// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/span.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace corespan::model {

/// A core with what its decoder thinks of it.
struct ScoredSpan
{
    Span span;
    double score = 0.0;       ///< in the decoder's own unit (a sum of logits), comparable within one record
    double probability = 0.0; ///< that exactly this core is there, under the decoder's joint distribution
    int type = 0;             ///< index into SelectorConfig::types
};

/// What a selector says of one record, whichever selector it is. Tracks have one value for each position of the record.
struct Selection
{
    std::vector<ScoredSpan> cores;      ///< the decision: disjoint, by begin; empty: "no core"
    std::vector<ScoredSpan> candidates; ///< single cores worth offering, best first, ties by smaller begin, then end
    double nullScore = 0.0;             ///< score of "no core", meaningful where the decoder allows it
    double nullProbability = 0.0;       ///< P(the record has no core)
    double margin = 0.0;                ///< probability of the decision minus that of the runner-up; 0..1
    std::vector<double> pStart;         ///< [L] P(a core begins here)
    std::vector<double> pEnd;           ///< [L] P(a core's last position is here)
    std::vector<double> pCore;          ///< [L] P(position lies inside a core)
    std::vector<double> pType;          ///< [T * L] row t: P(inside a core of type t); empty where there is one type
    double logPartition = 0.0;

    /// The decision's most probable core (the first of equals), for whoever shows one core a record.
    std::optional<Span> core() const
    {
        const auto best = std::ranges::max_element(cores, {}, &ScoredSpan::probability);
        return best == cores.end() ? std::nullopt : std::optional(best->span);
    }
};

} // namespace corespan::model
