// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/listed_lattice.h"

#include <algorithm>

namespace corespan::model {

ListedLattice::ListedLattice(std::span<const ScoredSpan> cores, std::int64_t length, int types,
                             const ListedDecodeOptions& options)
    : m_cores(cores), m_types(types), m_temperature(options.temperature), m_allowNull(options.allowNull),
      m_singleCore(options.singleCore), m_nullBias(options.nullBias / options.temperature),
      m_touching(options.touching), m_stride(2 + m_types)
{
    for (double& weight : m_touching)
        weight /= m_temperature;
    listBoundaries(length);
    listEnds();
    m_firstCore = boundaries() * m_stride;
    m_weights.resize(m_cores.size());
    for (std::int64_t k = 0; k < count(); ++k)
        m_weights[k] = score(k);
    m_outside.assign(m_positions.size(), 0.0);
}

std::int64_t ListedLattice::boundaryOf(std::int64_t position) const
{
    return std::ranges::lower_bound(m_positions, position) - m_positions.begin();
}

void ListedLattice::listBoundaries(std::int64_t length)
{
    m_positions = {0, length};
    m_positions.reserve(2 * m_cores.size() + 2);
    for (const ScoredSpan& core : m_cores) {
        m_positions.push_back(core.span.begin);
        m_positions.push_back(core.span.end);
    }
    std::ranges::sort(m_positions);
    m_positions.erase(std::unique(m_positions.begin(), m_positions.end()), m_positions.end());
}

void ListedLattice::listEnds()
{
    m_from.resize(m_cores.size());
    m_to.resize(m_cores.size());
    m_byEnd.resize(m_cores.size());
    m_begins.assign(m_positions.size() + 1, 0);
    m_ends.assign(m_positions.size() * static_cast<std::size_t>(m_types) + 1, 0);
    for (std::int64_t k = 0; k < count(); ++k) {
        m_from[k] = boundaryOf(m_cores[k].span.begin);
        m_to[k] = boundaryOf(m_cores[k].span.end);
        ++m_begins[m_from[k] + 1];
        ++m_ends[m_to[k] * m_types + m_cores[k].type + 1];
    }
    for (std::vector<std::int64_t>* counts : {&m_begins, &m_ends})
        for (std::size_t i = 1; i < counts->size(); ++i)
            (*counts)[i] += (*counts)[i - 1];
    std::vector<std::int64_t> next = m_ends;
    for (std::int64_t k = 0; k < count(); ++k)
        m_byEnd[next[m_to[k] * m_types + m_cores[k].type]++] = k;
}

/// What the set's path has scored by a boundary is taken from every path that gets there: the scores of its cores that
/// have ended, and what touching added for those that have begun.
void ListedLattice::centreOn(const std::vector<std::int64_t>& set)
{
    std::vector<double> ended(m_positions.size(), 0.0);
    std::vector<double> touched(m_positions.size(), 0.0);
    m_offset = m_endShift = set.empty() ? m_nullBias : 0.0;
    for (std::size_t n = 0; n < set.size(); ++n) {
        ended[m_to[set[n]]] = score(set[n]);
        if (n > 0 && m_to[set[n - 1]] == m_from[set[n]])
            touched[m_from[set[n]]] = touching(m_cores[set[n - 1]].type, m_cores[set[n]].type);
        m_offset += ended[m_to[set[n]]] + touched[m_from[set[n]]];
    }
    // A core that begins where two of the set touch is behind the boundary but not behind the touch.
    m_outside.assign(m_positions.size(), 0.0);
    for (std::size_t j = 1; j < m_positions.size(); ++j)
        m_outside[j] = -ended[j] - touched[j - 1];
    const RangeSums endedSums(std::move(ended));
    const RangeSums touchedSums(std::move(touched));
    for (std::int64_t k = 0; k < count(); ++k)
        m_weights[k] = score(k) - endedSums.sum(m_from[k] + 1, m_to[k] + 1) - touchedSums.sum(m_from[k], m_to[k]);
}

std::vector<std::int64_t> ListedLattice::coresOf(const GraphPath& path) const
{
    std::vector<std::int64_t> cores;
    for (std::size_t n = path.nodes.size(); n-- > 0;)
        if (path.nodes[n] >= m_firstCore && path.nodes[n] < source())
            cores.push_back(path.nodes[n] - m_firstCore);
    return cores;
}

} // namespace corespan::model
