// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace corespan::model {

/// Index of the greatest value in any range, in O(log L); of equal values the one with the smallest index.
class ArgmaxTree
{
public:
    explicit ArgmaxTree(std::span<const float> values) : m_values(values), m_size(values.size()), m_node(2 * m_size)
    {
        for (std::size_t i = 0; i < m_size; ++i)
            m_node[m_size + i] = static_cast<std::int64_t>(i);
        for (std::size_t i = m_size; i-- > 1;)
            m_node[i] = better(m_node[2 * i], m_node[2 * i + 1]);
    }

    /// Both ends inclusive; first <= last.
    std::int64_t argmax(std::int64_t first, std::int64_t last) const
    {
        std::int64_t best = first;
        std::size_t low = static_cast<std::size_t>(first) + m_size;
        std::size_t high = static_cast<std::size_t>(last) + m_size + 1;
        for (; low < high; low /= 2, high /= 2) {
            if (low % 2 == 1)
                best = better(best, m_node[low++]);
            if (high % 2 == 1)
                best = better(best, m_node[--high]);
        }
        return best;
    }

private:
    std::int64_t better(std::int64_t a, std::int64_t b) const
    {
        const float valueA = m_values[static_cast<std::size_t>(a)];
        const float valueB = m_values[static_cast<std::size_t>(b)];
        if (valueA != valueB)
            return valueA > valueB ? a : b;
        return a < b ? a : b;
    }

    std::span<const float> m_values;
    std::size_t m_size;
    std::vector<std::int64_t> m_node; ///< bottom-up tree, leaves at m_size; node i covers 2i and 2i + 1
};

} // namespace corespan::model
