// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/ctc_decoder.h"

#include "decode/ctc_beam.h"
#include "decode/ctc_extent.h"
#include "decode/ctc_runs.h"
#include "decode/log_sum.h"
#include "decode/selection_rules.h"
#include "model/error.h"

#include <map>
#include <string>
#include <utility>

namespace corespan::model {

namespace {

void checkOptions(const CtcDecodeOptions& options)
{
    checkSpanOptions(options.cores, "CTC decoding");
    checkBeamOptions(options.search);
    if (options.mergeGap < 0)
        throw ModelError("CTC decoding: the gap to merge is negative; 0 keeps emissions apart that a blank divides.");
    if (options.unit < 1)
        throw ModelError("CTC decoding: a label covers " + std::to_string(options.unit) +
                         " positions; it must be at least 1.");
    if (options.lead < 0 || options.lead >= options.unit)
        throw ModelError("CTC decoding: " + std::to_string(options.lead) + " of the " + std::to_string(options.unit) +
                         " positions of a label before the emitting one; it must be 0 to " +
                         std::to_string(options.unit - 1) + ".");
}

/// How "no core" enters: its probability is weighed by exp(nullBias), or it is excluded, and all outcomes are
/// renormalised.
struct NullWeight
{
    double score = 0.0;
    double logPartition = 0.0;

    NullWeight(const CtcRows& rows, const SpanDecodeOptions& options)
    {
        // Not as 1 - P(null): that would be 0 where P(null) rounds to 1.
        LogSum partition;
        double blanks = 0.0;
        for (std::int64_t p = 0; p < rows.length(); ++p) {
            partition.add(blanks + rows.any(p));
            blanks += rows.blank(p);
        }
        score = options.allowNull ? blanks + options.nullBias : 0.0;
        if (options.allowNull)
            partition.add(score);
        logPartition = partition.max + std::log(partition.scaled);
    }
};

/// Sorted by what each string weighs in the decision; the empty string behind others of equal weight.
std::vector<std::pair<double, const CtcHypothesis*>> ranked(const std::vector<CtcHypothesis>& hypotheses,
                                                            const SpanDecodeOptions& options)
{
    std::vector<std::pair<double, const CtcHypothesis*>> order;
    for (const CtcHypothesis& hypothesis : hypotheses) {
        const bool empty = hypothesis.labels.empty();
        if (!empty || options.allowNull)
            order.emplace_back(hypothesis.logProbability + (empty ? options.nullBias : 0.0), &hypothesis);
    }
    std::ranges::stable_sort(order, [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : !a.second->labels.empty() && b.second->labels.empty();
    });
    return order;
}

/// The cores of strings, each looked at once.
class CoreList
{
public:
    CoreList(const CtcRuns& runs, const SpanDecodeOptions& options, double logPartition)
        : m_runs(runs), m_options(options), m_logPartition(logPartition)
    {
    }

    /// Legal cores of one string.
    std::vector<ScoredSpan> of(const CtcHypothesis& hypothesis)
    {
        std::vector<ScoredSpan> cores;
        for (const Span& core : m_runs.cores(hypothesis.emissions)) {
            if (lengthAllowed(core.length(), m_options))
                cores.push_back(scored(core));
        }
        return cores;
    }

    const ScoredSpan& scored(Span core)
    {
        const auto [known, added] = m_scores.try_emplace(core);
        if (added) {
            const double score = m_runs.logProbability(core);
            known->second = {core, score, std::min(std::exp(score - m_logPartition), 1.0)};
        }
        return known->second;
    }

    std::vector<ScoredSpan> best(std::size_t count) const
    {
        std::vector<ScoredSpan> all;
        for (const auto& [span, score] : m_scores)
            all.push_back(score);
        std::ranges::stable_sort(all, std::greater(), &ScoredSpan::score);
        all.resize(std::min(all.size(), count));
        return all;
    }

private:
    const CtcRuns& m_runs;
    const SpanDecodeOptions& m_options;
    double m_logPartition;
    std::map<Span, ScoredSpan> m_scores;
};

Selection selectRuns(const CtcRows& rows, const CtcCover& cover, const std::vector<CtcHypothesis>& hypotheses,
                     const CtcDecodeOptions& options)
{
    const NullWeight null(rows, options.cores);
    const CtcRuns runs(rows, cover, std::max(options.mergeGap, options.unit - 1), null.logPartition);
    CoreList cores(runs, options.cores, null.logPartition);
    Selection result;
    result.nullScore = null.score;
    result.nullProbability = options.cores.allowNull ? std::exp(null.score - null.logPartition) : 0.0;
    result.logPartition = null.logPartition;
    result.pStart = runs.pStart();
    result.pEnd = runs.pEnd();
    result.pCore = insideProbability(result.pStart, result.pEnd);
    const auto order = ranked(hypotheses, options.cores);
    if (order.empty()) {
        const Selection extent = selectExtent(rows, cover, options.cores);
        for (const ScoredSpan& core : extent.cores)
            result.cores = result.candidates = {cores.scored(core.span)};
        return result;
    }
    for (const auto& [weight, hypothesis] : order)
        cores.of(*hypothesis);
    result.candidates = cores.best(options.cores.nBest);
    result.cores = cores.of(*order.front().second);
    const auto probability = [&](std::size_t rank) {
        return rank < order.size() ? std::exp(order[rank].first - null.logPartition) : 0.0;
    };
    result.margin = std::clamp(probability(0) - probability(1), 0.0, 1.0);
    return result;
}

} // namespace

CtcDecoding decodeCtc(const CtcLogits& logits, const CtcDecodeOptions& options)
{
    checkOptions(options);
    const CtcRows rows(logits, options.cores.temperature);
    CtcDecoding result;
    result.hypotheses = searchPrefixes(rows, options.search);
    const CtcCover cover{rows.length(), options.unit, options.lead};
    if (rows.length() == 0)
        result.selection = nothingLegal(0, options.cores.nullBias, options.cores.allowNull, 1.0);
    else if (options.singleCore)
        result.selection = selectExtent(rows, cover, options.cores);
    else
        result.selection = selectRuns(rows, cover, result.hypotheses, options);
    result.hypotheses.resize(std::min(result.hypotheses.size(), std::max<std::size_t>(options.cores.nBest, 1)));
    for (CtcHypothesis& hypothesis : result.hypotheses)
        addPeaks(hypothesis, rows);
    return result;
}

} // namespace corespan::model
