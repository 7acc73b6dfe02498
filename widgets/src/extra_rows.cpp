// SPDX-License-Identifier: GPL-3.0-or-later
#include "extra_rows.h"

#include <algorithm>

namespace corespan::widgets {

namespace {

constexpr int curveHeight = 34; ///< px
constexpr int leastRow = 14;

QVector<float> negated(const QVector<float>& values)
{
    QVector<float> result(values.size());
    std::transform(values.begin(), values.end(), result.begin(), [](float value) { return -value; });
    return result;
}

} // namespace

ExtraRow::ExtraRow(const ExtraLane& lane) : m_lane(lane), m_highest(lane.values), m_lowest(negated(lane.values))
{
    m_reach.reserve(lane.spans.size());
    qint64 reach = 0;
    for (const LaneSpan& span : lane.spans) {
        reach = std::max(reach, span.range.end);
        m_reach.append(reach);
    }
}

qsizetype ExtraRow::firstSpan(qint64 position) const
{
    return std::upper_bound(m_reach.begin(), m_reach.end(), position) - m_reach.begin();
}

const LaneSpan* ExtraRow::spanAt(qint64 position) const
{
    const LaneSpan* best = nullptr;
    for (qsizetype i = firstSpan(position); i < m_lane.spans.size(); ++i) {
        const LaneSpan& span = m_lane.spans[i];
        if (span.range.begin > position) {
            break;
        }
        if (span.range.contains(position) && (best == nullptr || span.range.length() < best->range.length())) {
            best = &span;
        }
    }
    return best;
}

int ExtraRow::height(int fontHeight) const
{
    return m_lane.curve ? std::max(curveHeight, fontHeight + 8) : std::max(leastRow, fontHeight + 1);
}

} // namespace corespan::widgets
