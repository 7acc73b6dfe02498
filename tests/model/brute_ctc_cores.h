// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "brute_ctc.h"

#include <map>

/// The cores of every path, weighed as decodeCtc documents it.
struct BruteCtcCores
{
    std::map<corespan::model::Span, double>
        cores; ///< log of the summed probability of paths that have exactly this core
    std::vector<double> pStart;
    std::vector<double> pEnd;
    std::vector<double> pCore;
    double nullScore = 0.0;
    double nullProbability = 0.0;
    double logPartition = 0.0;

    BruteCtcCores(const corespan::model::CtcLogits& logits, const corespan::model::CtcDecodeOptions& options)
        : m_options(options), m_length(logits.length())
    {
        const BruteCtc brute(logits, options.cores.temperature);
        const bool allowNull = options.cores.allowNull;
        std::vector<std::pair<std::vector<corespan::model::Span>, double>> outcomes;
        double top = -1e300;
        for (const BruteCtc::Path& path : brute.paths()) {
            const auto found = coresOf(path.columns, static_cast<int>(logits.labels));
            const double score = path.logProbability + (found.empty() ? options.cores.nullBias : 0.0);
            const bool legal = found.empty() ? allowNull : !options.singleCore || allowed(found.front());
            if (found.empty() && allowNull)
                nullScore = score;
            if (!legal)
                continue;
            outcomes.emplace_back(found, score);
            top = std::max(top, score);
        }
        pStart.assign(static_cast<std::size_t>(m_length), 0.0);
        pEnd = pCore = pStart;
        double partition = 0.0;
        for (const auto& [found, score] : outcomes)
            partition += std::exp(score - top);
        logPartition = top + std::log(partition);
        for (const auto& [found, score] : outcomes)
            addOutcome(found, score);
    }

    bool allowed(corespan::model::Span core) const
    {
        return core.length() >= m_options.cores.minLength &&
               (m_options.cores.maxLength == 0 || core.length() <= m_options.cores.maxLength);
    }

    /// Cores of one path by their definition.
    std::vector<corespan::model::Span> coresOf(const std::vector<int>& columns, int blank) const
    {
        std::vector<corespan::model::Span> found;
        std::int64_t before = 0;
        for (std::int64_t p = 0; p < m_length; ++p) {
            if (columns[static_cast<std::size_t>(p)] == blank)
                continue;
            const corespan::model::Span cover{std::max<std::int64_t>(p - m_options.lead, 0),
                                              std::min(p - m_options.lead + m_options.unit, m_length)};
            const bool joins = !found.empty() && (m_options.singleCore || p - before - 1 <= m_options.mergeGap ||
                                                  cover.begin <= found.back().end);
            if (joins)
                found.back().end = std::max(found.back().end, cover.end);
            else
                found.push_back(cover);
            before = p;
        }
        return found;
    }

private:
    void addOutcome(const std::vector<corespan::model::Span>& found, double score)
    {
        const double probability = std::exp(score - logPartition);
        if (found.empty())
            nullProbability = probability;
        for (const corespan::model::Span& core : found) {
            const auto [known, added] = cores.try_emplace(core, score);
            if (!added)
                known->second = std::max(known->second, score) + std::log1p(std::exp(-std::abs(known->second - score)));
            pStart[static_cast<std::size_t>(core.begin)] += probability;
            pEnd[static_cast<std::size_t>(core.end - 1)] += probability;
            for (std::int64_t p = core.begin; p < core.end; ++p)
                pCore[static_cast<std::size_t>(p)] += probability;
        }
    }

    corespan::model::CtcDecodeOptions m_options;
    std::int64_t m_length;
};
