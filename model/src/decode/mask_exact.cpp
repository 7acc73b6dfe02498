// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/mask_odds.h"
#include "decode/segment_paths.h"
#include "decode/segment_window.h"

#include <algorithm>
#include <optional>

namespace corespan::model {

namespace {

/// Viterbi over prefixes of the record. Scores of a position, inside and outside, are relative to the best it can do by
/// itself, so an emission of 1e30 costs nothing where it is followed.
class MaskSearch
{
public:
    MaskSearch(const MaskOdds& odds, const MaskDecodeOptions& options)
        : m_odds(odds), m_least(options.minLength),
          m_most(options.maxLength == 0 ? odds.length : std::min(options.maxLength, odds.length)),
          m_gap(std::min(options.mergeGap, odds.length) + 1), m_outside(static_cast<std::size_t>(odds.length))
    {
        for (std::int64_t i = 0; i < odds.length; ++i)
            for (std::int64_t t = 0; t < odds.types; ++t)
                m_outside[i] = std::min(m_outside[i], -odds.odds(i, t));
        m_gapTotals = windowTotals(m_outside, m_gap);
        const auto cells = static_cast<std::size_t>((odds.length + 1) * odds.types);
        m_ending.assign(cells, {noPath, 0});
        m_reach.resize(cells);
        m_late.resize(cells);
        m_none.assign(static_cast<std::size_t>(odds.length + 1), 0.0);
    }

    std::vector<ScoredSpan> find()
    {
        std::vector<TypeWindow> windows;
        for (std::int64_t t = 0; t < m_odds.types && m_least <= m_most; ++t)
            windows.emplace_back(leastTotals(t));
        for (std::int64_t end = 1; end <= m_odds.length; ++end) {
            m_none[end] = m_none[end - 1] + m_outside[end - 1];
            for (std::int64_t t = 0; t < static_cast<std::int64_t>(windows.size()); ++t)
                endCores(end, t, windows[static_cast<std::size_t>(t)]);
        }
        return trace();
    }

private:
    /// The best prefix of which some core of a type is the last, and where that one ends.
    struct Last
    {
        double score = noPath;
        std::int64_t type = 0;
        std::int64_t end = 0;
    };

    struct TypeWindow
    {
        explicit TypeWindow(std::vector<double> totals) : leastTotals(std::move(totals)) {}
        std::vector<double> leastTotals; ///< [begin] score of the shortest core that begins there
        SlidingBest begins;
    };

    std::int64_t cell(std::int64_t end, std::int64_t t) const { return end * m_odds.types + t; }
    double inside(std::int64_t i, std::int64_t t) const { return m_odds.odds(i, t) + m_outside[i]; }

    std::vector<double> leastTotals(std::int64_t t) const
    {
        std::vector<double> values(static_cast<std::size_t>(m_odds.length));
        for (std::int64_t i = 0; i < m_odds.length; ++i)
            values[i] = inside(i, t);
        return windowTotals(values, m_least);
    }

    /// What a core of type t that begins here may follow; nothing where no core before is better than none. Cores of
    /// its own type have to have ended a gap ago.
    std::optional<Last> before(std::int64_t begin, std::int64_t t) const
    {
        std::optional<Last> best;
        double top = m_none[begin];
        for (std::int64_t other = 0; other < m_odds.types; ++other) {
            const Last& last = (other == t ? m_late : m_reach)[cell(begin, other)];
            if (last.score > top) {
                top = last.score;
                best = last;
            }
        }
        return best;
    }

    void endCores(std::int64_t end, std::int64_t t, TypeWindow& window)
    {
        window.begins.lengthen(inside(end - 1, t));
        const std::int64_t begin = end - m_least;
        if (begin >= 0) {
            const std::optional<Last> last = before(begin, t);
            window.begins.push(begin, (last ? last->score : m_none[begin]) + window.leastTotals[begin]);
        }
        if (end - m_most > 0)
            window.begins.pop();
        const double outside = m_outside[end - 1];
        const Last& reachedBefore = m_reach[cell(end - 1, t)];
        Last& reached = m_reach[cell(end, t)];
        reached = {reachedBefore.score + outside, t, reachedBefore.end};
        if (!window.begins.empty()) {
            m_ending[cell(end, t)] = window.begins.best();
            if (window.begins.best().score > reached.score)
                reached = {window.begins.best().score, t, end};
        }
        Last& late = m_late[cell(end, t)];
        const Last& lateBefore = m_late[cell(end - 1, t)];
        late = {lateBefore.score + outside, t, lateBefore.end};
        const std::int64_t earlier = end - m_gap;
        if (earlier <= 0)
            return;
        const double waited = m_ending[cell(earlier, t)].score + m_gapTotals[earlier];
        if (waited > late.score)
            late = {waited, t, earlier};
    }

    std::vector<ScoredSpan> trace() const
    {
        std::vector<ScoredSpan> cores;
        std::optional<Last> last;
        for (std::int64_t t = 0; t < m_odds.types; ++t) {
            const Last& reached = m_reach[cell(m_odds.length, t)];
            if (reached.score > (last ? last->score : m_none[m_odds.length]))
                last = reached;
        }
        while (last) {
            const std::int64_t begin = m_ending[cell(last->end, last->type)].begin;
            cores.push_back({Span{begin, last->end}, 0.0, 0.0, static_cast<int>(last->type)});
            last = before(begin, last->type);
        }
        std::ranges::reverse(cores);
        return cores;
    }

    const MaskOdds& m_odds;
    std::int64_t m_least;
    std::int64_t m_most;
    std::int64_t m_gap;                       ///< positions that have to lie between cores of one type
    std::vector<double> m_outside;            ///< [L] score of each position where it is outside
    std::vector<double> m_gapTotals;          ///< [i] of m_gap positions from i on
    std::vector<SlidingBest::Entry> m_ending; ///< [(L + 1) * T] the best core that ends here
    std::vector<Last> m_reach;                ///< [(L + 1) * T] ended here or before
    std::vector<Last> m_late;                 ///< [(L + 1) * T] ended a gap ago or before
    std::vector<double> m_none;               ///< [L + 1] no core so far
};

} // namespace

std::vector<ScoredSpan> bestMaskCores(const MaskOdds& odds, const MaskDecodeOptions& options)
{
    return MaskSearch(odds, options).find();
}

} // namespace corespan::model
