// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tag_decoder.h"

#include "decode/segment_graph.h"
#include "decode/tag_problem.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace corespan::model {

namespace {

/// The best paths of a problem and what is needed to say how probable things are. length() > 0.
class Decoding
{
public:
    Decoding(const TagProblem& problem, std::size_t count) : m_problem(problem), m_lattice(problem.latticeInput())
    {
        const std::vector<GraphPath> roughly = PathSearch(m_lattice, bestScores(m_lattice)).find(1);
        if (roughly.empty())
            return;
        const std::vector<ScoredSpan> cores = m_lattice.coresOf(roughly.front());
        m_lattice.centreOn(cores);
        if (!problem.options().rules.empty())
            settle(cores);
        m_paths = PathSearch(m_lattice, bestScores(m_lattice)).find(count);
        m_sums = sumPaths(m_lattice);
    }

    const std::vector<GraphPath>& paths() const { return m_paths; }
    double probability(const GraphPath& path) const { return std::min(std::exp(path.score - m_sums.total), 1.0); }
    std::vector<ScoredSpan> cores(const GraphPath& path) const { return m_lattice.coresOf(path); }

    void fillTracks(Selection& result) const;
    void fillCores(Selection& result) const;

private:
    double logProbability(std::int64_t node) const
    {
        return m_sums.forward[node] + m_sums.backward[node] - m_sums.total;
    }
    double probability(std::int64_t node) const { return std::min(std::exp(logProbability(node)), 1.0); }
    void settle(std::vector<ScoredSpan> best);
    double logProbability(const ScoredSpan& core) const;
    void score(ScoredSpan& core, double outside) const;
    void fillTypes(Selection& result) const;

    const TagProblem& m_problem;
    SegmentLattice m_lattice;
    std::vector<GraphPath> m_paths;
    PathSums m_sums;
};

/// Under rules the first search saw scores as they are, whose digits are lost to the largest. Each round shows what is
/// 1e15 times smaller than what the last one could see; four are enough for the range of float emissions.
void Decoding::settle(std::vector<ScoredSpan> best)
{
    const auto same = [](const ScoredSpan& a, const ScoredSpan& b) { return a.span == b.span && a.type == b.type; };
    for (int round = 0; round < 4; ++round) {
        std::vector<ScoredSpan> cores = m_lattice.coresOf(PathSearch(m_lattice, bestScores(m_lattice)).find(1).front());
        if (std::ranges::equal(cores, best, same))
            return;
        best = std::move(cores);
        m_lattice = SegmentLattice(m_problem.latticeInput());
        m_lattice.centreOn(best);
    }
}

double Decoding::logProbability(const ScoredSpan& core) const
{
    const bool single = core.span.length() == 1;
    const auto first =
        m_lattice.node(core.span.begin, core.type, single ? SegmentLattice::Single : SegmentLattice::First);
    const auto last =
        m_lattice.node(core.span.end - 1, core.type, single ? SegmentLattice::Single : SegmentLattice::Last);
    return m_sums.forward[first] + m_lattice.innerScore(core) + m_sums.backward[last] - m_sums.total;
}

void Decoding::fillTracks(Selection& result) const
{
    const std::int64_t L = m_lattice.length();
    result.pStart.assign(static_cast<std::size_t>(L), 0.0);
    result.pEnd = result.pCore = result.pStart;
    for (std::int64_t i = 0; i < L; ++i) {
        for (std::int64_t t = 0; t < m_lattice.types(); ++t) {
            const double single = probability(m_lattice.node(i, t, SegmentLattice::Single));
            result.pStart[i] += single + probability(m_lattice.node(i, t, SegmentLattice::First));
            result.pEnd[i] += single + probability(m_lattice.node(i, t, SegmentLattice::Last));
        }
        result.pStart[i] = std::min(result.pStart[i], 1.0);
        result.pEnd[i] = std::min(result.pEnd[i], 1.0);
        double outside = probability(m_lattice.before(i));
        for (std::int64_t group = 0; group < m_lattice.afters(); ++group)
            outside += probability(m_lattice.after(i, group));
        result.pCore[i] = std::max(1.0 - outside, 0.0);
    }
    if (m_lattice.types() > 1)
        fillTypes(result);
    result.logPartition = m_lattice.offset() + m_sums.total;
    result.nullProbability =
        m_problem.options().allowNull
            ? std::exp(m_sums.forward[m_lattice.before(L - 1)] + m_lattice.nullEnd() - m_sums.total)
            : 0.0;
    result.nullProbability = std::min(result.nullProbability, 1.0);
}

/// P(begun) - P(ended), type by type; brought to pCore at each position, so that rounding does not add up.
void Decoding::fillTypes(Selection& result) const
{
    const std::int64_t L = m_lattice.length();
    const std::int64_t T = m_lattice.types();
    result.pType.assign(static_cast<std::size_t>(T * L), 0.0);
    std::vector<double> inside(static_cast<std::size_t>(T), 0.0);
    for (std::int64_t i = 0; i < L; ++i) {
        for (std::int64_t t = 0; t < T; ++t) {
            inside[t] += probability(m_lattice.node(i, t, SegmentLattice::Single)) +
                         probability(m_lattice.node(i, t, SegmentLattice::First));
            inside[t] = std::max(inside[t], 0.0);
        }
        const double sum = std::accumulate(inside.begin(), inside.end(), 0.0);
        for (std::int64_t t = 0; t < T; ++t) {
            inside[t] = sum > 0.0 ? inside[t] * (result.pCore[i] / sum) : 0.0;
            result.pType[t * L + i] = inside[t];
            inside[t] -= probability(m_lattice.node(i, t, SegmentLattice::Single)) +
                         probability(m_lattice.node(i, t, SegmentLattice::Last));
        }
    }
}

void Decoding::score(ScoredSpan& core, double outside) const
{
    core.probability = std::min(std::exp(logProbability(core)), 1.0);
    core.score = outside + m_problem.gain(core);
}

void Decoding::fillCores(Selection& result) const
{
    const double outside = m_problem.outsideScore();
    result.cores = cores(m_paths.front());
    for (ScoredSpan& core : result.cores)
        score(core, outside);
    result.candidates = bestSegments(m_lattice, m_sums.forward, m_sums.backward, m_problem.options().nBest);
    for (ScoredSpan& candidate : result.candidates)
        score(candidate, outside);
    const double runnerUp = m_paths.size() > 1 ? probability(m_paths[1]) : 0.0;
    result.margin = std::clamp(probability(m_paths.front()) - runnerUp, 0.0, 1.0);
}

} // namespace

