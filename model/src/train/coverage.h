// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"
#include "train/examples.h"

namespace corespan::model {

/// Which positions the translator's loss covers in one record, and what it is taught there.
struct Coverage
{
    /// [length] label index; -100: not covered; `uniform`: covered, outside every gold core, taught that no label fits.
    std::vector<std::int64_t> targets;
    static constexpr std::int64_t uniform = -200;
};

/// Labels of one record where its loss covers `covered` instead of the gold cores: gold labels where both overlap,
/// -100 where only gold is, `outside` (a label index, or Coverage::uniform) where only `covered` is; ambiguous zones
/// stay -100. labels: [length], -100 where there is none.
Coverage coverLabels(std::span<const std::int64_t> labels, const SelectorTruth& truth, std::span<const Span> covered,
                     std::int64_t outside);

/// Gold cores with each known end moved by a two-sided geometric draw of the given mean |shift|, at least one position
/// long and inside the sequence.
std::vector<Span> noisyCores(const SelectorTruth& truth, double meanShift, std::mt19937_64& generator);

/// Probability of coupling at `progress` (0..1 of the schedule): 0 until warmUp, linear, then `probability` from full
/// on.
double couplingProbability(const CouplingConfig& config, double progress);

} // namespace corespan::model
