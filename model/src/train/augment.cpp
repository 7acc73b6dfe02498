// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/augment.h"

#include <algorithm>
#include <optional>

namespace corespan::model {
namespace {

/// A known boundary inside the slice; of a core with two the start with probability `startShare`.
std::optional<std::int64_t> drawBoundary(const Slice& slice, const TrainRecord& record, double startShare,
                                         std::mt19937_64& generator)
{
    std::vector<const GoldCore*> cores;
    const auto startKnown = [&](const GoldCore& core) {
        return !core.openBegin && core.span.begin >= slice.begin && core.span.begin < slice.end;
    };
    const auto endKnown = [&](const GoldCore& core) {
        return !core.openEnd && core.span.end > slice.begin && core.span.end <= slice.end;
    };
    for (const GoldCore& core : record.cores)
        if (startKnown(core) || endKnown(core))
            cores.push_back(&core);
    if (cores.empty())
        return std::nullopt;
    const auto index = drawInteger(generator, 0, static_cast<std::int64_t>(cores.size()) - 1);
    const GoldCore& core = *cores[static_cast<std::size_t>(index)];
    const bool wantsStart = drawUnit(generator) < startShare;
    const bool atStart = wantsStart ? startKnown(core) : !endKnown(core);
    return atStart ? core.span.begin : core.span.end;
}

} // namespace

Slice cropSlice(const Slice& slice, const TrainRecord& record, const AugmentationConfig& config,
                std::mt19937_64& generator)
{
    const std::int64_t piece = config.cropLength;
    const bool knownByPosition = record.annotated || !record.labels.empty();
    if (slice.end - slice.begin <= piece || !knownByPosition || drawUnit(generator) >= config.cropProbability)
        return slice;
    const auto boundary = drawBoundary(slice, record, config.cropStartShare, generator);
    const std::int64_t last = slice.end - piece;
    Slice cut = slice;
    cut.begin = boundary ? std::clamp(*boundary - drawInteger(generator, piece / 4, 3 * piece / 4), slice.begin, last)
                         : drawInteger(generator, slice.begin, last);
    cut.end = cut.begin + piece;
    return cut;
}

} // namespace corespan::model
