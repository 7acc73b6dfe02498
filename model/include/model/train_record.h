// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/span.h"

#include <cstdint>
#include <string>
#include <vector>

namespace corespan::model {

/// A true core. An open end is cut by the edge of what is known of the sequence: it says nothing of where cores end.
struct GoldCore
{
    Span span;
    int type = 0; ///< index into SelectorConfig::types
    bool openBegin = false;
    bool openEnd = false;

    bool operator==(const GoldCore&) const = default;
};

/// One training record; each kind of truth may be missing, and each head learns from the records that have its kind.
struct TrainRecord
{
    std::string id;
    std::string sequence;
    bool annotated = true;            ///< false: nothing is known of cores, no selector loss
    std::vector<GoldCore> cores;      ///< disjoint, by begin; empty with `annotated`: an explicit "no core"
    std::vector<Span> ambiguous;      ///< zones that neither head learns from
    std::vector<std::int16_t> labels; ///< [L] index into labels or -100; empty: no translator loss
    std::vector<std::int16_t> target; ///< what a CTC selector emits, indices into labels; empty: not known
};

} // namespace corespan::model
