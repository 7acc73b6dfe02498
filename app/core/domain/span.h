// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMetaType>
#include <QString>

#include <compare>
#include <cstdint>

namespace corespan {

/// Half-open, 0-based interval of positions, [begin, end).
struct Span
{
    std::int64_t begin = 0;
    std::int64_t end = 0;

    std::int64_t length() const { return end - begin; }
    bool isEmpty() const { return end <= begin; }
    bool contains(std::int64_t position) const { return position >= begin && position < end; }
    bool overlaps(const Span& other) const { return begin < other.end && other.begin < end; }
    auto operator<=>(const Span&) const = default;
};

/// A core: where it lies and of which type. An open end is cut by the edge of what is known of the sequence.
struct Core
{
    Span span;
    QString type = QStringLiteral("core");
    bool openBegin = false;
    bool openEnd = false;
    bool operator==(const Core&) const = default;
};

} // namespace corespan

Q_DECLARE_METATYPE(corespan::Span)
