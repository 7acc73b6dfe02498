// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/listed_decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

/// What decodeListedSet must give, by looking at every subset of the list.
class BruteListed
{
public:
    struct Set
    {
        std::vector<std::size_t> cores; ///< indices into the list
        double score = 0.0;
        double probability = 0.0;
    };

    std::vector<Set> sets; ///< legal ones, best first
    std::vector<double> pStart, pEnd, pCore, pType;
    std::vector<double> probabilities; ///< of each listed core
    double nullProbability = 0.0;
    double logPartition = -std::numeric_limits<double>::infinity();

    BruteListed(const std::vector<corespan::model::ScoredSpan>& list, std::int64_t length, int types,
                const corespan::model::ListedDecodeOptions& options)
        : m_list(list), m_types(types), m_options(options), m_length(static_cast<std::size_t>(length))
    {
        for (std::size_t bits = 0; bits < std::size_t{1} << list.size(); ++bits)
            addSet(bits);
        std::ranges::stable_sort(sets, std::ranges::greater(), &Set::score);
        addProbabilities();
    }

private:
    void addSet(std::size_t bits)
    {
        Set set;
        for (std::size_t k = 0; k < m_list.size(); ++k)
            if ((bits >> k & 1U) != 0)
                set.cores.push_back(k);
        std::ranges::sort(set.cores, {}, [&](std::size_t k) { return m_list[k].span; });
        if ((set.cores.empty() && !m_options.allowNull) || (set.cores.size() > 1 && m_options.singleCore))
            return;
        set.score = set.cores.empty() ? m_options.nullBias : 0.0;
        for (std::size_t n = 0; n < set.cores.size(); ++n) {
            const auto& core = m_list[set.cores[n]];
            set.score += core.score;
            if (n == 0)
                continue;
            const auto& previous = m_list[set.cores[n - 1]];
            if (core.span.begin < previous.span.end)
                return;
            if (core.span.begin == previous.span.end && !m_options.touching.empty())
                set.score +=
                    m_options.touching[static_cast<std::size_t>(previous.type) * static_cast<std::size_t>(m_types) +
                                       static_cast<std::size_t>(core.type)];
        }
        if (set.score != -std::numeric_limits<double>::infinity())
            sets.push_back(std::move(set));
    }

    void addProbabilities()
    {
        pStart.assign(m_length, 0.0);
        pEnd = pCore = pStart;
        pType.assign(m_types > 1 ? static_cast<std::size_t>(m_types) * m_length : 0, 0.0);
        probabilities.assign(m_list.size(), 0.0);
        if (sets.empty())
            return;
        const double top = sets.front().score;
        double sum = 0.0;
        for (Set& set : sets)
            sum += set.probability = std::exp((set.score - top) / m_options.temperature);
        logPartition = top / m_options.temperature + std::log(sum);
        for (Set& set : sets) {
            set.probability /= sum;
            if (set.cores.empty())
                nullProbability = set.probability;
            for (const std::size_t k : set.cores)
                addCore(k, set.probability);
        }
    }

    void addCore(std::size_t k, double probability)
    {
        const auto begin = static_cast<std::size_t>(m_list[k].span.begin);
        const auto end = static_cast<std::size_t>(m_list[k].span.end);
        probabilities[k] += probability;
        pStart[begin] += probability;
        pEnd[end - 1] += probability;
        for (std::size_t i = begin; i < end; ++i) {
            pCore[i] += probability;
            if (!pType.empty())
                pType[static_cast<std::size_t>(m_list[k].type) * m_length + i] += probability;
        }
    }

    const std::vector<corespan::model::ScoredSpan>& m_list;
    int m_types;
    const corespan::model::ListedDecodeOptions& m_options;
    std::size_t m_length;
};
