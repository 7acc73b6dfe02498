// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"
#include "model/train_record.h"

#include <cstddef>
#include <span>

namespace corespan::model {

/// What one record teaches a model.
struct Supervision
{
    bool selector = false;   ///< contributes to the selector's loss
    bool translator = false; ///< contributes to the translator's loss
    bool noCore = false;     ///< as an example of "no core"
    bool openEnd = false;    ///< a core of it goes on beyond what is known
    bool ambiguous = false;  ///< it has zones that nothing is learned from

    bool operator==(const Supervision&) const = default;
};

/// Which losses a record that is shown whole contributes to:
///  - selector: span needs a boundary that is neither open nor in an ambiguous zone, or "no core"; mask, bio and bioes
///    need a position outside ambiguous zones (a CRF any); ctc needs a target, or "no core", which is the empty string
///  - translator: a label outside ambiguous zones
Supervision supervisionOf(const ModelConfig& model, const TrainRecord& record);

/// How many records teach what.
struct SupervisionCounts
{
    std::size_t records = 0, selector = 0, translator = 0, both = 0, neither = 0, noCore = 0, openEnd = 0,
                ambiguous = 0;

    bool operator==(const SupervisionCounts&) const = default;
};

SupervisionCounts countSupervision(const ModelConfig& model, std::span<const TrainRecord> records);

} // namespace corespan::model
