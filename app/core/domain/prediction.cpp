// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/prediction.h"

#include <algorithm>

namespace corespan {

QVector<Core> PredictionSummary::cores() const
{
    QVector<Core> cores;
    for (const PredictedCore& each : predicted)
        cores.append(each.core);
    return cores;
}

std::optional<Span> PredictionSummary::best() const
{
    const auto best = std::ranges::max_element(predicted, {}, &PredictedCore::probability);
    return best == predicted.end() ? std::nullopt : std::optional(best->core.span);
}

} // namespace corespan
