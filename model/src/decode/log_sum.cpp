// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/log_sum.h"

namespace corespan::model {

WindowSums::WindowSums(std::span<const double> values, std::int64_t width)
    : m_width(width), m_fromBlockStart(values.size()), m_toBlockEnd(values.size())
{
    const std::size_t block = static_cast<std::size_t>(width);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i % block != 0)
            m_fromBlockStart[i] = m_fromBlockStart[i - 1];
        m_fromBlockStart[i].add(values[i]);
    }
    for (std::size_t i = values.size(); i-- > 0;) {
        if ((i + 1) % block != 0 && i + 1 < values.size())
            m_toBlockEnd[i] = m_toBlockEnd[i + 1];
        m_toBlockEnd[i].add(values[i]);
    }
}

LogSum WindowSums::sum(std::int64_t first, std::int64_t last) const
{
    if (first % m_width == 0 && last - first < m_width)
        return m_fromBlockStart[static_cast<std::size_t>(last)];
    LogSum total = m_toBlockEnd[static_cast<std::size_t>(first)];
    if (first / m_width != last / m_width)
        total.add(m_fromBlockStart[static_cast<std::size_t>(last)]);
    return total;
}

} // namespace corespan::model
