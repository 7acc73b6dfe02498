// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/range_difference.h"

#include <algorithm>

namespace corespan::widgets {

QVector<PositionRange> rangeDifference(const QVector<PositionRange>& first, const QVector<PositionRange>& second)
{
    // At each boundary one of the lists begins or ends to cover; equal boundaries cancel each other out.
    QVector<qint64> boundaries;
    boundaries.reserve(2 * (first.size() + second.size()));
    for (const QVector<PositionRange>* list : {&first, &second}) {
        for (const PositionRange range : *list) {
            if (!range.isEmpty()) {
                boundaries << range.begin << range.end;
            }
        }
    }
    std::sort(boundaries.begin(), boundaries.end());
    QVector<PositionRange> differences;
    for (qsizetype at = 0; at + 1 < boundaries.size(); at += 2) {
        const PositionRange range{boundaries[at], boundaries[at + 1]};
        if (range.isEmpty()) {
            continue;
        }
        if (!differences.isEmpty() && differences.last().end == range.begin) {
            differences.last().end = range.end;
        } else {
            differences << range;
        }
    }
    return differences;
}

} // namespace corespan::widgets