Selection decodeTags(std::span<const float> emissions, TagScheme scheme, int types, const CrfWeights* crf,
                     const TagDecodeOptions& options)
{
    const TagProblem problem(emissions, scheme, types, crf, options);
    Selection result;
    result.nullScore = options.allowNull ? problem.outsideScore() + options.nullBias : 0.0;
    result.logPartition = noPath;
    if (problem.length() == 0 && options.allowNull) {
        result.nullProbability = result.margin = 1.0;
        result.logPartition = options.nullBias / options.temperature;
    }
    if (problem.length() == 0)
        return result;
    const Decoding decoding(problem, 2);
    if (decoding.paths().empty()) {
        result.pStart.assign(static_cast<std::size_t>(problem.length()), 0.0);
        result.pEnd = result.pCore = result.pStart;
        result.pType.assign(types > 1 ? static_cast<std::size_t>(types) * result.pStart.size() : 0, 0.0);
        return result;
    }
    decoding.fillTracks(result);
    decoding.fillCores(result);
    return result;
}

std::vector<TagPath> bestPaths(std::span<const float> emissions, TagScheme scheme, int types, const CrfWeights* crf,
                               const TagDecodeOptions& options, std::size_t count)
{
    const TagProblem problem(emissions, scheme, types, crf, options);
    std::vector<TagPath> paths;
    if (count == 0)
        return paths;
    if (problem.length() == 0) {
        if (options.allowNull)
            paths.push_back({{}, options.nullBias, 1.0});
        return paths;
    }
    const Decoding decoding(problem, count);
    for (const GraphPath& found : decoding.paths()) {
        TagPath& path = paths.emplace_back();
        path.tags = tagsOf(decoding.cores(found), problem.length(), scheme, types);
        path.score = problem.score(path.tags);
        path.probability = decoding.probability(found);
    }
    return paths;
}

} // namespace corespan::model
