// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>

namespace corespan::model {

/// Options of a run that say how cores are read off the selector's logits; a model's own values are its
/// `corespan.decoding`. Each decoder takes those that concern it.
struct DecodeOptions
{
    std::int64_t minLength = 1;
    std::int64_t maxLength = 0; ///< 0: no limit
    bool allowNull = true;      ///< span: "no core" may win
    double nullBias = 0.0;      ///< span: > 0 makes "no core" more likely
    std::size_t nBest = 5;      ///< candidates, best first
    double temperature = 1.0;   ///< divides every logit before probabilities are taken
    double threshold = 0.5;     ///< mask: P(core) above which a position belongs to a core
    std::int64_t mergeGap = 0;  ///< mask, ctc: gaps of at most so many positions are closed
    bool exactSegments = false; ///< mask: the best set of segments instead of threshold and gap
    bool singleCore = false;    ///< bio, bioes, ctc: at most one core
    bool grammar = true;        ///< the model's grammar, if it names one, constrains cores
};

} // namespace corespan::model
