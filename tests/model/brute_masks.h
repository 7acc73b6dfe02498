// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/mask_decoder.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

struct MaskCase
{
    int types = 1;
    std::vector<float> logits;
    corespan::model::MaskDecodeOptions options;

    std::int64_t length() const { return static_cast<std::int64_t>(logits.size()) / types; }
    double logit(std::int64_t i, int type) const
    {
        return static_cast<double>(logits[static_cast<std::size_t>(i * types + type)]) / options.temperature;
    }
    double odds(std::int64_t i, int type) const
    {
        return logit(i, type) - std::log(options.threshold / (1.0 - options.threshold));
    }
    double odds(const corespan::model::ScoredSpan& core) const
    {
        double total = 0.0;
        for (std::int64_t i = core.span.begin; i < core.span.end; ++i)
            total += odds(i, core.type);
        return total;
    }
    double p(std::int64_t i, int type) const { return 1.0 / (1.0 + std::exp(-logit(i, type))); }
    bool legal(std::int64_t count) const
    {
        return count >= options.minLength && (options.maxLength == 0 || count <= options.maxLength);
    }
    corespan::model::Selection decode() const { return decodeMask(logits, types, options); }
};

/// What decodeMask must give: tracks by looking at every matrix of bits, decisions by looking at every set of cores.
class BruteMasks
{
public:
    using Cores = std::vector<corespan::model::ScoredSpan>;

    std::vector<double> pStart, pEnd, pCore, pType;
    double nullProbability = 0.0;
    Cores singles; ///< every legal single core, best first

    explicit BruteMasks(const MaskCase& given) : m_case(given)
    {
        sumMasks();
        listSingles();
    }

    /// Greatest sum of odds of a legal set, and how many sets have it.
    double bestSetScore() const
    {
        double best = 0.0;
        eachSet(0, {}, [&](const Cores& cores) { best = std::max(best, total(cores)); });
        return best;
    }

    /// Whether a set of cores is one of the legal ones.
    bool isLegalSet(const Cores& wanted) const
    {
        bool found = false;
        eachSet(0, {}, [&](const Cores& cores) {
            found = found || std::ranges::equal(cores, wanted, [](const auto& a, const auto& b) {
                        return a.span == b.span && a.type == b.type;
                    });
        });
        return found;
    }

    double total(const Cores& cores) const
    {
        double sum = 0.0;
        for (const auto& core : cores)
            sum += m_case.odds(core);
        return sum;
    }

    /// Owners of positions by the rules, step by step on the row of owners; -1 for nobody.
    std::vector<int> thresholdOwners() const
    {
        std::vector<int> owners;
        for (std::int64_t i = 0; i < m_case.length(); ++i) {
            int best = -1;
            for (int t = 0; t < m_case.types; ++t)
                if (m_case.odds(i, t) >= 0.0 && (best < 0 || m_case.odds(i, t) > m_case.odds(i, best)))
                    best = t;
            owners.push_back(best);
        }
        fillGaps(owners);
        cutRuns(owners);
        return owners;
    }

    /// Of an assignment of positions, minus that of the best other one.
    double margin(const std::vector<int>& owners) const
    {
        double sum = 0.0;
        double own = 0.0;
        double other = 0.0;
        eachAssignment([&](const std::vector<int>& assignment) {
            double weight = 1.0;
            for (std::size_t i = 0; i < assignment.size(); ++i)
                if (assignment[i] >= 0)
                    weight *= std::exp(m_case.odds(static_cast<std::int64_t>(i), assignment[i]));
            sum += weight;
            if (assignment == owners)
                own = weight;
            else
                other = std::max(other, weight);
        });
        return std::max(own - other, 0.0) / sum;
    }

    double runProbability(const corespan::model::ScoredSpan& core) const
    {
        double product = 1.0;
        for (std::int64_t i = core.span.begin; i < core.span.end; ++i)
            product *= m_case.p(i, core.type);
        if (core.span.begin > 0)
            product *= 1.0 - m_case.p(core.span.begin - 1, core.type);
        if (core.span.end < m_case.length())
            product *= 1.0 - m_case.p(core.span.end, core.type);
        return product;
    }

private:
    void sumMasks()
    {
        const std::size_t L = static_cast<std::size_t>(m_case.length());
        const std::size_t T = static_cast<std::size_t>(m_case.types);
        pStart.assign(L, 0.0);
        pEnd = pCore = pStart;
        pType.assign(T > 1 ? L * T : 0, 0.0);
        for (std::size_t bits = 0; bits < (std::size_t{1} << (L * T)); ++bits) {
            double weight = 1.0;
            std::vector<bool> row(L + 2, false); // one position of nothing on either side
            for (std::size_t k = 0; k < L * T; ++k) {
                const double p = m_case.p(static_cast<std::int64_t>(k / T), static_cast<int>(k % T));
                const bool set = (bits >> k & 1) != 0;
                weight *= set ? p : 1.0 - p;
                row[k / T + 1] = row[k / T + 1] || set;
            }
            for (std::size_t i = 0; i < L; ++i) {
                pCore[i] += row[i + 1] ? weight : 0.0;
                pStart[i] += row[i + 1] && !row[i] ? weight : 0.0;
                pEnd[i] += row[i + 1] && !row[i + 2] ? weight : 0.0;
                for (std::size_t t = 0; t < T && T > 1; ++t)
                    pType[t * L + i] += (bits >> (i * T + t) & 1) != 0 ? weight : 0.0;
            }
            if (bits == 0)
                nullProbability = weight;
        }
    }

