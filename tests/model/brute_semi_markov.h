// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "brute_tags.h"

#include <limits>

/// Sums and the maximum over all ways to lay cores on a record, core by core in quadratic time. For records too long to
/// list all ways. Closed states of a position: 0 outside without a core before, 1 outside behind one, 2 + tag the last
/// tag of a core.
class BruteSemiMarkov
{
public:
    std::vector<corespan::model::ScoredSpan> cores; ///< every legal one, most probable first
    std::vector<double> pStart, pEnd, pCore, pType;
    double logPartition = 0.0;
    double bestScore = 0.0;
    double nullProbability = 0.0;

    explicit BruteSemiMarkov(const TagCase& given) : m_case(given), m_length(static_cast<std::int64_t>(given.length))
    {
        m_sum = forward([](double a, double b) { return logAdd(a, b); });
        m_max = forward([](double a, double b) { return std::max(a, b); });
        logPartition = finish(m_sum, [](double a, double b) { return logAdd(a, b); });
        bestScore = finish(m_max, [](double a, double b) { return std::max(a, b); });
        nullProbability = std::exp(m_sum[index(m_length - 1, 0)] + closing(0) - logPartition);
        m_after = backward();
        listCores();
    }

private:
    static double logAdd(double a, double b)
    {
        const double top = std::max(a, b);
        return std::isinf(top) ? top : top + std::log(std::exp(a - top) + std::exp(b - top));
    }

    std::size_t states() const { return 2 + m_case.tags(); }
    std::size_t index(std::int64_t i, std::size_t state) const
    {
        return static_cast<std::size_t>(i) * states() + state;
    }
    static std::int16_t tagOf(std::size_t state)
    {
        return state < 2 ? std::int16_t{0} : static_cast<std::int16_t>(state - 2);
    }

    double enter(std::int64_t i, std::size_t from, std::int16_t tag) const
    {
        return m_case.emission(static_cast<std::size_t>(i), tag) +
               (i == 0 ? m_case.first(tag) : m_case.step(tagOf(from), tag));
    }

    double closing(std::size_t state) const
    {
        if (state == 0 && !m_case.options.allowNull)
            return none;
        return m_case.last(tagOf(state)) + (state == 0 ? m_case.options.nullBias : 0.0);
    }

    bool mayBegin(std::size_t state) const { return state == 0 || !m_case.options.singleCore; }

    /// A core's own score behind its first tag.
    double inside(int type, std::int64_t begin, std::int64_t count) const
    {
        double total = 0.0;
        for (std::int64_t k = 1; k < count; ++k)
            total += enter(begin + k, 2 + static_cast<std::size_t>(m_case.tagInside(type, k - 1, count)),
                           m_case.tagInside(type, k, count));
        return total;
    }

    template <typename F>
    void eachCore(F f) const
    {
        for (std::int64_t begin = 0; begin < m_length; ++begin)
            for (int type = 0; type < m_case.types; ++type)
                for (std::int64_t n = m_case.limits(type).minLength;
                     n <= std::min(m_case.limits(type).maxLength, m_length - begin); ++n)
                    f(begin, type, n);
    }

    /// States at i - 1 with the score so far; before the record there is only "outside".
    template <typename F>
    void eachBefore(const std::vector<double>& scores, std::int64_t i, F f) const
    {
        if (i == 0)
            f(std::size_t{0}, 0.0);
        for (std::size_t state = 0; i > 0 && state < states(); ++state)
            f(state, scores[index(i - 1, state)]);
    }

    template <typename Add>
    std::vector<double> forward(Add add) const
    {
        std::vector<double> scores(static_cast<std::size_t>(m_length) * states(), none);
        for (std::int64_t i = 0; i < m_length; ++i) {
            eachBefore(scores, i, [&](std::size_t state, double score) { // cores that ended before i are complete
                double& outside = scores[index(i, state == 0 ? 0 : 1)];
                outside = add(outside, score + enter(i, state, 0));
                for (int type = 0; type < m_case.types && mayBegin(state); ++type)
                    for (std::int64_t n = m_case.limits(type).minLength;
                         n <= std::min(m_case.limits(type).maxLength, m_length - i); ++n) {
                        const auto last = static_cast<std::size_t>(m_case.tagInside(type, n - 1, n));
                        double& end = scores[index(i + n - 1, 2 + last)];
                        end = add(end, score + enter(i, state, m_case.tagInside(type, 0, n)) + inside(type, i, n));
                    }
            });
        }
        return scores;
    }

    template <typename Add>
    double finish(const std::vector<double>& scores, Add add) const
    {
        double total = none;
        for (std::size_t state = 0; state < states(); ++state)
            total = add(total, scores[index(m_length - 1, state)] + closing(state));
        return total;
    }

    std::vector<double> backward() const
    {
        std::vector<double> scores(static_cast<std::size_t>(m_length) * states(), none);
        for (std::int64_t i = m_length - 1; i >= 0; --i) {
            for (std::size_t state = 0; state < states(); ++state) {
                double& own = scores[index(i, state)];
                if (i == m_length - 1) {
                    own = closing(state);
                    continue;
                }
                own = scores[index(i + 1, state == 0 ? 0 : 1)] + enter(i + 1, state, 0);
                for (int type = 0; type < m_case.types && mayBegin(state); ++type)
                    for (std::int64_t n = m_case.limits(type).minLength;
                         n <= std::min(m_case.limits(type).maxLength, m_length - i - 1); ++n) {
                        const auto last = static_cast<std::size_t>(m_case.tagInside(type, n - 1, n));
                        own = logAdd(own, enter(i + 1, state, m_case.tagInside(type, 0, n)) + inside(type, i + 1, n) +
                                              scores[index(i + n, 2 + last)]);
                    }
            }
        }
        return scores;
    }

    void listCores()
    {
        pStart.assign(static_cast<std::size_t>(m_length), 0.0);
        pEnd = pCore = pStart;
        pType.assign(m_case.types > 1 ? pStart.size() * static_cast<std::size_t>(m_case.types) : 0, 0.0);
        eachCore([&](std::int64_t begin, int type, std::int64_t n) {
            double entering = none;
            eachBefore(m_sum, begin, [&](std::size_t state, double score) {
                if (mayBegin(state))
                    entering = logAdd(entering, score + enter(begin, state, m_case.tagInside(type, 0, n)));
            });
            const auto last = static_cast<std::size_t>(m_case.tagInside(type, n - 1, n));
            const double probability =
                std::exp(entering + inside(type, begin, n) + m_after[index(begin + n - 1, 2 + last)] - logPartition);
            cores.push_back({{begin, begin + n}, 0.0, probability, type});
            pStart[static_cast<std::size_t>(begin)] += probability;
            pEnd[static_cast<std::size_t>(begin + n - 1)] += probability;
            for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(begin + n); ++i) {
                pCore[i] += probability;
                if (!pType.empty())
                    pType[static_cast<std::size_t>(type) * pStart.size() + i] += probability;
            }
        });
        std::ranges::stable_sort(cores, std::ranges::greater(), &corespan::model::ScoredSpan::probability);
    }

    static constexpr double none = -std::numeric_limits<double>::infinity();
    const TagCase& m_case;
    std::int64_t m_length;
    std::vector<double> m_sum;
    std::vector<double> m_max;
    std::vector<double> m_after;
};
