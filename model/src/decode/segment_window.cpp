// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/segment_window.h"

namespace corespan::model {

std::vector<double> windowTotals(std::span<const double> values, std::int64_t width)
{
    const auto count = static_cast<std::int64_t>(values.size());
    if (width > count)
        return {};
    std::vector<double> totals(static_cast<std::size_t>(count - width + 1), 0.0);
    if (width == 0)
        return totals;
    // A window is the end of one block of its width and the beginning of the next.
    std::vector<double> toBlockEnd(values.begin(), values.end());
    for (std::int64_t i = count - 1; i-- > 0;)
        if ((i + 1) % width != 0)
            toBlockEnd[i] += toBlockEnd[i + 1];
    double fromBlockStart = 0.0;
    for (std::int64_t last = 0; last < count; ++last) {
        fromBlockStart = last % width == 0 ? values[last] : fromBlockStart + values[last];
        const std::int64_t first = last - width + 1;
        if (first >= 0)
            totals[first] = first % width == 0 ? fromBlockStart : toBlockEnd[first] + fromBlockStart;
    }
    return totals;
}

void SlidingBest::push(std::int64_t begin, double score)
{
    if (m_back.empty() || score >= m_backBest.score)
        m_backBest = {score, begin};
    m_back.push_back({score, 0.0, begin});
}

void SlidingBest::pop()
{
    if (m_front.empty())
        turn();
    m_front.pop_back();
}

void SlidingBest::lengthen(double by)
{
    m_frontBy += by;
    if (m_back.empty())
        return;
    m_backBest.score += by;
    m_back.back().since += by;
}

SlidingBest::Entry SlidingBest::best() const
{
    if (m_front.empty())
        return m_backBest;
    const Entry front{m_front.back().score + m_frontBy, m_front.back().begin};
    return m_back.empty() || front.score > m_backBest.score ? front : m_backBest;
}

void SlidingBest::turn()
{
    m_frontBy = 0.0;
    double since = 0.0;
    for (; !m_back.empty(); m_back.pop_back()) {
        since += m_back.back().since;
        Entry entry{m_back.back().score + since, m_back.back().begin};
        if (!m_front.empty() && m_front.back().score >= entry.score)
            entry = m_front.back();
        m_front.push_back(entry);
    }
}

} // namespace corespan::model
