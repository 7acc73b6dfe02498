// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/listed_checks.h"
#include "decode/listed_lattice.h"
#include "decode/path_sums.h"
#include "decode/selection_rules.h"
#include "model/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace corespan::model {

namespace {

void check(std::span<const ScoredSpan> legal, std::int64_t length, int types, const ListedDecodeOptions& options)
{
    if (types < 1 || length < 0)
        throw ModelError("Listed cores: " + std::to_string(types) + " types and " + std::to_string(length) +
                         " positions; there must be at least 1 and 0.");
    checkTemperature(options.temperature, "Listed cores");
    if (!std::isfinite(options.nullBias / options.temperature))
        throw ModelError("Listed cores: the null bias is not a finite number.");
    const auto T = static_cast<std::size_t>(types);
    if (!options.touching.empty() && options.touching.size() != T * T)
        throw ModelError("Listed cores: " + std::to_string(options.touching.size()) +
                         " weights of touching cores for " + std::to_string(types) +
                         " types; there must be one for each pair.");
    const auto isWeight = [&](double x) { return x == noPath || std::isfinite(x / options.temperature); };
    if (!std::ranges::all_of(options.touching, isWeight))
        throw ModelError("Listed cores: a weight of touching cores is neither a finite number nor -infinity.");
    checkListed(legal, length, types);
    for (const ScoredSpan& core : legal)
        if (!std::isfinite(core.score / options.temperature))
            throw ModelError("Listed cores: the score of [" + std::to_string(core.span.begin) + ", " +
                             std::to_string(core.span.end) + ") is not a finite number.");
}

class Decoding
{
public:
    Decoding(const std::vector<ScoredSpan>& cores, std::int64_t length, int types, const ListedDecodeOptions& options)
        : m_cores(cores), m_length(length), m_types(types), m_options(options), m_lattice(cores, length, types, options)
    {
        // Sums of all scores lose digits to the largest. Each round shows what is 1e15 times smaller than what the last
        // one could see; four are enough for the range of float logits.
        for (int round = 0;; ++round) {
            m_paths = PathSearch(m_lattice, bestScores(m_lattice)).find(2);
            if (m_paths.empty())
                return;
            const bool settled = round > 0 && m_lattice.coresOf(m_paths.front()) == m_best;
            m_best = m_lattice.coresOf(m_paths.front());
            if (settled || round == 4)
                break;
            m_lattice.centreOn(m_best);
        }
        m_sums = sumOverPaths(m_lattice);
    }

    bool possible() const { return !m_paths.empty(); }
    void fill(Selection& result) const;

private:
    double probability(std::int64_t node) const { return fromLog(m_sums.forward[node] + m_sums.backward[node]); }
    double fromLog(double sum) const { return std::min(std::exp(sum - m_sums.total), 1.0); }
    void fillTracks(Selection& result, const std::vector<double>& probabilities) const;
    void fillTypes(Selection& result, const std::vector<double>& probabilities) const;

    const std::vector<ScoredSpan>& m_cores;
    std::int64_t m_length;
    int m_types;
    const ListedDecodeOptions& m_options;
    ListedLattice m_lattice;
    std::vector<GraphPath> m_paths;
    std::vector<std::int64_t> m_best;
    PathSums m_sums;
};

void Decoding::fill(Selection& result) const
{
    std::vector<double> probabilities(m_cores.size());
    for (std::size_t k = 0; k < probabilities.size(); ++k)
        probabilities[k] = probability(m_lattice.core(static_cast<std::int64_t>(k)));
    const auto scored = [&](std::int64_t k) {
        ScoredSpan core = m_cores[k];
        core.probability = probabilities[k];
        return core;
    };
    for (const std::int64_t k : m_best)
        result.cores.push_back(scored(k));
    std::vector<std::int64_t> order(m_cores.size());
    std::iota(order.begin(), order.end(), 0);
    std::vector<std::int64_t> first(std::min(order.size(), m_options.nBest));
    std::partial_sort_copy(order.begin(), order.end(), first.begin(), first.end(), [&](std::int64_t a, std::int64_t b) {
        return probabilities[a] != probabilities[b] ? probabilities[a] > probabilities[b] : a < b;
    });
    for (const std::int64_t k : first)
        result.candidates.push_back(scored(k));
    const double runnerUp = m_paths.size() > 1 ? fromLog(m_paths[1].score) : 0.0;
    result.margin = std::clamp(fromLog(m_paths.front().score) - runnerUp, 0.0, 1.0);
    result.logPartition = m_lattice.offset() + m_sums.total;
    const std::int64_t last = m_lattice.before(m_lattice.boundaries() - 1);
    if (m_options.allowNull)
        result.nullProbability = fromLog(m_sums.forward[last] + m_lattice.nullEnd());
    fillTracks(result, probabilities);
    if (m_types > 1)
        fillTypes(result, probabilities);
}

void Decoding::fillTracks(Selection& result, const std::vector<double>& probabilities) const
{
    for (std::size_t k = 0; k < probabilities.size(); ++k) {
        double& start = result.pStart[m_cores[k].span.begin];
        double& end = result.pEnd[m_cores[k].span.end - 1];
        start = std::min(start + probabilities[k], 1.0);
        end = std::min(end + probabilities[k], 1.0);
    }
    for (std::int64_t j = 1; j < m_lattice.boundaries(); ++j) {
        const double outside = probability(m_lattice.before(j)) + probability(m_lattice.after(j));
        std::fill(result.pCore.begin() + m_lattice.position(j - 1), result.pCore.begin() + m_lattice.position(j),
                  std::max(1.0 - outside, 0.0));
    }
}

/// P(begun) - P(ended), type by type; brought to pCore at each position, so that rounding does not add up.
void Decoding::fillTypes(Selection& result, const std::vector<double>& probabilities) const
{
    for (std::size_t k = 0; k < probabilities.size(); ++k) {
        double* row = result.pType.data() + m_cores[k].type * m_length;
        row[m_cores[k].span.begin] += probabilities[k];
        if (m_cores[k].span.end < m_length)
            row[m_cores[k].span.end] -= probabilities[k];
    }
    std::vector<double> inside(static_cast<std::size_t>(m_types), 0.0);
    for (std::int64_t i = 0; i < m_length; ++i) {
        for (std::int64_t t = 0; t < m_types; ++t)
            inside[t] = std::max(inside[t] + result.pType[t * m_length + i], 0.0);
        const double sum = std::accumulate(inside.begin(), inside.end(), 0.0);
        for (std::int64_t t = 0; t < m_types; ++t) {
            inside[t] = sum > 0.0 ? inside[t] * (result.pCore[i] / sum) : 0.0;
            result.pType[t * m_length + i] = inside[t];
        }
    }
}

} // namespace

Selection decodeListedSet(std::span<const ScoredSpan> legal, std::int64_t length, int types,
                          const ListedDecodeOptions& options)
{
    check(legal, length, types, options);
    std::vector<ScoredSpan> cores(legal.begin(), legal.end());
    sortListed(cores);
    Selection result;
    result.nullScore = options.allowNull ? options.nullBias : 0.0;
    result.logPartition = noPath;
    result.pStart.assign(static_cast<std::size_t>(length), 0.0);
    result.pEnd = result.pCore = result.pStart;
    result.pType.assign(types > 1 ? static_cast<std::size_t>(types) * result.pStart.size() : 0, 0.0);
    const Decoding decoding(cores, length, types, options);
    if (decoding.possible())
        decoding.fill(result);
    return result;
}

} // namespace corespan::model
