// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/ctc_runs.h"

#include "decode/log_sum.h"

#include <deque>

namespace corespan::model {

CtcRuns::CtcRuns(const CtcRows& rows, const CtcCover& cover, std::int64_t gap, double logPartition)
    : m_rows(rows), m_cover(cover), m_gap(std::min(gap, cover.length)),
      m_fromBlockStart(static_cast<std::size_t>(cover.length)), m_toBlockEnd(m_fromBlockStart),
      m_start(m_fromBlockStart), m_end(m_fromBlockStart)
{
    const std::int64_t width = m_gap + 1;
    for (std::int64_t p = 0; p < cover.length; ++p)
        m_fromBlockStart[p] = rows.blank(p) + (p % width == 0 ? 0.0 : m_fromBlockStart[p - 1]);
    for (std::int64_t p = cover.length - 1; p >= 0; --p) {
        const bool ends = (p + 1) % width == 0 || p + 1 == cover.length;
        m_toBlockEnd[p] = rows.blank(p) + (ends ? 0.0 : m_toBlockEnd[p + 1]);
    }
    for (std::int64_t p = 0; p < cover.length; ++p) {
        m_start[cover.begin(p)] += std::exp(logFirst(p) - logPartition);
        m_end[cover.end(p) - 1] += std::exp(logLast(p) - logPartition);
    }
    for (std::int64_t p = 0; p < cover.length; ++p) {
        m_start[p] = std::min(m_start[p], 1.0);
        m_end[p] = std::min(m_end[p], 1.0);
    }
}

/// log P(no emission in [begin, end)), which holds gap + 1 positions or is cut at an end of the record. Never by
/// subtraction: sums over the whole record would swallow what a few positions say.
double CtcRuns::blanks(std::int64_t begin, std::int64_t end) const
{
    if (begin >= end)
        return 0.0;
    const std::int64_t width = m_gap + 1;
    if (begin % width == 0)
        return m_fromBlockStart[end - 1];
    if (begin / width == (end - 1) / width)
        return m_toBlockEnd[begin];
    return m_toBlockEnd[begin] + m_fromBlockStart[end - 1];
}

double CtcRuns::logFirst(std::int64_t position) const
{
    return m_rows.any(position) + blanks(std::max<std::int64_t>(position - m_gap - 1, 0), position);
}

double CtcRuns::logLast(std::int64_t position) const
{
    return m_rows.any(position) + blanks(position + 1, std::min(position + m_gap + 2, m_cover.length));
}

std::vector<Span> CtcRuns::cores(const std::vector<Span>& emissions) const
{
    std::vector<Span> runs;
    for (const Span& emission : emissions) {
        if (!runs.empty() && emission.begin - runs.back().end <= m_gap)
            runs.back().end = emission.end;
        else
            runs.push_back(emission);
    }
    for (Span& run : runs)
        run = {m_cover.begin(run.begin), m_cover.end(run.end - 1)};
    return runs;
}

/// Sums over the first emission, the last, and all paths between without a longer gap. Near the record's ends several
/// positions have the same cut cover.
double CtcRuns::logProbability(Span core) const
{
    const std::int64_t lastFirst = core.begin == 0 ? m_cover.lead : core.begin + m_cover.lead;
    const std::int64_t beyond = std::min(
        core.end == m_cover.length ? m_cover.length : core.end - m_cover.unit + m_cover.lead + 1, m_cover.length);
    std::deque<double> recent; // log of paths whose last emission was so many positions ago, the latest in front
    double total = impossible;
    for (std::int64_t p = core.begin == 0 ? 0 : lastFirst; p < beyond; ++p) {
        LogSum reaching;
        for (const double paths : recent)
            reaching.add(paths);
        double here = reaching.scaled == 0.0 ? impossible : reaching.max + std::log(reaching.scaled) + m_rows.any(p);
        if (p <= lastFirst)
            here = logAdd(here, logFirst(p));
        if (m_cover.end(p) == core.end)
            total = logAdd(total, here + logLast(p) - m_rows.any(p));
        for (double& paths : recent)
            paths += m_rows.blank(p);
        if (static_cast<std::int64_t>(recent.size()) > m_gap)
            recent.pop_back();
        recent.push_front(here);
    }
    return total;
}

} // namespace corespan::model
