// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/augment.h"

#include "train/substitution.h"

#include <algorithm>
#include <optional>

namespace corespan::model {
namespace {

using ReverseGold = AugmentationConfig::ReverseGold;

/// A known boundary inside the slice; of a core with two the start with probability `startShare`.
std::optional<std::int64_t> drawBoundary(const Slice& slice, const TrainRecord& record, double startShare,
                                         std::mt19937_64& generator)
{
    std::vector<const GoldCore*> cores;
    const auto isAmbiguous = [&](std::int64_t at) {
        return std::ranges::any_of(record.ambiguous, [at](const Span& z) { return z.begin <= at && at < z.end; });
    };
    const auto startKnown = [&](const GoldCore& core) {
        return !core.openBegin && !isAmbiguous(core.span.begin) && core.span.begin >= slice.begin &&
               core.span.begin < slice.end;
    };
    const auto endKnown = [&](const GoldCore& core) {
        return !core.openEnd && !isAmbiguous(core.span.end - 1) && core.span.end > slice.begin &&
               core.span.end <= slice.end;
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

/// Whether the other strand says anything: a record of which nothing is known of cores does not know what it would be.
bool reverses(const TrainRecord& record, ReverseGold gold)
{
    return record.annotated && (gold == ReverseGold::Mirrored || !record.cores.empty());
}

char complement(char letter)
{
    constexpr std::string_view from = "ACGTURYKMBVDHacgturykmbvdh", to = "TGCAAYRMKVBHDtgcaayrmkvbhd";
    const std::size_t at = from.find(letter);
    return at == std::string_view::npos ? letter : to[at];
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

Slice changeSlice(const Slice& slice, const TrainRecord& record, const AugmentationConfig& config,
                  std::mt19937_64& generator)
{
    Slice changed = slice;
    const bool wanted = drawUnit(generator) < config.reverseComplement;
    changed.substitutions = generator();
    if (wanted && reverses(record, config.reverseGold)) {
        const auto length = static_cast<std::int64_t>(record.sequence.size());
        changed.reversed = true;
        changed.begin = length - slice.end;
        changed.end = length - slice.begin;
    }
    return changed;
}

std::optional<TrainRecord> changedRecord(const TrainRecord& record, const Slice& slice,
                                         const AugmentationConfig& config, Alphabet alphabet)
{
    const bool substitutes = config.flankSubstitution > 0.0 || config.coreSubstitution > 0.0;
    if (!slice.reversed && !(substitutes && record.annotated))
        return std::nullopt;
    // Substitutions first: what is a core is known on the strand of the record's own.
    TrainRecord changed = record;
    if (substitutes && record.annotated) {
        const auto length = static_cast<std::int64_t>(record.sequence.size());
        const Span shown =
            slice.reversed ? Span{length - slice.end, length - slice.begin} : Span{slice.begin, slice.end};
        std::mt19937_64 generator(slice.substitutions);
        substitute(changed, shown, config, alphabet, generator);
    }
    return slice.reversed ? reverseComplement(changed, config.reverseGold) : changed;
}

TrainRecord reverseComplement(const TrainRecord& record, ReverseGold gold)
{
    const auto length = static_cast<std::int64_t>(record.sequence.size());
    const auto mirrored = [length](const Span& span) { return Span{length - span.end, length - span.begin}; };
    TrainRecord other;
    other.id = record.id;
    other.annotated = record.annotated;
    other.sequence.resize(record.sequence.size());
    std::ranges::transform(record.sequence.rbegin(), record.sequence.rend(), other.sequence.begin(), complement);
    if (gold == ReverseGold::NoCore)
        return other;
    for (auto core = record.cores.rbegin(); core != record.cores.rend(); ++core)
        other.cores.push_back({mirrored(core->span), core->type, core->openEnd, core->openBegin});
    for (auto zone = record.ambiguous.rbegin(); zone != record.ambiguous.rend(); ++zone)
        other.ambiguous.push_back(mirrored(*zone));
    other.labels.assign(record.labels.rbegin(), record.labels.rend());
    other.target.assign(record.target.rbegin(), record.target.rend());
    return other;
}

} // namespace corespan::model
