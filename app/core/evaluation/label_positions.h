// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/evaluated_record.h"

#include <algorithm>

namespace corespan {

/// One position inside a gold core, a predicted one, or both.
struct LabelledPosition
{
    bool inGold = false;
    bool inPredicted = false;
    std::int16_t gold = -1;      ///< >= 0 where inGold
    std::int16_t predicted = -1; ///< what the translator says, inside the predicted core or not
};

/// Visits the positions that labels are measured at. Records without predicted labels, or with gold cores that have
/// none, have no such positions; neither are gold-core positions without a label, nor ambiguous ones.
template <typename Visit>
void forEachLabelledPosition(const EvaluatedRecord& record, const Visit& visit)
{
    const bool labelled = !record.goldLabels.isEmpty() || record.gold.isEmpty();
    if (record.predictedLabels.isEmpty() || !labelled)
        return;
    enum Place : std::uint8_t { InGold = 1, InPredicted = 2, Unknown = 4 };
    QVector<std::uint8_t> places(record.length, 0);
    const auto mark = [&](const QVector<Span>& spans, Place place) {
        for (const Span& span : spans)
            for (std::int64_t i = std::max<std::int64_t>(0, span.begin); i < std::min(span.end, record.length); ++i)
                places[i] |= place;
    };
    mark(spansOf(record.gold), InGold);
    mark(spansOf(record.predicted), InPredicted);
    mark(record.ambiguous, Unknown);
    for (std::int64_t i = 0; i < record.length; ++i) {
        LabelledPosition position{(places[i] & InGold) != 0, (places[i] & InPredicted) != 0};
        if ((places[i] & Unknown) != 0 || (!position.inGold && !position.inPredicted))
            continue;
        if (position.inGold)
            position.gold = record.goldLabels.value(i, -1);
        if (position.inGold && position.gold < 0)
            continue;
        position.predicted = record.predictedLabels.value(i, -1);
        visit(position);
    }
}

} // namespace corespan
