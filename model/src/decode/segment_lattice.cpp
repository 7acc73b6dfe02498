// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/segment_lattice.h"

#include "decode/segment_window.h"

#include <algorithm>

namespace corespan::model {

std::int16_t roleOf(const SegmentRoles& roles, const Span& core, std::int64_t i)
{
    if (core.length() == 1)
        return roles.single;
    if (i == core.begin)
        return roles.first;
    return i == core.end - 1 ? roles.last : roles.middle;
}

SegmentLattice::SegmentLattice(LatticeInput input) : m_input(std::move(input))
{
    for (const SegmentRoles& roles : m_input.types) {
        Type& type = m_types.emplace_back(Type{.roles = roles});
        const auto allows = [&](std::int64_t least, std::int64_t most) {
            return std::max(roles.minLength, least) <= std::min(roles.maxLength, most);
        };
        type.singles = allows(1, 1);
        type.pairs = allows(2, 2);
        type.longs = allows(3, length());
        type.least = std::max<std::int64_t>(roles.minLength, 3) - 2;
        type.width = roles.maxLength < length() && type.longs ? roles.maxLength - 2 - type.least + 1 : length();
        if (type.width < length())
            m_kinds = 5;
    }
    readRules();
    m_stride = m_outside + types() * m_kinds;
    for (std::int64_t i = 0; i < length() && m_input.centred; ++i)
        shiftPosition(i, greatestUsable(i));
    sumMiddles();
}

void SegmentLattice::readRules()
{
    const auto T = static_cast<std::size_t>(types());
    const TypeRules& rules = m_input.rules;
    m_touching = rules.touching.empty() ? std::vector<std::uint8_t>(T * T, 1) : rules.touching;
    const std::vector<std::uint8_t> next = rules.next.empty() ? std::vector<std::uint8_t>(T * T, 1) : rules.next;
    for (std::size_t t = 0; t < T; ++t) {
        Type& type = m_types[t];
        type.first = rules.first.empty() || rules.first[t] != 0;
        type.last = rules.last.empty() || rules.last[t] != 0;
        const bool anywhere = rules.beginsBefore.empty() || rules.beginsBefore[t] == 0;
        type.beginsBefore = anywhere ? length() : rules.beginsBefore[t];
        const auto row = next.begin() + static_cast<std::ptrdiff_t>(t * T);
        type.group = 0;
        while (type.group < std::ssize(m_groupLast) &&
               !((m_groupLast[type.group] != 0) == type.last &&
                 std::equal(row, row + static_cast<std::ptrdiff_t>(T), m_next.begin() + type.group * types())))
            ++type.group;
        if (type.group < std::ssize(m_groupLast))
            continue;
        m_groupLast.push_back(type.last ? 1 : 0);
        m_next.insert(m_next.end(), row, row + static_cast<std::ptrdiff_t>(T));
    }
    m_outside = 1 + std::ssize(m_groupLast);
}

bool SegmentLattice::mayBegin(const Type& type, std::int64_t i) const
{
    return (type.pairs || type.longs) && i + std::max<std::int64_t>(type.roles.minLength, 2) <= length();
}

/// Of the tags that some legal path has here. A greater one that no path can take must not hide their digits.
double SegmentLattice::greatestUsable(std::int64_t i) const
{
    double top = score(i, 0);
    for (const Type& type : m_types) {
        const std::int64_t least = type.roles.minLength;
        if (type.singles)
            top = std::max(top, score(i, type.roles.single));
        if (mayBegin(type, i))
            top = std::max(top, score(i, type.roles.first));
        if (type.longs && i > 0 && i + 1 < length() && std::max<std::int64_t>(least, 3) <= length())
            top = std::max(top, score(i, type.roles.middle));
        if ((type.pairs || type.longs) && i + 1 >= std::max<std::int64_t>(least, 2))
            top = std::max(top, score(i, type.roles.last));
    }
    return top;
}

void SegmentLattice::shiftPosition(std::int64_t i, double by)
{
    m_offset += by;
    for (std::int64_t tag = 0; tag < m_input.tags; ++tag)
        m_input.scores[i * m_input.tags + tag] -= by;
}

void SegmentLattice::sumMiddles()
{
    const std::int64_t L = length();
    for (Type& type : m_types) {
        if (!type.longs || (type.least == 1 && type.width == L))
            continue;
        const SegmentRoles& roles = type.roles;
        std::vector<double> middles(static_cast<std::size_t>(L));
        for (std::int64_t i = 0; i < L; ++i)
            middles[i] = step(roles.middle, roles.middle) + score(i, roles.middle);
        const std::vector<double> windows = windowTotals(std::span(middles).subspan(1), type.least - 1);
        type.lag = windows; // lag[g] begins at g + 1
        if (type.width == L)
            continue;
        type.tail.assign(middles.size(), 0.0);
        for (std::int64_t g = L - 1; g-- > 0;)
            if ((g + 1) % type.width != 0)
                type.tail[g] = type.tail[g + 1] + middles[g + 1];
        type.through.assign(middles.size(), 0.0);
        for (std::int64_t z = type.least; z < L; ++z) {
            const std::int64_t g = z - type.least + 1;
            type.through[z] = g % type.width == 0 ? middles[g] + type.lag[g] : type.through[z - 1] + middles[z];
        }
    }
}

void SegmentLattice::centreOn(std::span<const ScoredSpan> cores)
{
    std::int16_t previous = 0;
    auto core = cores.begin();
    for (std::int64_t i = 0; i < length(); ++i) {
        while (core != cores.end() && core->span.end <= i)
            ++core;
        const bool inside = core != cores.end() && core->span.contains(i);
        const std::int16_t tag = inside ? roleOf(m_types[core->type].roles, core->span, i) : std::int16_t{0};
        shiftPosition(i, score(i, tag) + (i == 0 ? m_input.start[tag] : step(previous, tag)));
        previous = tag;
    }
    const double end = m_input.end[previous] - m_endShift + (cores.empty() ? m_input.nullBias : 0.0);
    m_endShift += end;
    m_offset += end;
    sumMiddles();
}

double SegmentLattice::innerScore(const ScoredSpan& core) const
{
    const SegmentRoles& roles = m_types[core.type].roles;
    double total = 0.0;
    for (std::int64_t i = core.span.begin + 1; i < core.span.end; ++i)
        total +=
            step(roleOf(roles, core.span, i - 1), roleOf(roles, core.span, i)) + score(i, roleOf(roles, core.span, i));
    return total;
}

std::vector<ScoredSpan> SegmentLattice::coresOf(const GraphPath& path) const
{
    std::vector<ScoredSpan> cores;
    for (std::size_t k = path.nodes.size(); k-- > 0;) {
        const std::int64_t position = path.nodes[k] / m_stride;
        const std::int64_t slot = path.nodes[k] % m_stride;
        if (path.nodes[k] >= source() || slot < m_outside)
            continue;
        const auto kind = static_cast<Kind>((slot - m_outside) % m_kinds);
        if (kind == Single || kind == First)
            cores.push_back({Span{position, position + 1}, 0.0, 0.0, static_cast<int>((slot - m_outside) / m_kinds)});
        else if (kind == Last)
            cores.back().span.end = position + 1;
    }
    return cores;
}

} // namespace corespan::model
