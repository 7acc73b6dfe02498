// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace corespan::model {

// Best paths through a directed graph without cycles. A Graph has
//     nodeCount(), source(), sink()
//     forEachNode(f)         f(node) for every node but the source, each after those that lead to it
//     edgesInto(node, f)     f(from, weight), weights finite
// Of equal edges into a node the one named first wins.

constexpr double noPath = -std::numeric_limits<double>::infinity();

/// Score of the best path from the source to each node; noPath where there is none.
template <typename Graph>
std::vector<double> bestScores(const Graph& graph)
{
    std::vector<double> best(static_cast<std::size_t>(graph.nodeCount()), noPath);
    best[graph.source()] = 0.0;
    graph.forEachNode([&](std::int64_t node) {
        double top = noPath;
        graph.edgesInto(node, [&](std::int64_t from, double weight) { top = std::max(top, best[from] + weight); });
        best[node] = top;
    });
    return best;
}

struct GraphPath
{
    double score = 0.0;
    std::vector<std::int64_t> nodes; ///< from the sink back to the source
};

/// The best paths one by one (Lawler, Management Science 18, 1972): a path found is asked at each of its nodes for the
/// next best way to get there, and of all these ways the best is the next path. Each path comes up once.
template <typename Graph>
class PathSearch
{
public:
    PathSearch(const Graph& graph, const std::vector<double>& best) : m_graph(graph), m_best(best) {}

    /// At most `count`, best first. O(size of the graph + count * length of the paths) time and memory.
    std::vector<GraphPath> find(std::size_t count)
    {
        m_wanted = count;
        m_found.clear();
        m_open.clear();
        if (count > 0 && m_best[m_graph.sink()] != noPath) {
            m_sinkEdges = ranked(m_graph.sink(), count + 1);
            m_open.push_back({m_best[m_graph.sink()], 0.0, 0, 0, 0});
        }
        while (m_found.size() < count && !m_open.empty()) {
            const Deviation next = m_open.front();
            m_open.erase(m_open.begin());
            follow(next);
        }
        return std::exchange(m_found, {});
    }

private:
    struct Edge
    {
        std::int64_t from = 0;
        double weight = 0.0;
        double value = 0.0; ///< of the best path that ends with it
    };

    /// A path that shares with an earlier one the nodes from the sink up to `index` and enters that one by its edge of
    /// rank `rank`.
    struct Deviation
    {
        double score = 0.0;
        double shared = 0.0; ///< score of the shared part
        std::size_t path = 0;
        std::size_t index = 0;
        std::size_t rank = 0;
    };

    /// The `count` best edges into a node, best first.
    std::vector<Edge> ranked(std::int64_t node, std::size_t count) const
    {
        std::vector<Edge> edges;
        edges.reserve(count + 1);
        m_graph.edgesInto(node, [&](std::int64_t from, double weight) {
            const double value = m_best[from] + weight;
            if (value == noPath || (edges.size() == count && value <= edges.back().value))
                return;
            const auto behind = std::ranges::upper_bound(edges, value, std::ranges::greater(), &Edge::value);
            edges.insert(behind, {from, weight, value});
            if (edges.size() > count)
                edges.pop_back();
        });
        return edges;
    }

    /// Only as many as are still wanted can come to anything.
    void consider(const Deviation& deviation)
    {
        const std::size_t limit = m_wanted - m_found.size() - 1;
        if (m_open.size() >= limit && (limit == 0 || deviation.score <= m_open[limit - 1].score))
            return;
        m_open.insert(std::ranges::upper_bound(m_open, deviation.score, std::ranges::greater(), &Deviation::score),
                      deviation);
        if (m_open.size() > limit)
            m_open.resize(limit);
    }

    void follow(const Deviation& start)
    {
        GraphPath path{start.score, {m_graph.sink()}};
        if (!m_found.empty()) {
            const auto& shared = m_found[start.path].nodes;
            path.nodes.assign(shared.begin(), shared.begin() + static_cast<std::ptrdiff_t>(start.index) + 1);
        }
        double soFar = start.shared;
        for (std::size_t rank = start.rank; path.nodes.back() != m_graph.source(); rank = 0) {
            const std::int64_t node = path.nodes.back();
            const std::vector<Edge> edges = node == m_graph.sink() ? m_sinkEdges : ranked(node, rank + 2);
            if (rank + 1 < edges.size())
                consider({soFar + edges[rank + 1].value, soFar, m_found.size(), path.nodes.size() - 1, rank + 1});
            soFar += edges[rank].weight;
            path.nodes.push_back(edges[rank].from);
        }
        m_found.push_back(std::move(path));
    }

    const Graph& m_graph;
    const std::vector<double>& m_best;
    std::size_t m_wanted = 0;
    std::vector<Edge> m_sinkEdges;
    std::vector<GraphPath> m_found;
    std::vector<Deviation> m_open; ///< best first
};

} // namespace corespan::model
