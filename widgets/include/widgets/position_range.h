// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QtGlobal>

#include <algorithm>
#include <compare>

namespace corespan::widgets {

/// Half-open, 0-based interval of positions, [begin, end). Everything in this library counts this way; only text
/// that people read (see coordinates.h) is 1-based and closed.
struct PositionRange
{
    qint64 begin = 0;
    qint64 end = 0;

    constexpr qint64 length() const { return end - begin; }
    constexpr bool isEmpty() const { return end <= begin; }
    constexpr bool contains(qint64 position) const { return position >= begin && position < end; }
    constexpr bool overlaps(PositionRange other) const { return begin < other.end && other.begin < end; }
    /// The part in both; empty at the later begin where there is none.
    constexpr PositionRange intersected(PositionRange other) const
    {
        const qint64 from = std::max(begin, other.begin);
        return {from, std::max(from, std::min(end, other.end))};
    }
    constexpr auto operator<=>(const PositionRange&) const = default;
};

} // namespace corespan::widgets

Q_DECLARE_METATYPE(corespan::widgets::PositionRange)
