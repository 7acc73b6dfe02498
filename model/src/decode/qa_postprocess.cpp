// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/qa_postprocess.h"

#include "model/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

namespace corespan::model {

namespace {

void check(const QaWindow& window, std::size_t index)
{
    const std::string where = "Question answering: window " + std::to_string(index) + ": ";
    const auto tokens = static_cast<std::int64_t>(window.start.size());
    if (window.start.size() != window.end.size())
        throw ModelError(where + std::to_string(window.start.size()) + " start logits but " +
                         std::to_string(window.end.size()) + " end logits.");
    if (window.null < 0 || window.null >= tokens)
        throw ModelError(where + "the null token " + std::to_string(window.null) + " is none of the " +
                         std::to_string(tokens) + ".");
    if (window.first < 0 || window.positions < 0 || window.positions > tokens - window.first || window.offset < 0)
        throw ModelError(where + std::to_string(window.positions) + " positions from token " +
                         std::to_string(window.first) + " on do not fit its " + std::to_string(tokens) + " tokens.");
    if (!window.maxContext.empty() && window.maxContext.size() != static_cast<std::size_t>(window.positions))
        throw ModelError(where + std::to_string(window.maxContext.size()) + " flags of context for " +
                         std::to_string(window.positions) + " positions.");
    for (const std::span<const float> logits : {window.start, window.end})
        if (!std::ranges::all_of(logits, [](float x) { return std::isfinite(x); }))
            throw ModelError(where + "a logit is not a finite number.");
}

void check(const QaOptions& options)
{
    if (options.nBest < 1 || options.maxAnswerLength < 1)
        throw ModelError("Question answering: n-best and the longest answer must be at least 1.");
    if (!std::isfinite(options.nullScoreDiffThreshold))
        throw ModelError("Question answering: the threshold of the null score is not a finite number.");
}

/// Tokens of the greatest logits, best first.
std::vector<std::int64_t> bestTokens(std::span<const float> logits, std::size_t count)
{
    std::vector<std::int64_t> all(logits.size());
    std::iota(all.begin(), all.end(), 0);
    std::vector<std::int64_t> best(std::min(count, all.size()));
    std::partial_sort_copy(all.begin(), all.end(), best.begin(), best.end(), [&](std::int64_t a, std::int64_t b) {
        return logits[a] != logits[b] ? logits[a] > logits[b] : a < b;
    });
    return best;
}

/// Scores are added in float, as numpy adds them: what is equal there has to be equal here.
QaAnswer answer(QaAnswer::Kind kind, Span span, float start, float end)
{
    return {kind, span, static_cast<double>(start), static_cast<double>(end), static_cast<double>(start + end)};
}

void addCores(const QaWindow& window, const QaOptions& options, std::vector<QaAnswer>& answers)
{
    const auto isPosition = [&](std::int64_t token) {
        return token >= window.first && token < window.first + window.positions;
    };
    const std::vector<std::int64_t> ends = bestTokens(window.end, options.nBest);
    for (const std::int64_t begin : bestTokens(window.start, options.nBest)) {
        if (!isPosition(begin) || (!window.maxContext.empty() && window.maxContext[begin - window.first] == 0))
            continue;
        const std::int64_t toRecord = window.offset - window.first;
        for (const std::int64_t last : ends)
            if (isPosition(last) && last >= begin && last - begin < options.maxAnswerLength)
                answers.push_back(answer(QaAnswer::Kind::Core, {begin + toRecord, last + 1 + toRecord},
                                         window.start[begin], window.end[last]));
    }
}

QaAnswer leastNull(std::span<const QaWindow> windows)
{
    QaAnswer least;
    least.score = std::numeric_limits<double>::infinity();
    for (const QaWindow& window : windows) {
        const QaAnswer own = answer(QaAnswer::Kind::Null, {}, window.start[window.null], window.end[window.null]);
        if (own.score < least.score)
            least = own;
    }
    return least;
}

void addProbabilities(std::vector<QaAnswer>& answers)
{
    const double top = std::ranges::max(answers, {}, &QaAnswer::score).score;
    double sum = 0.0;
    for (QaAnswer& each : answers)
        sum += each.probability = std::exp(each.score - top);
    for (QaAnswer& each : answers)
        each.probability /= sum;
}

/// The null of this record stays at the end of the list where it is not among the best.
void keepBest(std::vector<QaAnswer>& answers, const QaAnswer* null, std::size_t count)
{
    if (null != nullptr)
        answers.push_back(*null);
    std::ranges::stable_sort(answers, std::greater<>(), &QaAnswer::score);
    answers.resize(std::min(answers.size(), count));
    if (null != nullptr && std::ranges::find(answers, QaAnswer::Kind::Null, &QaAnswer::kind) == answers.end())
        answers.push_back(*null);
    if (answers.empty() || (answers.size() == 1 && answers.front().kind == QaAnswer::Kind::Null))
        answers.insert(answers.begin(), {QaAnswer::Kind::Placeholder});
}

} // namespace

QaResult qaAnswers(std::span<const QaWindow> windows, const QaOptions& options)
{
    check(options);
    for (std::size_t w = 0; w < windows.size(); ++w)
        check(windows[w], w);
    QaResult result;
    for (const QaWindow& window : windows)
        addCores(window, options, result.answers);
    const bool nullCompetes = options.withNegative && !windows.empty();
    const QaAnswer null = nullCompetes ? leastNull(windows) : QaAnswer();
    keepBest(result.answers, nullCompetes ? &null : nullptr, options.nBest);
    addProbabilities(result.answers);
    const auto isCore = [](const QaAnswer& each) { return each.kind != QaAnswer::Kind::Null; };
    const auto best = std::ranges::find_if(result.answers, isCore);
    bool nullWins = false;
    if (nullCompetes) {
        const auto diff =
            static_cast<float>(null.score) - static_cast<float>(best->startLogit) - static_cast<float>(best->endLogit);
        result.nullScore = null.score;
        result.scoreDiff = static_cast<double>(diff);
        nullWins = diff > static_cast<float>(options.nullScoreDiffThreshold);
    }
    if (!nullWins && best->kind == QaAnswer::Kind::Core)
        result.core = best->span;
    return result;
}

std::vector<std::vector<std::uint8_t>> qaMaxContext(std::span<const Span> windows)
{
    struct Best
    {
        double context = -1.0;
        std::size_t window = 0;
    };
    std::int64_t length = 0;
    for (const Span& window : windows) {
        if (window.begin < 0 || window.length() < 0)
            throw ModelError("Question answering: a window ends before it begins, or begins before the record.");
        length = std::max(length, window.end);
    }
    std::vector<Best> best(static_cast<std::size_t>(length));
    for (std::size_t w = 0; w < windows.size(); ++w) {
        for (std::int64_t p = windows[w].begin; p < windows[w].end; ++p) {
            const double context = static_cast<double>(std::min(p - windows[w].begin, windows[w].end - 1 - p)) +
                                   0.01 * static_cast<double>(windows[w].length());
            if (context > best[p].context)
                best[p] = {context, w};
        }
    }
    std::vector<std::vector<std::uint8_t>> flags(windows.size());
    for (std::size_t w = 0; w < windows.size(); ++w)
        for (std::int64_t p = windows[w].begin; p < windows[w].end; ++p)
            flags[w].push_back(best[p].window == w ? 1 : 0);
    return flags;
}

Selection withQaAnswers(Selection exact, const QaResult& result)
{
    exact.cores.clear();
    exact.candidates.clear();
    exact.nullScore = result.nullScore;
    exact.nullProbability = 0.0;
    for (const QaAnswer& each : result.answers) {
        if (each.kind == QaAnswer::Kind::Null)
            exact.nullProbability = each.probability;
        const bool known = std::ranges::find(exact.candidates, each.span, &ScoredSpan::span) != exact.candidates.end();
        if (each.kind == QaAnswer::Kind::Core && !known)
            exact.candidates.push_back({each.span, each.score, each.probability});
    }
    double decision = exact.nullProbability;
    double runnerUp = exact.candidates.empty() ? 0.0 : exact.candidates.front().probability;
    if (result.core) {
        exact.cores = {exact.candidates.front()};
        decision = runnerUp;
        runnerUp = std::max(exact.nullProbability, exact.candidates.size() > 1 ? exact.candidates[1].probability : 0.0);
    }
    exact.margin = std::max(decision - runnerUp, 0.0);
    return exact;
}

} // namespace corespan::model
