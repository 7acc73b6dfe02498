// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/crf.h"

#include "decode/crf_chain.h"
#include "decode/segment_paths.h"

#include <algorithm>

namespace corespan::model {

namespace {

/// Node i * R + tag, then source and sink. Scores of a position are relative to its greatest emission.
class ChainGraph
{
public:
    explicit ChainGraph(const CrfChain& chain) : m_chain(chain), m_top(static_cast<std::size_t>(chain.length()))
    {
        for (std::int64_t i = 0; i < chain.length(); ++i) {
            m_top[i] = chain.emission(i, 0);
            for (std::int64_t tag = 1; tag < chain.tags(); ++tag)
                m_top[i] = std::max(m_top[i], chain.emission(i, tag));
        }
    }

    std::int64_t source() const { return m_chain.length() * m_chain.tags(); }
    std::int64_t sink() const { return source() + 1; }
    std::int64_t nodeCount() const { return source() + 2; }

    template <typename F>
    void forEachNode(F f) const
    {
        for (std::int64_t node = 0; node < source(); ++node)
            f(node);
        f(sink());
    }

    template <typename F>
    void edgesInto(std::int64_t node, F f) const
    {
        const std::int64_t R = m_chain.tags();
        if (node == sink()) {
            for (std::int64_t tag = 0; tag < R; ++tag)
                f(source() - R + tag, m_chain.end(tag));
            return;
        }
        const std::int64_t i = node / R;
        const std::int64_t to = node % R;
        const double emission = m_chain.emission(i, to) - m_top[i];
        if (i == 0) {
            f(source(), m_chain.start(to) + emission);
            return;
        }
        for (std::int64_t from = 0; from < R; ++from)
            f((i - 1) * R + from, m_chain.transition(from, to) + emission);
    }

private:
    const CrfChain& m_chain;
    std::vector<double> m_top;
};

} // namespace

std::vector<CrfPath> crfBestPaths(std::span<const float> emissions, const CrfWeights& weights, std::size_t count)
{
    const CrfChain chain(emissions, weights);
    if (chain.length() == 0)
        return std::vector<CrfPath>(std::min<std::size_t>(count, 1));
    const ChainGraph graph(chain);
    const std::vector<double> best = bestScores(graph);
    std::vector<CrfPath> paths;
    for (const GraphPath& found : PathSearch(graph, best).find(count)) {
        CrfPath& path = paths.emplace_back();
        for (std::size_t i = found.nodes.size() - 1; i-- > 1;) // without source and sink
            path.tags.push_back(static_cast<std::int16_t>(found.nodes[i] % chain.tags()));
        path.score = crfScore(emissions, path.tags, weights);
    }
    return paths;
}

CrfPath crfViterbi(std::span<const float> emissions, const CrfWeights& weights)
{
    return crfBestPaths(emissions, weights, 1).front();
}

} // namespace corespan::model
