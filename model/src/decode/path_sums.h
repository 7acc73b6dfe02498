// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "decode/log_sum.h"
#include "decode/segment_paths.h"

#include <cmath>
#include <utility>
#include <vector>

namespace corespan::model {

/// Logarithms of sums over the paths of a graph (see segment_paths.h); each edge weighs exp(weight).
struct PathSums
{
    std::vector<double> forward;  ///< [nodes] over paths from the source to the node
    std::vector<double> backward; ///< [nodes] over paths from the node to the sink
    double total = 0.0;           ///< over all paths
};

/// The graph also has forEachNodeReversed(f): each node after those that it leads to.
template <typename Graph>
PathSums sumOverPaths(const Graph& graph)
{
    const auto logAdd = [](double a, double b) {
        if (a < b)
            std::swap(a, b);
        return b == noPath ? a : a + std::log1p(std::exp(b - a));
    };
    PathSums sums;
    sums.forward.assign(static_cast<std::size_t>(graph.nodeCount()), noPath);
    sums.backward = sums.forward;
    sums.forward[graph.source()] = 0.0;
    graph.forEachNode([&](std::int64_t node) {
        LogSum sum;
        graph.edgesInto(node, [&](std::int64_t from, double weight) {
            if (sums.forward[from] != noPath)
                sum.add(sums.forward[from] + weight);
        });
        if (sum.scaled > 0.0)
            sums.forward[node] = sum.max + std::log(sum.scaled);
    });
    sums.total = sums.forward[graph.sink()];
    sums.backward[graph.sink()] = 0.0;
    graph.forEachNodeReversed([&](std::int64_t node) {
        if (sums.backward[node] == noPath)
            return;
        graph.edgesInto(node, [&](std::int64_t from, double weight) {
            sums.backward[from] = logAdd(sums.backward[from], weight + sums.backward[node]);
        });
    });
    return sums;
}

} // namespace corespan::model
