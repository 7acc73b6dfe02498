// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/segment_graph.h"

#include <algorithm>
#include <tuple>

namespace corespan::model {

namespace {

/// The lattice's inner part: from the source straight to where a core begins, from its last position straight out.
class SegmentGraph
{
public:
    SegmentGraph(const SegmentLattice& lattice, std::span<const double> before, std::span<const double> after)
        : m_lattice(lattice), m_before(before), m_after(after)
    {
    }

    std::int64_t source() const { return m_lattice.source(); }
    std::int64_t sink() const { return m_lattice.sink(); }
    std::int64_t nodeCount() const { return m_lattice.nodeCount(); }

    template <typename F>
    void forEachNode(F f) const
    {
        m_lattice.forEachNode(f);
    }

    template <typename F>
    void edgesInto(std::int64_t node, F f) const
    {
        if (node == sink()) {
            edgesIntoSink(f);
            return;
        }
        switch (m_lattice.kindOf(node)) {
        case SegmentLattice::Outside:
            break;
        case SegmentLattice::Single:
        case SegmentLattice::First:
            if (m_before[node] != noPath)
                f(source(), m_before[node]);
            break;
        default:
            m_lattice.edgesInto(node, f);
        }
    }

private:
    template <typename F>
    void edgesIntoSink(F f) const
    {
        for (std::int64_t i = 0; i < m_lattice.length(); ++i) {
            for (std::int64_t t = 0; t < m_lattice.types(); ++t) {
                for (const auto kind : {SegmentLattice::Single, SegmentLattice::Last}) {
                    const std::int64_t node = m_lattice.node(i, t, kind);
                    if (m_after[node] != noPath)
                        f(node, m_after[node]);
                }
            }
        }
    }

    const SegmentLattice& m_lattice;
    std::span<const double> m_before;
    std::span<const double> m_after;
};

} // namespace

PathSums sumPaths(const SegmentLattice& lattice)
{
    return sumOverPaths(lattice);
}

std::vector<ScoredSpan> bestSegments(const SegmentLattice& lattice, std::span<const double> before,
                                     std::span<const double> after, std::size_t count)
{
    const SegmentGraph graph(lattice, before, after);
    const std::vector<double> best = bestScores(graph);
    std::vector<ScoredSpan> found;
    for (const GraphPath& path : PathSearch(graph, best).find(count)) {
        found.push_back(lattice.coresOf(path).front());
        found.back().score = path.score;
    }
    std::ranges::sort(found, [](const ScoredSpan& a, const ScoredSpan& b) {
        return std::tuple(-a.score, a.span, a.type) < std::tuple(-b.score, b.span, b.type);
    });
    return found;
}

} // namespace corespan::model
