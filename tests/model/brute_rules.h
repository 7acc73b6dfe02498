// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "brute_tags.h"

#include <functional>
#include <limits>

/// What decodeTags must give under a type grammar: all ways to lay cores (see BruteTags, which knows no rules), less
/// those that the grammar forbids by its own words.
class BruteRules
{
public:
    std::vector<BruteTags::Way> ways; ///< best first
    std::map<std::tuple<corespan::model::Span, int>, double> cores;
    std::vector<double> pStart, pEnd, pCore, pType;
    double nullProbability = 0.0;
    double logPartition = -std::numeric_limits<double>::infinity();

    BruteRules(const TagCase& given, const corespan::model::TypeGrammar& grammar) : m_grammar(grammar), m_case(given)
    {
        ways = BruteTags(given).ways;
        std::erase_if(ways, [&](const BruteTags::Way& way) { return !legal(way.cores); });
        addProbabilities();
    }

    bool legal(const std::vector<corespan::model::ScoredSpan>& row) const
    {
        for (std::size_t n = 0; n < row.size(); ++n) {
            const auto t = static_cast<std::size_t>(row[n].type);
            if (!m_grammar.atStart.empty() && m_grammar.atStart[t] != 0 && row[n].span.begin >= m_grammar.atStart[t])
                return false;
            if (n == 0 && !m_grammar.first.empty() && m_grammar.first[t] == 0)
                return false;
            if (n > 0 && !mayFollow(row[n - 1], row[n]))
                return false;
        }
        return row.empty() || m_grammar.last.empty() || m_grammar.last[static_cast<std::size_t>(row.back().type)] != 0;
    }

private:
    bool mayFollow(const corespan::model::ScoredSpan& a, const corespan::model::ScoredSpan& b) const
    {
        const auto from = static_cast<std::size_t>(a.type);
        const auto to = static_cast<std::size_t>(b.type);
        const std::size_t pair = from * static_cast<std::size_t>(m_case.types) + to;
        if (!m_grammar.next.empty() && m_grammar.next[pair] == 0)
            return false;
        if (!m_grammar.touching.empty() && m_grammar.touching[pair] == 0 && a.span.end == b.span.begin)
            return false;
        return m_grammar.sides.empty() || m_grammar.sides[from].end.empty() || m_grammar.sides[to].begin.empty() ||
               m_grammar.sides[from].end == m_grammar.sides[to].begin;
    }

    void addProbabilities()
    {
        const std::size_t L = m_case.length;
        pStart.assign(L, 0.0);
        pEnd = pCore = pStart;
        pType.assign(m_case.types > 1 ? static_cast<std::size_t>(m_case.types) * L : 0, 0.0);
        double sum = 0.0;
        for (BruteTags::Way& way : ways)
            sum += way.probability = std::exp((way.score - ways.front().score) / m_case.options.temperature);
        if (ways.empty())
            return;
        logPartition = ways.front().score / m_case.options.temperature + std::log(sum);
        for (BruteTags::Way& way : ways) {
            way.probability /= sum;
            nullProbability += way.cores.empty() ? way.probability : 0.0;
            for (const auto& core : way.cores)
                addCore(core, way.probability);
        }
    }

    void addCore(const corespan::model::ScoredSpan& core, double probability)
    {
        cores[{core.span, core.type}] += probability;
        pStart[static_cast<std::size_t>(core.span.begin)] += probability;
        pEnd[static_cast<std::size_t>(core.span.end - 1)] += probability;
        for (auto i = static_cast<std::size_t>(core.span.begin); i < static_cast<std::size_t>(core.span.end); ++i) {
            pCore[i] += probability;
            if (!pType.empty())
                pType[static_cast<std::size_t>(core.type) * m_case.length + i] += probability;
        }
    }

    const corespan::model::TypeGrammar& m_grammar;
    const TagCase& m_case;
};

/// Sums and the maximum over the same ways in quadratic time, for records too long to list them. Without a CRF; limits
/// as in TagCase.
class BruteRuleSums
{
public:
    double logPartition = 0.0;
    double bestScore = 0.0;
    std::vector<double> pStart;

    BruteRuleSums(const TagCase& given, const corespan::model::TypeRules& rules)
        : m_case(given), m_rules(rules), m_length(static_cast<std::int64_t>(given.length))
    {
        const auto logAdd = [](double a, double b) {
            const double top = std::max(a, b);
            return std::isinf(top) ? top : top + std::log(std::exp(a - top) + std::exp(b - top));
        };
        m_add = logAdd;
        fill();
        logPartition = ahead(0, -1, false);
        pStart.assign(given.length, 0.0);
        listStarts();
        m_add = [](double a, double b) { return std::max(a, b); };
        fill();
        bestScore = ahead(0, -1, false);
    }

private:
    using Table = std::vector<double>;

