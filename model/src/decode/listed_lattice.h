// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "decode/range_sums.h"
#include "decode/segment_paths.h"
#include "model/listed_decoder.h"

#include <cstdint>
#include <span>
#include <vector>

namespace corespan::model {

/// All sets of disjoint listed cores as a graph (see segment_paths.h) in which every set is exactly one path. Its size
/// follows the list, not the record: only positions at which a core begins or ends have nodes, here called boundaries.
///
/// Boundary j has nodes Before (what lies behind boundary j - 1 is outside, no core yet), After (outside, behind a
/// core) and for each type Ended (a core of it ends here). Each listed core has a node. Scores are over temperature and
/// relative to a set of cores, whose path scores 0.
class ListedLattice
{
public:
    /// \param cores by begin, end and type, each once
    ListedLattice(std::span<const ScoredSpan> cores, std::int64_t length, int types,
                  const ListedDecodeOptions& options);

    /// Makes scores relative to these cores (indices, by begin), from what was given: no digits are lost by doing so
    /// again.
    void centreOn(const std::vector<std::int64_t>& set);
    /// Score of that set.
    double offset() const { return m_offset; }

    std::int64_t source() const { return m_firstCore + count(); }
    std::int64_t sink() const { return source() + 1; }
    std::int64_t nodeCount() const { return source() + 2; }
    std::int64_t boundaries() const { return static_cast<std::int64_t>(m_positions.size()); }
    std::int64_t position(std::int64_t boundary) const { return m_positions[boundary]; }
    std::int64_t before(std::int64_t boundary) const { return boundary * m_stride; }
    std::int64_t after(std::int64_t boundary) const { return boundary * m_stride + 1; }
    std::int64_t core(std::int64_t index) const { return m_firstCore + index; }
    /// Weight of the last step of the path without a core.
    double nullEnd() const { return m_nullBias - m_endShift; }

    /// Indices of a path's cores, by begin.
    std::vector<std::int64_t> coresOf(const GraphPath& path) const;

    template <typename F>
    void forEachNode(F f) const
    {
        for (std::int64_t j = 0; j < boundaries(); ++j) {
            for (std::int64_t slot = m_stride; slot-- > 0;)
                f(j * m_stride + slot);
            for (std::int64_t k = m_begins[j]; k < m_begins[j + 1]; ++k)
                f(core(k));
        }
        f(sink());
    }

    template <typename F>
    void forEachNodeReversed(F f) const
    {
        f(sink());
        for (std::int64_t j = boundaries(); j-- > 0;) {
            for (std::int64_t k = m_begins[j + 1]; k-- > m_begins[j];)
                f(core(k));
            for (std::int64_t slot = 0; slot < m_stride; ++slot)
                f(j * m_stride + slot);
        }
    }

    template <typename F>
    void edgesInto(std::int64_t node, F f) const
    {
        if (node == sink())
            edgesIntoSink(f);
        else if (node >= m_firstCore)
            edgesIntoCore(node - m_firstCore, f);
        else if (node % m_stride < 2)
            edgesIntoOutside(node / m_stride, node % m_stride == 1, f);
        else
            for (std::int64_t at = m_ends[endsIndex(node)]; at < m_ends[endsIndex(node) + 1]; ++at)
                f(core(m_byEnd[at]), 0.0);
    }

private:
    std::int64_t count() const { return static_cast<std::int64_t>(m_cores.size()); }
    std::int64_t ended(std::int64_t boundary, std::int64_t type) const { return boundary * m_stride + 2 + type; }
    std::int64_t endsIndex(std::int64_t node) const { return node / m_stride * m_types + node % m_stride - 2; }
    std::int64_t boundaryOf(std::int64_t position) const;
    double touching(std::int64_t from, std::int64_t to) const
    {
        return m_touching.empty() ? 0.0 : m_touching[from * m_types + to];
    }
    void listBoundaries(std::int64_t length);
    void listEnds();
    double score(std::int64_t k) const { return m_cores[k].score / m_temperature; }

    template <typename F>
    void edgesIntoOutside(std::int64_t j, bool behindCore, F f) const
    {
        if (j == 0 && !behindCore)
            f(source(), 0.0);
        if (j == 0)
            return;
        f(behindCore ? after(j - 1) : before(j - 1), m_outside[j]);
        for (std::int64_t t = 0; t < m_types && behindCore; ++t)
            f(ended(j - 1, t), m_outside[j]);
    }

    template <typename F>
    void edgesIntoCore(std::int64_t k, F f) const
    {
        const std::int64_t j = m_from[k];
        f(before(j), m_weights[k]);
        if (m_singleCore)
            return;
        f(after(j), m_weights[k]);
        for (std::int64_t t = 0; t < m_types; ++t)
            if (touching(t, m_cores[k].type) != noPath)
                f(ended(j, t), m_weights[k] + touching(t, m_cores[k].type));
    }

    /// "No core" comes last: it has to be better than others, not only as good.
    template <typename F>
    void edgesIntoSink(F f) const
    {
        const std::int64_t j = boundaries() - 1;
        f(after(j), -m_endShift);
        for (std::int64_t t = 0; t < m_types; ++t)
            f(ended(j, t), -m_endShift);
        if (m_allowNull)
            f(before(j), nullEnd());
    }

    std::span<const ScoredSpan> m_cores;
    std::int64_t m_types;
    double m_temperature;
    bool m_allowNull;
    bool m_singleCore;
    double m_nullBias;              ///< over temperature
    std::vector<double> m_touching; ///< the same
    std::int64_t m_stride;
    std::vector<std::int64_t> m_positions; ///< [B] of boundaries: 0, L, and where cores begin and end
    std::vector<std::int64_t> m_begins;    ///< [B + 1] cores that begin at j: m_begins[j] .. m_begins[j + 1] - 1
    std::vector<std::int64_t> m_from;      ///< [N] boundaries of each core
    std::vector<std::int64_t> m_to;        ///< [N]
    std::vector<std::int64_t> m_byEnd;     ///< [N] cores by the boundary of their end, then type
    std::vector<std::int64_t> m_ends;      ///< [B * T + 1] where in m_byEnd those of (j, t) begin
    std::int64_t m_firstCore = 0;
    std::vector<double> m_weights; ///< [N]
    std::vector<double> m_outside; ///< [B] from boundary j - 1 to j
    double m_endShift = 0.0;
    double m_offset = 0.0;
};

} // namespace corespan::model
