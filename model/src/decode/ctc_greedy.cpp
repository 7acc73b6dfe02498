// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/ctc_rows.h"

namespace corespan::model {

CtcHypothesis ctcGreedy(const CtcLogits& logits)
{
    const CtcRows rows(logits);
    const int blank = rows.labels();
    CtcHypothesis result;
    int before = blank;
    for (std::int64_t p = 0; p < rows.length(); ++p) {
        const std::span<const float> row = logits.values.subspan(p * (blank + 1), blank + 1);
        const int best = static_cast<int>(std::ranges::max_element(row) - row.begin());
        result.logProbability += best == blank ? rows.blank(p) : rows.label(p, best);
        if (best != blank && best != before) {
            result.labels.push_back(best);
            result.emissions.push_back({p, p + 1});
        } else if (best != blank) {
            result.emissions.back().end = p + 1;
        }
        before = best;
    }
    addPeaks(result, rows);
    return result;
}

} // namespace corespan::model
