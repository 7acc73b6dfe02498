// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace corespan::model {

// Sums and maxima over sliding windows that only ever add what is inside the window. Differences of running sums would
// be shorter, but one value of 1e30 in a record would take the digits of everything behind it.

/// values[i] + ... + values[i + width - 1] for i = 0 .. n - width; zeros for width 0, nothing for width > n. O(n).
std::vector<double> windowTotals(std::span<const double> values, std::int64_t width);

/// The best of the begins that a core ending here may have. Begins come in order and leave in order; every step
/// lengthens all cores begun by one position. Two stacks (after the queue of two stacks; Tangwongsan, Hirzel, Schneider
/// and Wu, PVLDB 8, 2015): begins before the last turn with the best of what is left from each on, and those after it
/// with one running best. Constant time per step on average.
class SlidingBest
{
public:
    struct Entry
    {
        double score = 0.0;
        std::int64_t begin = 0;
    };

    bool empty() const { return m_front.empty() && m_back.empty(); }
    void push(std::int64_t begin, double score);
    /// Removes the oldest begin.
    void pop();
    /// Adds to the score of every begin.
    void lengthen(double by);
    /// Greatest score; of equals the newest begin. Not empty.
    Entry best() const;

private:
    struct Added
    {
        double score = 0.0; ///< when it came
        double since = 0.0; ///< lengthened by, until the next came
        std::int64_t begin = 0;
    };

    void turn();

    std::vector<Entry> m_front; ///< oldest last; each the best of itself and those below it
    double m_frontBy = 0.0;     ///< added to all of m_front since the turn
    std::vector<Added> m_back;  ///< newest last
    Entry m_backBest;
};

} // namespace corespan::model
