// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <random>
#include <utility>

namespace corespan {

/// Draws that are the same on every machine: the standard's distributions are not, its mt19937_64 is.
class Random
{
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}

    /// Uniform in [low, high].
    std::int64_t between(std::int64_t low, std::int64_t high)
    {
        const std::uint64_t choices = static_cast<std::uint64_t>(high - low) + 1;
        const std::uint64_t limit = choices == 0 ? 0 : UINT64_MAX - UINT64_MAX % choices;
        std::uint64_t drawn = m_engine();
        while (limit != 0 && drawn >= limit)
            drawn = m_engine();
        return low + static_cast<std::int64_t>(choices == 0 ? drawn : drawn % choices);
    }

    template <typename Container>
    void shuffle(Container& items)
    {
        for (auto i = static_cast<std::int64_t>(items.size()) - 1; i > 0; --i)
            std::swap(items[i], items[between(0, i)]);
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace corespan
