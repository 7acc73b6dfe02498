// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <compare>
#include <cstdint>

namespace corespan::model {

/// Half-open, 0-based interval of positions, [begin, end). The only convention inside CoreSpan; other conventions exist
/// in readers, writers and view text.
struct Span
{
    std::int64_t begin = 0;
    std::int64_t end = 0;

    std::int64_t length() const { return end - begin; }
    bool contains(std::int64_t position) const { return position >= begin && position < end; }
    auto operator<=>(const Span&) const = default;
};

} // namespace corespan::model
