// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

namespace corespan::model {

/// Sums over any range of an array that add only what is inside the range: one value of 1e30 costs nothing elsewhere,
/// as it would in differences of running sums. A tree over blocks of 32 values; O(log n) a range.
class RangeSums
{
public:
    explicit RangeSums(std::vector<double> values)
        : m_values(std::move(values)), m_blocks((m_values.size() + block - 1) / block), m_tree(2 * m_blocks, 0.0)
    {
        for (std::size_t i = 0; i < m_values.size(); ++i)
            m_tree[m_blocks + i / block] += m_values[i];
        for (std::size_t i = m_blocks; i-- > 1;)
            m_tree[i] = m_tree[2 * i] + m_tree[2 * i + 1];
    }

    /// values[begin] + ... + values[end - 1]; 0 for an empty range.
    double sum(std::int64_t begin, std::int64_t end) const
    {
        auto from = static_cast<std::size_t>(begin);
        auto to = static_cast<std::size_t>(end);
        double total = 0.0;
        for (; from < to && from % block != 0; ++from)
            total += m_values[from];
        for (; to > from && to % block != 0; --to)
            total += m_values[to - 1];
        for (std::size_t low = from / block + m_blocks, high = to / block + m_blocks; low < high; low /= 2, high /= 2) {
            if (low % 2 == 1)
                total += m_tree[low++];
            if (high % 2 == 1)
                total += m_tree[--high];
        }
        return total;
    }

private:
    static constexpr std::size_t block = 32;

    std::vector<double> m_values;
    std::size_t m_blocks;
    std::vector<double> m_tree; ///< bottom-up, leaves at m_blocks; node i is the sum of 2i and 2i + 1
};

} // namespace corespan::model
