// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/ctc_decoder.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <vector>

/// Every path through (K + 1)^L, and what it collapses to.
class BruteCtc
{
public:
    struct Path
    {
        std::vector<int> columns; ///< [L] K is the blank
        std::vector<int> labels;
        double probability = 0.0;
        double logProbability = 0.0;
    };

    explicit BruteCtc(const corespan::model::CtcLogits& logits, double temperature = 1.0)
        : m_blank(static_cast<int>(logits.labels))
    {
        const std::size_t columns = static_cast<std::size_t>(m_blank) + 1;
        for (std::size_t row = 0; row < logits.values.size(); row += columns) {
            long double sum = 0.0L;
            const float top = std::ranges::max(logits.values.subspan(row, columns));
            for (std::size_t k = 0; k < columns; ++k)
                sum += std::exp((static_cast<long double>(logits.values[row + k]) - top) / temperature);
            for (std::size_t k = 0; k < columns; ++k)
                m_logs.push_back(static_cast<double>(
                    (static_cast<long double>(logits.values[row + k]) - top) / temperature - std::log(sum)));
        }
        std::vector<int> path(static_cast<std::size_t>(logits.length()), 0);
        do
            add(path);
        while (next(path));
    }

    const std::vector<Path>& paths() const { return m_paths; }

    /// Log-probability of each string that some path collapses to.
    std::map<std::vector<int>, double> strings() const
    {
        std::map<std::vector<int>, long double> sums;
        std::map<std::vector<int>, double> tops;
        for (const Path& path : m_paths) {
            const auto [top, added] = tops.try_emplace(path.labels, path.logProbability);
            top->second = std::max(top->second, path.logProbability);
        }
        for (const Path& path : m_paths)
            sums[path.labels] += std::exp(static_cast<long double>(path.logProbability - tops[path.labels]));
        for (auto& [labels, top] : tops)
            top += static_cast<double>(std::log(sums[labels]));
        return tops;
    }

    double bestPath(const std::vector<int>& labels) const
    {
        double best = -1e300;
        for (const Path& path : m_paths) {
            if (path.labels == labels)
                best = std::max(best, path.logProbability);
        }
        return best;
    }

    double logOf(std::size_t position, int column) const
    {
        return m_logs[position * (static_cast<std::size_t>(m_blank) + 1) + static_cast<std::size_t>(column)];
    }

private:
    bool next(std::vector<int>& path) const
    {
        for (int& column : path) {
            if (++column <= m_blank)
                return true;
            column = 0;
        }
        return false;
    }

    void add(const std::vector<int>& columns)
    {
        Path path;
        path.columns = columns;
        int before = m_blank;
        for (std::size_t p = 0; p < columns.size(); ++p) {
            path.logProbability += logOf(p, columns[p]);
            if (columns[p] != m_blank && columns[p] != before)
                path.labels.push_back(columns[p]);
            before = columns[p];
        }
        path.probability = std::exp(path.logProbability);
        m_paths.push_back(path);
    }

    int m_blank;
    std::vector<double> m_logs;
    std::vector<Path> m_paths;
};

/// Logits of a small record.
struct CtcCase
{
    std::vector<float> values;
    std::int64_t labels = 1;

    corespan::model::CtcLogits logits() const { return {values, labels}; }
};

/// Up to 6 positions and 3 labels, scales from 0 to 100; some with many ties.
inline CtcCase randomCtcCase(std::mt19937& random, int index)
{
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const float scale = std::vector<float>{0.0F, 0.5F, 2.0F, 6.0F, 100.0F}[static_cast<std::size_t>(below(5))];
    std::normal_distribution<float> normal;
    CtcCase c;
    c.labels = 1 + below(3);
    const std::int64_t count = below(7) * (c.labels + 1);
    for (std::int64_t i = 0; i < count; ++i)
        c.values.push_back(index % 3 == 0 ? static_cast<float>(below(3)) : scale * normal(random));
    return c;
}