    static double nothing() { return -std::numeric_limits<double>::infinity(); }
    std::size_t states() const { return 2 * (static_cast<std::size_t>(m_case.types) + 1); }

    /// What follows from position i on, behind a last core of type `last` (-1: none) that ended just before i or not.
    double& ahead(std::int64_t i, int last, bool touching)
    {
        return m_ahead[static_cast<std::size_t>(i) * states() + 2 * static_cast<std::size_t>(last + 1) +
                       (touching ? 1 : 0)];
    }

    bool mayBegin(std::int64_t i, int last, bool touching, int type) const
    {
        const auto t = static_cast<std::size_t>(type);
        if (!m_rules.beginsBefore.empty() && m_rules.beginsBefore[t] != 0 && i >= m_rules.beginsBefore[t])
            return false;
        if (last < 0)
            return m_rules.first.empty() || m_rules.first[t] != 0;
        const auto& mask = touching ? m_rules.touching : m_rules.next;
        const std::size_t pair = static_cast<std::size_t>(last) * static_cast<std::size_t>(m_case.types) + t;
        return !m_case.options.singleCore && (mask.empty() || mask[pair] != 0);
    }

    double inside(int type, std::int64_t begin, std::int64_t count) const
    {
        double total = 0.0;
        for (std::int64_t k = 0; k < count; ++k)
            total += m_case.emission(static_cast<std::size_t>(begin + k), m_case.tagInside(type, k, count));
        return total;
    }

    template <typename F>
    void eachCore(std::int64_t i, int last, bool touching, F f) const
    {
        for (int type = 0; type < m_case.types; ++type) {
            if (!mayBegin(i, last, touching, type))
                continue;
            const auto [least, most] = m_case.limits(type);
            for (std::int64_t n = least; n <= std::min(most, m_length - i); ++n)
                f(type, n);
        }
    }

    double closing(int last) const
    {
        if (last < 0)
            return m_case.options.allowNull ? m_case.options.nullBias : nothing();
        return m_rules.last.empty() || m_rules.last[static_cast<std::size_t>(last)] != 0 ? 0.0 : nothing();
    }

    void fill()
    {
        m_ahead.assign(static_cast<std::size_t>(m_length + 1) * states(), nothing());
        for (std::int64_t i = m_length; i >= 0; --i) {
            for (int last = -1; last < m_case.types; ++last) {
                for (const bool touching : {false, true}) {
                    double& own = ahead(i, last, touching);
                    if (i == m_length) {
                        own = closing(last);
                        continue;
                    }
                    own = m_case.emission(static_cast<std::size_t>(i), 0) + ahead(i + 1, last, false);
                    eachCore(i, last, touching, [&](int type, std::int64_t n) {
                        own = m_add(own, inside(type, i, n) + ahead(i + n, type, true));
                    });
                }
            }
        }
    }

    /// From the left, with what `ahead` says of the rest.
    void listStarts()
    {
        Table before(m_ahead.size(), nothing());
        const auto cell = [&](std::int64_t i, int last, bool touching) -> double& {
            return before[static_cast<std::size_t>(&ahead(i, last, touching) - m_ahead.data())];
        };
        cell(0, -1, false) = 0.0;
        for (std::int64_t i = 0; i < m_length; ++i) {
            for (int last = -1; last < m_case.types; ++last) {
                for (const bool touching : {false, true}) {
                    const double here = cell(i, last, touching);
                    if (here == nothing())
                        continue;
                    double& outside = cell(i + 1, last, false);
                    outside = m_add(outside, here + m_case.emission(static_cast<std::size_t>(i), 0));
                    eachCore(i, last, touching, [&](int type, std::int64_t n) {
                        const double core = here + inside(type, i, n);
                        double& behind = cell(i + n, type, true);
                        behind = m_add(behind, core);
                        pStart[static_cast<std::size_t>(i)] += std::exp(core + ahead(i + n, type, true) - logPartition);
                    });
                }
            }
        }
    }

    const TagCase& m_case;
    const corespan::model::TypeRules& m_rules;
    std::int64_t m_length;
    std::function<double(double, double)> m_add;
    Table m_ahead;
};
