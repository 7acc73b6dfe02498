// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/ctc_rows.h"
#include "decode/listed_checks.h"
#include "decode/range_sums.h"
#include "decode/selection_rules.h"
#include "model/error.h"
#include "model/listed_decoder.h"

#include <string>

namespace corespan::model {

namespace {

/// Log-odds against "nothing emits", of positions that are independent: o = P(a label) / P(blank) at each.
class EmissionOdds
{
public:
    explicit EmissionOdds(const CtcRows& rows) : m_rows(rows), m_free(freeAt(rows)) {}

    /// Whatever the positions do: the product of 1 + o.
    double free(std::int64_t begin, std::int64_t end) const { return m_free.sum(begin, std::max(begin, end)); }

    /// At least one of them emits: that product less 1, which as a difference would lose what is small.
    double some(std::int64_t begin, std::int64_t end) const
    {
        double odds = impossible;
        for (std::int64_t p = begin; p < end; ++p)
            odds = logAdd(odds - m_rows.blank(p), m_rows.any(p) - m_rows.blank(p));
        return odds;
    }

    double score(const Span& core, std::int64_t unit) const
    {
        const std::int64_t firstEnd = std::min(core.begin + unit, core.end);
        const std::int64_t lastBegin = std::max(core.end - unit, core.begin);
        if (firstEnd <= lastBegin)
            return some(core.begin, firstEnd) + free(firstEnd, lastBegin) + some(lastBegin, core.end);
        const double shared = some(lastBegin, firstEnd) + free(core.begin, lastBegin) + free(firstEnd, core.end);
        return logAdd(shared, some(core.begin, lastBegin) + some(firstEnd, core.end));
    }

private:
    static RangeSums freeAt(const CtcRows& rows)
    {
        std::vector<double> free(static_cast<std::size_t>(rows.length()));
        for (std::int64_t p = 0; p < rows.length(); ++p)
            free[p] = -rows.blank(p);
        return RangeSums(std::move(free));
    }

    const CtcRows& m_rows;
    RangeSums m_free;
};

} // namespace

std::vector<ScoredSpan> listedCtcScores(const CtcLogits& logits, std::span<const Span> legal,
                                        const ListedCtcOptions& options)
{
    checkTemperature(options.temperature, "Listed cores");
    if (options.unit < 1 || options.tail < 0)
        throw ModelError("Listed cores: labels of " + std::to_string(options.unit) + " positions and a tail of " +
                         std::to_string(options.tail) + "; there must be at least 1 and 0.");
    const CtcRows rows(logits, options.temperature);
    checkListed(legal, rows.length());
    const EmissionOdds odds(rows);
    std::vector<ScoredSpan> scored;
    scored.reserve(legal.size());
    for (const Span& span : legal)
        if (span.length() > options.tail)
            scored.push_back({span, odds.score({span.begin, span.end - options.tail}, options.unit)});
    return scored;
}

} // namespace corespan::model
