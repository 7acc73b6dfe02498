// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/span_decoder.h"

#include <algorithm>
#include <cmath>
#include <vector>

/// What decodeSpan must give, by looking at every legal span. Quadratic in time, cubic for pCore.
struct BruteSpans
{
    std::vector<corespan::model::ScoredSpan> spans; ///< all legal ones, best first
    std::vector<double> pStart;
    std::vector<double> pEnd;
    std::vector<double> pCore;
    double nullScore = 0.0;
    double nullProbability = 0.0;
    double logPartition = 0.0;

    BruteSpans(const corespan::model::SpanLogits& logits, const corespan::model::SpanDecodeOptions& options)
    {
        nullScore = logits.nullStart + logits.nullEnd + options.nullBias;
        listSpans(logits, options);
        addProbabilities(logits.start.size(), options);
    }

private:
    void listSpans(const corespan::model::SpanLogits& logits, const corespan::model::SpanDecodeOptions& options)
    {
        const auto length = static_cast<std::int64_t>(logits.start.size());
        for (std::int64_t begin = 0; begin < length; ++begin) {
            for (std::int64_t end = begin + options.minLength; end <= length; ++end) {
                if (options.maxLength > 0 && end - begin > options.maxLength)
                    continue;
                const double score = static_cast<double>(logits.start[static_cast<std::size_t>(begin)]) +
                                     static_cast<double>(logits.end[static_cast<std::size_t>(end - 1)]);
                spans.push_back({{begin, end}, score, 0.0});
            }
        }
        std::ranges::sort(spans, [](const auto& a, const auto& b) {
            return a.score != b.score ? a.score > b.score : a.span < b.span;
        });
    }

    void addProbabilities(std::size_t length, const corespan::model::SpanDecodeOptions& options)
    {
        pStart.assign(length, 0.0);
        pEnd = pCore = pStart;
        if (spans.empty())
            return;
        const double top = std::max(spans.front().score, options.allowNull ? nullScore : spans.front().score);
        const auto mass = [&](double score) { return std::exp((score - top) / options.temperature); };
        double partition = options.allowNull ? mass(nullScore) : 0.0;
        for (const auto& span : spans)
            partition += mass(span.score);
        nullProbability = options.allowNull ? mass(nullScore) / partition : 0.0;
        logPartition = top / options.temperature + std::log(partition);
        for (auto& span : spans) {
            span.probability = mass(span.score) / partition;
            const auto begin = static_cast<std::size_t>(span.span.begin);
            const auto end = static_cast<std::size_t>(span.span.end);
            pStart[begin] += span.probability;
            pEnd[end - 1] += span.probability;
            for (std::size_t i = begin; i < end; ++i)
                pCore[i] += span.probability;
        }
    }
};