    void listSingles()
    {
        for (std::int64_t begin = 0; begin < m_case.length(); ++begin)
            for (std::int64_t end = begin + 1; end <= m_case.length(); ++end)
                for (int t = 0; t < m_case.types && m_case.legal(end - begin); ++t)
                    singles.push_back({{begin, end}, 0.0, 0.0, t});
        for (auto& core : singles) {
            core.score = m_case.odds(core);
            core.probability = runProbability(core);
        }
        std::ranges::stable_sort(singles, std::ranges::greater(), &corespan::model::ScoredSpan::score);
    }

    void eachSet(std::int64_t from, const Cores& before, const std::function<void(const Cores&)>& f) const
    {
        f(before);
        for (std::int64_t begin = from; begin < m_case.length(); ++begin) {
            for (std::int64_t end = begin + 1; end <= m_case.length(); ++end) {
                for (int t = 0; t < m_case.types && m_case.legal(end - begin); ++t) {
                    if (!before.empty() && before.back().type == t &&
                        begin - before.back().span.end <= m_case.options.mergeGap)
                        continue;
                    Cores next = before;
                    next.push_back({{begin, end}, 0.0, 0.0, t});
                    eachSet(end, next, f);
                }
            }
        }
    }

    void eachAssignment(const std::function<void(const std::vector<int>&)>& f) const
    {
        std::vector<int> owners(static_cast<std::size_t>(m_case.length()), -1);
        while (true) {
            f(owners);
            std::size_t i = 0;
            for (; i < owners.size() && ++owners[i] == m_case.types; ++i)
                owners[i] = -1;
            if (i == owners.size())
                return;
        }
    }

    void fillGaps(std::vector<int>& owners) const
    {
        for (std::size_t left = 0; left < owners.size(); ++left) {
            if (owners[left] < 0)
                continue;
            std::size_t right = left + 1;
            while (right < owners.size() && owners[right] < 0)
                ++right;
            if (right < owners.size() && owners[right] == owners[left] &&
                static_cast<std::int64_t>(right - left) - 1 <= m_case.options.mergeGap)
                std::fill(owners.begin() + static_cast<std::ptrdiff_t>(left),
                          owners.begin() + static_cast<std::ptrdiff_t>(right), owners[left]);
        }
    }

    void cutRuns(std::vector<int>& owners) const
    {
        const auto L = static_cast<std::int64_t>(owners.size());
        std::vector<int> result(owners.size(), -1);
        for (std::int64_t begin = 0; begin < L;) {
            const int type = owners[static_cast<std::size_t>(begin)];
            std::int64_t end = begin + 1;
            while (end < L && owners[static_cast<std::size_t>(end)] == type)
                ++end;
            const std::int64_t most = m_case.options.maxLength;
            corespan::model::ScoredSpan kept{{begin, end}, 0.0, 0.0, type};
            if (most > 0 && end - begin > most && type >= 0)
                kept = bestPart({{begin, end}, 0.0, 0.0, type}, most);
            if (type >= 0 && end - begin >= m_case.options.minLength)
                for (std::int64_t i = kept.span.begin; i < kept.span.end; ++i)
                    result[static_cast<std::size_t>(i)] = type;
            begin = end;
        }
        owners = result;
    }

    corespan::model::ScoredSpan bestPart(const corespan::model::ScoredSpan& run, std::int64_t most) const
    {
        corespan::model::ScoredSpan best{{run.span.begin, run.span.begin + most}, 0.0, 0.0, run.type};
        for (std::int64_t begin = run.span.begin; begin + most <= run.span.end; ++begin) {
            const corespan::model::ScoredSpan part{{begin, begin + most}, 0.0, 0.0, run.type};
            if (m_case.odds(part) > m_case.odds(best) + 1e-9)
                best = part;
        }
        return best;
    }

    const MaskCase& m_case;
};
