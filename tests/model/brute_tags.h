// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/tag_decoder.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <tuple>
#include <vector>

/// Emissions, CRF and options that own their numbers.
struct TagCase
{
    corespan::model::TagScheme scheme = corespan::model::TagScheme::Bio;
    int types = 1;
    std::size_t length = 0;
    std::vector<float> emissions;
    std::vector<float> start;
    std::vector<float> end;
    std::vector<float> transitions;
    bool withCrf = false;
    corespan::model::TagDecodeOptions options;

    std::size_t tags() const
    {
        return (scheme == corespan::model::TagScheme::Bio ? 2U : 4U) * static_cast<unsigned>(types) + 1;
    }
    corespan::model::CrfWeights weights() const { return {start, end, transitions}; }

    corespan::model::Selection decode() const
    {
        const auto crf = weights();
        return decodeTags(emissions, scheme, types, withCrf ? &crf : nullptr, options);
    }

    std::vector<corespan::model::TagPath> paths(std::size_t count) const
    {
        const auto crf = weights();
        return bestPaths(emissions, scheme, types, withCrf ? &crf : nullptr, options, count);
    }

    void fill(std::mt19937& random, float scale)
    {
        std::normal_distribution<float> normal;
        emissions.resize(length * tags());
        start.resize(tags());
        end.resize(tags());
        transitions.resize(tags() * tags());
        for (std::vector<float>* values : {&emissions, &start, &end, &transitions})
            for (float& value : *values)
                value = scale * normal(random);
    }

    corespan::model::LengthRange limits(int type) const
    {
        corespan::model::LengthRange range{options.minLength, options.maxLength};
        if (!options.typeLimits.empty())
            range = options.typeLimits[static_cast<std::size_t>(type)];
        if (range.maxLength == 0)
            range.maxLength = static_cast<std::int64_t>(length);
        return range;
    }

    /// Tag of position k of a core of `count` positions.
    std::int16_t tagInside(int type, std::int64_t k, std::int64_t count) const
    {
        if (scheme == corespan::model::TagScheme::Bio)
            return static_cast<std::int16_t>(1 + 2 * type + (k == 0 ? 0 : 1));
        const int letter = count == 1 ? 3 : k == 0 ? 0 : k == count - 1 ? 2 : 1;
        return static_cast<std::int16_t>(1 + 4 * type + letter);
    }

    double emission(std::size_t i, std::int16_t tag) const
    {
        return static_cast<double>(emissions[i * tags() + static_cast<std::size_t>(tag)]);
    }
    double step(std::int16_t from, std::int16_t to) const
    {
        const std::size_t at = static_cast<std::size_t>(from) * tags() + static_cast<std::size_t>(to);
        return withCrf ? static_cast<double>(transitions[at]) : 0.0;
    }
    double first(std::int16_t tag) const
    {
        return withCrf ? static_cast<double>(start[static_cast<std::size_t>(tag)]) : 0.0;
    }
    double last(std::int16_t tag) const
    {
        return withCrf ? static_cast<double>(end[static_cast<std::size_t>(tag)]) : 0.0;
    }
};

/// What decodeTags must give, by laying cores on the record in every legal way.
class BruteTags
{
public:
    struct Way
    {
        std::vector<std::int16_t> tags;
        std::vector<corespan::model::ScoredSpan> cores;
        double score = 0.0;
        double probability = 0.0;
    };

    std::vector<Way> ways;                          ///< best first
    std::vector<corespan::model::ScoredSpan> cores; ///< every core of any way, most probable first
    std::vector<double> pStart, pEnd, pCore, pType;
    double nullScore = 0.0;
    double nullProbability = 0.0;
    double logPartition = 0.0;

    explicit BruteTags(const TagCase& given) : m_case(given)
    {
        lay({});
        std::ranges::stable_sort(ways, std::ranges::greater(), &Way::score);
        addProbabilities();
        listCores();
    }

    /// Score of the way that has this core and no other.
    double scoreAlone(const corespan::model::ScoredSpan& core) const
    {
        for (const Way& way : ways)
            if (way.cores.size() == 1 && way.cores[0].span == core.span && way.cores[0].type == core.type)
                return way.score;
        return std::nan("");
    }

private:
    void lay(Way way)
    {
        const auto at = static_cast<std::int64_t>(way.tags.size());
        const auto room = static_cast<std::int64_t>(m_case.length) - at;
        if (room == 0) {
            finish(std::move(way));
            return;
        }
        Way outside = way;
        outside.tags.push_back(0);
        lay(std::move(outside));
        if (m_case.options.singleCore && !way.cores.empty())
            return;
        for (int type = 0; type < m_case.types; ++type) {
            const auto [least, most] = m_case.limits(type);
            for (std::int64_t count = least; count <= std::min(most, room); ++count) {
                Way next = way;
                next.cores.push_back({{at, at + count}, 0.0, 0.0, type});
                for (std::int64_t k = 0; k < count; ++k)
                    next.tags.push_back(m_case.tagInside(type, k, count));
                lay(std::move(next));
            }
        }
    }

    void finish(Way way)
    {
        if (way.cores.empty() && !m_case.options.allowNull)
            return;
        for (std::size_t i = 0; i < way.tags.size(); ++i) {
            way.score += m_case.emission(i, way.tags[i]);
            way.score += i == 0 ? m_case.first(way.tags[0]) : m_case.step(way.tags[i - 1], way.tags[i]);
        }
        if (!way.tags.empty())
            way.score += m_case.last(way.tags.back());
        if (way.cores.empty())
            nullScore = way.score += m_case.options.nullBias;
        ways.push_back(std::move(way));
    }

    void addProbabilities()
    {
        const std::size_t L = m_case.length;
        pStart.assign(L, 0.0);
        pEnd = pCore = pStart;
        pType.assign(m_case.types > 1 ? static_cast<std::size_t>(m_case.types) * L : 0, 0.0);
        logPartition = -std::numeric_limits<double>::infinity();
        if (ways.empty())
            return;
        double sum = 0.0;
        const auto mass = [&](const Way& way) {
            return std::exp((way.score - ways.front().score) / m_case.options.temperature);
        };
        for (const Way& way : ways)
            sum += mass(way);
        logPartition = ways.front().score / m_case.options.temperature + std::log(sum);
        for (Way& way : ways) {
            way.probability = mass(way) / sum;
            if (way.cores.empty())
                nullProbability = way.probability;
            for (const auto& core : way.cores)
                addTracks(core, way.probability);
        }
    }

    void addTracks(const corespan::model::ScoredSpan& core, double probability)
    {
        pStart[static_cast<std::size_t>(core.span.begin)] += probability;
        pEnd[static_cast<std::size_t>(core.span.end - 1)] += probability;
        for (auto i = static_cast<std::size_t>(core.span.begin); i < static_cast<std::size_t>(core.span.end); ++i) {
            pCore[i] += probability;
            if (!pType.empty())
                pType[static_cast<std::size_t>(core.type) * m_case.length + i] += probability;
        }
    }

    void listCores()
    {
        std::map<std::tuple<corespan::model::Span, int>, double> sums;
        for (const Way& way : ways)
            for (const auto& core : way.cores)
                sums[{core.span, core.type}] += way.probability;
        for (const auto& [key, probability] : sums)
            cores.push_back({std::get<0>(key), 0.0, probability, std::get<1>(key)});
        std::ranges::stable_sort(cores, std::ranges::greater(), &corespan::model::ScoredSpan::probability);
    }

    const TagCase& m_case;
};
