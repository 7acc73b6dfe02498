// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/listed_checks.h"
#include "decode/selection_rules.h"
#include "model/error.h"
#include "model/listed_decoder.h"

#include <algorithm>
#include <cmath>

namespace corespan::model {

namespace {

void checkFinite(std::span<const float> logits, const char* which)
{
    const auto bad = std::ranges::find_if(logits, [](float x) { return !std::isfinite(x); });
    if (bad != logits.end())
        throw ModelError(std::string("Listed cores: the ") + which + " logit at position " +
                         std::to_string(bad - logits.begin()) + " is not a finite number.");
}

void checkLogits(const SpanLogits& logits)
{
    if (logits.start.size() != logits.end.size())
        throw ModelError("Listed cores: " + std::to_string(logits.start.size()) + " start logits but " +
                         std::to_string(logits.end.size()) + " end logits.");
    checkFinite(logits.start, "start");
    checkFinite(logits.end, "end");
    if (!std::isfinite(logits.nullStart + logits.nullEnd))
        throw ModelError("Listed cores: a null logit is not a finite number.");
}

double scoreOf(const SpanLogits& logits, const Span& span)
{
    return static_cast<double>(logits.start[span.begin]) + static_cast<double>(logits.end[span.end - 1]);
}

/// Those within the options' limits, with scores, by begin.
std::vector<ScoredSpan> scored(const SpanLogits& logits, std::span<const Span> legal, const SpanDecodeOptions& options)
{
    checkListed(legal, static_cast<std::int64_t>(logits.start.size()));
    std::vector<ScoredSpan> spans;
    spans.reserve(legal.size());
    for (const Span& span : legal)
        if (lengthAllowed(span.length(), options))
            spans.push_back({span, scoreOf(logits, span)});
    sortListed(spans);
    return spans;
}

/// `top` is the greatest score over temperature, so every term is at most 1.
void fillProbabilities(Selection& result, std::vector<ScoredSpan>& spans, const SpanDecodeOptions& options, double top)
{
    const double nullMass = options.allowNull ? std::exp(result.nullScore / options.temperature - top) : 0.0;
    double partition = nullMass;
    for (ScoredSpan& span : spans)
        partition += span.probability = std::exp(span.score / options.temperature - top);
    for (ScoredSpan& span : spans) {
        span.probability /= partition;
        result.pStart[span.span.begin] += span.probability;
        result.pEnd[span.span.end - 1] += span.probability;
    }
    for (std::vector<double>* track : {&result.pStart, &result.pEnd})
        for (double& p : *track)
            p = std::min(p, 1.0);
    result.pCore = insideProbability(result.pStart, result.pEnd);
    result.nullProbability = nullMass / partition;
    result.logPartition = top + std::log(partition);
}

} // namespace

Selection decodeListedSpan(const SpanLogits& logits, std::span<const Span> legal, const SpanDecodeOptions& options)
{
    checkSpanOptions(options, "Listed cores");
    checkLogits(logits);
    std::vector<ScoredSpan> spans = scored(logits, legal, options);
    const double nullScore = logits.nullStart + logits.nullEnd + options.nullBias;
    if (spans.empty())
        return nothingLegal(logits.start.size(), nullScore, options.allowNull, options.temperature);
    Selection result;
    result.nullScore = options.allowNull ? nullScore : 0.0;
    result.pStart.assign(logits.start.size(), 0.0);
    result.pEnd = result.pStart;
    const double best = std::ranges::max(spans, {}, &ScoredSpan::score).score;
    fillProbabilities(result, spans, options,
                      (options.allowNull ? std::max(best, nullScore) : best) / options.temperature);
    result.candidates.resize(std::min(spans.size(), std::max<std::size_t>(options.nBest, 2)));
    std::partial_sort_copy(spans.begin(), spans.end(), result.candidates.begin(), result.candidates.end(),
                           [](const ScoredSpan& a, const ScoredSpan& b) {
                               return a.score != b.score ? a.score > b.score : a.span < b.span;
                           });
    decideSingle(result, options);
    return result;
}

} // namespace corespan::model
