// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/boundary_entropy.h"

#include <algorithm>
#include <cmath>

namespace corespan {

namespace {

/// Entropy of values as shares of their sum; nothing is known of nothing.
double entropy(const float* begin, const float* end)
{
    double sum = 0.0;
    double weighted = 0.0; // sum of v log2 v
    for (const float* value = begin; value != end; ++value) {
        if (*value > 0.0F) {
            sum += double(*value);
            weighted += double(*value) * std::log2(double(*value));
        }
    }
    return sum > 0.0 ? std::max(0.0, std::log2(sum) - weighted / sum) : 0.0;
}

/// The largest over `places`, sorted boundaries that are positions of the track.
double largest(const QVector<float>& track, const QVector<std::int64_t>& places)
{
    double most = 0.0;
    std::int64_t from = 0;
    for (qsizetype at = 0; at < places.size(); ++at) {
        const std::int64_t to = at + 1 < places.size() ? (places[at] + places[at + 1]) / 2 + 1 : track.size();
        most = std::max(most, entropy(track.constData() + from, track.constData() + to));
        from = to;
    }
    return most;
}

} // namespace

std::optional<BoundaryEntropy> boundaryEntropy(const QVector<PredictedCore>& cores, const Tracks& tracks)
{
    if (cores.isEmpty() || tracks.start.isEmpty() || tracks.start.size() != tracks.end.size() ||
        cores.first().core.span.begin < 0 || cores.last().core.span.end > tracks.start.size())
        return std::nullopt;
    QVector<std::int64_t> begins;
    QVector<std::int64_t> ends;
    for (const PredictedCore& each : cores) {
        begins << each.core.span.begin;
        ends << each.core.span.end - 1;
    }
    return BoundaryEntropy{largest(tracks.start, begins), largest(tracks.end, ends)};
}

} // namespace corespan
