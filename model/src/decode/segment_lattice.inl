// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes and edges of SegmentLattice; included by its header.

namespace corespan::model {

template <typename F>
void SegmentLattice::forEachNode(F f) const
{
    for (std::int64_t i = 0; i < length(); ++i) {
        for (std::int64_t slot = 0; slot < m_outside; ++slot)
            f(before(i) + slot);
        for (std::int64_t t = 0; t < types(); ++t)
            for (const Kind kind : {Single, First, Middle, Last})
                f(node(i, t, kind));
        for (std::int64_t t = 0; t < types(); ++t)
            if (endsBlock(m_types[t], i))
                for (std::int64_t g = i; g > i - m_types[t].width; --g)
                    f(node(g, t, Block));
    }
    f(sink());
}

template <typename F>
void SegmentLattice::forEachNodeReversed(F f) const
{
    f(sink());
    for (std::int64_t i = length(); i-- > 0;) {
        for (std::int64_t t = types(); t-- > 0;)
            if (endsBlock(m_types[t], i))
                for (std::int64_t g = i - m_types[t].width + 1; g <= i; ++g)
                    f(node(g, t, Block));
        for (std::int64_t t = types(); t-- > 0;)
            for (const Kind kind : {Last, Middle, First, Single})
                f(node(i, t, kind));
        for (std::int64_t slot = m_outside; slot-- > 0;)
            f(before(i) + slot);
    }
}

template <typename F>
void SegmentLattice::edgesInto(std::int64_t node, F f) const
{
    if (node == sink()) {
        edgesIntoSink(f);
        return;
    }
    const std::int64_t i = node / m_stride;
    const std::int64_t t = (node % m_stride - m_outside) / m_kinds;
    switch (kindOf(node)) {
    case Outside:
        if (node == before(i))
            edgesIntoBefore(i, f);
        else
            edgesIntoAfter(i, node - after(i, 0), f);
        break;
    case Single:
        if (m_types[t].singles)
            edgesIntoTag(i, t, m_types[t].roles.single, f);
        break;
    case First:
        if (mayBegin(m_types[t], i))
            edgesIntoTag(i, t, m_types[t].roles.first, f);
        break;
    case Middle:
        edgesIntoMiddle(i, t, f);
        break;
    case Last:
        edgesIntoLast(i, t, f);
        break;
    case Block:
        edgesIntoBlock(i, t, f);
        break;
    }
}

template <typename F>
void SegmentLattice::edgesIntoBefore(std::int64_t i, F f) const
{
    if (i == 0)
        f(source(), m_input.start[0] + score(0, 0));
    else
        f(before(i - 1), step(0, 0) + score(i, 0));
}

template <typename F>
void SegmentLattice::edgesIntoAfter(std::int64_t i, std::int64_t group, F f) const
{
    if (i == 0)
        return;
    f(after(i - 1, group), step(0, 0) + score(i, 0));
    for (std::int64_t t = 0; t < types(); ++t) {
        if (m_types[t].group != group)
            continue;
        f(node(i - 1, t, Single), step(m_types[t].roles.single, 0) + score(i, 0));
        f(node(i - 1, t, Last), step(m_types[t].roles.last, 0) + score(i, 0));
    }
}

/// Into the first tag of a core.
template <typename F>
void SegmentLattice::edgesIntoTag(std::int64_t i, std::int64_t type, std::int16_t tag, F f) const
{
    if (i >= m_types[type].beginsBefore)
        return;
    if (i == 0) {
        if (m_types[type].first)
            f(source(), m_input.start[tag] + score(i, tag));
        return;
    }
    if (m_types[type].first)
        f(before(i - 1), step(0, tag) + score(i, tag));
    if (m_input.singleCore)
        return;
    for (std::int64_t group = 0; group < afters(); ++group)
        if (mayFollow(group, type))
            f(after(i - 1, group), step(0, tag) + score(i, tag));
    for (std::int64_t t = 0; t < types(); ++t) {
        if (!mayTouch(t, type))
            continue;
        f(node(i - 1, t, Single), step(m_types[t].roles.single, tag) + score(i, tag));
        f(node(i - 1, t, Last), step(m_types[t].roles.last, tag) + score(i, tag));
    }
}

/// "No core" comes last: it has to be better than others, not only as good.
template <typename F>
void SegmentLattice::edgesIntoSink(F f) const
{
    const std::int64_t i = length() - 1;
    for (std::int64_t group = 0; group < afters(); ++group)
        if (m_groupLast[group] != 0)
            f(after(i, group), m_input.end[0] - m_endShift);
    for (std::int64_t t = 0; t < types(); ++t) {
        if (!m_types[t].last)
            continue;
        f(node(i, t, Single), m_input.end[m_types[t].roles.single] - m_endShift);
        f(node(i, t, Last), m_input.end[m_types[t].roles.last] - m_endShift);
    }
    if (m_input.allowNull)
        f(before(i), nullEnd());
}

template <typename F>
void SegmentLattice::edgesIntoMiddle(std::int64_t z, std::int64_t t, F f) const
{
    const Type& type = m_types[t];
    const std::int64_t newest = z - type.least + 1; // g of the core that has just as many middles as it needs
    if (!type.longs || newest < 1 || z > length() - 2)
        return;
    const SegmentRoles& roles = type.roles;
    if (newest % type.width != 0)
        f(node(z - 1, t, Middle), step(roles.middle, roles.middle) + score(z, roles.middle));
    const double lag = type.least == 1 ? 0.0 : type.lag[newest];
    f(node(newest - 1, t, First), step(roles.first, roles.middle) + score(newest, roles.middle) + lag);
}

template <typename F>
void SegmentLattice::edgesIntoBlock(std::int64_t g, std::int64_t t, F f) const
{
    const Type& type = m_types[t];
    if (!type.longs)
        return;
    if ((g + 1) % type.width != 0)
        f(node(g + 1, t, Block), 0.0);
    if (g > 0)
        f(node(g - 1, t, First),
          step(type.roles.first, type.roles.middle) + score(g, type.roles.middle) + type.tail[g]);
}

template <typename F>
void SegmentLattice::edgesIntoLast(std::int64_t i, std::int64_t t, F f) const
{
    const Type& type = m_types[t];
    const SegmentRoles& roles = type.roles;
    if (i == 0)
        return;
    if (type.pairs)
        f(node(i - 1, t, First), step(roles.first, roles.last) + score(i, roles.last));
    const std::int64_t newest = i - type.least;
    if (!type.longs || newest < 1)
        return;
    const double end = step(roles.middle, roles.last) + score(i, roles.last);
    f(node(i - 1, t, Middle), end);
    if (newest >= type.width && (newest + 1) % type.width != 0)
        f(node(newest - type.width + 1, t, Block), type.through[i - 1] + end);
}

} // namespace corespan::model
