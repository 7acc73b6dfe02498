// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/crf.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

/// Emissions and weights that own their numbers.
struct CrfCase
{
    std::size_t length = 0;
    std::size_t tags = 1;
    std::vector<float> emissions;
    std::vector<float> start;
    std::vector<float> end;
    std::vector<float> transitions;

    CrfCase() = default;
    CrfCase(std::mt19937& random, std::size_t positions, std::size_t tagCount, float scale)
        : length(positions), tags(tagCount), emissions(positions * tagCount), start(tagCount), end(tagCount),
          transitions(tagCount * tagCount)
    {
        std::normal_distribution<float> normal;
        for (std::vector<float>* values : {&emissions, &start, &end, &transitions})
            for (float& value : *values)
                value = scale * normal(random);
    }

    corespan::model::CrfWeights weights() const { return {start, end, transitions}; }
};

/// Every sequence of tags with its score, best first; sums over those that a predicate accepts.
class BruteCrf
{
public:
    using Tags = std::vector<std::int16_t>;
    using Accept = std::function<bool(const Tags&)>;

    explicit BruteCrf(const CrfCase& given) : m_case(given)
    {
        Tags tags(given.length, 0);
        do
            paths.push_back({tags, score(tags)});
        while (next(tags));
        std::ranges::stable_sort(paths, std::ranges::greater(), &corespan::model::CrfPath::score);
    }

    double logSum(const Accept& accept) const
    {
        double sum = 0.0;
        for (const auto& path : paths)
            if (accept(path.tags))
                sum += std::exp(path.score - paths.front().score);
        return paths.front().score + std::log(sum);
    }

    double logPartition() const
    {
        return logSum([](const Tags&) { return true; });
    }

    std::vector<double> marginals() const
    {
        std::vector<double> result(m_case.emissions.size(), 0.0);
        const double sum = logPartition();
        for (const auto& path : paths)
            for (std::size_t i = 0; i < m_case.length; ++i)
                result[i * m_case.tags + static_cast<std::size_t>(path.tags[i])] += std::exp(path.score - sum);
        return result;
    }

    std::vector<corespan::model::CrfPath> paths;

private:
    double score(const Tags& tags) const
    {
        const auto at = [&](std::size_t i) { return static_cast<std::size_t>(tags[i]); };
        double total = 0.0;
        for (std::size_t i = 0; i < tags.size(); ++i) {
            total += static_cast<double>(m_case.emissions[i * m_case.tags + at(i)]);
            if (i > 0)
                total += static_cast<double>(m_case.transitions[at(i - 1) * m_case.tags + at(i)]);
        }
        if (!tags.empty())
            total += static_cast<double>(m_case.start[at(0)]) + static_cast<double>(m_case.end[at(tags.size() - 1)]);
        return total;
    }

    bool next(Tags& tags) const
    {
        for (std::int16_t& tag : tags) {
            if (++tag < static_cast<std::int16_t>(m_case.tags))
                return true;
            tag = 0;
        }
        return false;
    }

    const CrfCase& m_case;
};
