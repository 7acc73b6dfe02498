// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/error.h"
#include "model/span_decoder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace corespan::model {

namespace {

/// Positions of the `count` greatest values, greatest first, ties by position.
std::vector<std::size_t> topPositions(std::span<const float> values, std::size_t count)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    count = std::min(count, order.size());
    std::ranges::partial_sort(
        order, order.begin() + static_cast<std::ptrdiff_t>(count),
        [&](std::size_t a, std::size_t b) { return values[a] != values[b] ? values[a] > values[b] : a < b; });
    order.resize(count);
    return order;
}

bool better(const ScoredSpan& a, const ScoredSpan& b)
{
    return a.score != b.score ? a.score > b.score : a.span < b.span;
}

/// Adds to a heap whose front is the worst of the `limit` best spans so far.
void keepBest(std::vector<ScoredSpan>& heap, const ScoredSpan& span, std::size_t limit)
{
    if (heap.size() < limit) {
        heap.push_back(span);
        std::ranges::push_heap(heap, better);
    } else if (limit > 0 && better(span, heap.front())) {
        std::ranges::pop_heap(heap, better);
        heap.back() = span;
        std::ranges::push_heap(heap, better);
    }
}

} // namespace

std::vector<ScoredSpan> decodeTopK(const SpanLogits& logits, const TopKOptions& options)
{
    const auto notANumber = [](float x) { return !std::isfinite(x); };
    if (logits.start.size() != logits.end.size())
        throw ModelError("Top-k decoding: start and end logits differ in number.");
    if (options.maxCoreLength < 0)
        throw ModelError("Top-k decoding: the maximum core length is negative; 0 means no limit.");
    if (std::ranges::any_of(logits.start, notANumber) || std::ranges::any_of(logits.end, notANumber))
        throw ModelError("Top-k decoding: a logit is not a finite number.");
    std::vector<ScoredSpan> spans;
    const std::vector<std::size_t> lasts = topPositions(logits.end, options.topK);
    for (const std::size_t begin : topPositions(logits.start, options.topK)) {
        for (const std::size_t last : lasts) {
            const Span span{static_cast<std::int64_t>(begin), static_cast<std::int64_t>(last) + 1};
            if (last < begin || (options.maxCoreLength > 0 && span.length() > options.maxCoreLength))
                continue;
            const double score = static_cast<double>(logits.start[begin]) + static_cast<double>(logits.end[last]);
            keepBest(spans, {span, score, 0.0}, options.nBest);
        }
    }
    std::ranges::sort(spans, better);
    double sum = 0.0;
    for (ScoredSpan& span : spans)
        sum += span.probability = std::exp(span.score - spans.front().score);
    for (ScoredSpan& span : spans)
        span.probability /= sum;
    return spans;
}

} // namespace corespan::model
