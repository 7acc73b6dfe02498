// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/examples.h"

#include "train/augment.h"
#include "train/piece_truth.h"
#include "train/sampling.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <numeric>

namespace corespan::model {
namespace {

constexpr std::int64_t ignored = -100;

Slice wholeOf(std::size_t index, const TrainRecord& record)
{
    return {index, 0, static_cast<std::int64_t>(record.sequence.size())};
}

Slice sliceOf(std::size_t index, const TrainRecord& record, const TrainConfig& config, std::mt19937_64& generator)
{
    Slice slice = wholeOf(index, record);
    const std::int64_t length = slice.end;
    const auto flank = [&](std::int64_t available) {
        const std::int64_t most = config.maxFlank < 0 ? available : std::min(available, config.maxFlank);
        return drawInteger(generator, std::min(config.minFlank, most), most);
    };
    if (!record.cores.empty()) {
        slice.begin = record.cores.front().span.begin - flank(record.cores.front().span.begin);
        slice.end = record.cores.back().span.end + flank(length - record.cores.back().span.end);
    } else {
        // Nothing says where the flanks of a record without core end: cut at most a quarter on each side.
        const std::int64_t most = std::min(config.maxFlank < 0 ? length : config.maxFlank, length / 4);
        slice.begin = drawInteger(generator, 0, most);
        slice.end = length - drawInteger(generator, 0, most);
    }
    return slice;
}

bool isLabel(std::int64_t label)
{
    return label >= 0;
}

/// The part of `span` inside the slice, in the slice's coordinates; empty at 0 where there is none.
Span inSlice(const Span& span, const Slice& slice)
{
    const Span part{std::max(span.begin, slice.begin) - slice.begin, std::min(span.end, slice.end) - slice.begin};
    return part.length() > 0 ? part : Span{};
}

/// Labels of the slice's positions; none where the record has none.
std::vector<std::int64_t> labelsOf(const TrainRecord& record, const Slice& slice, const std::vector<Span>& ambiguous)
{
    if (record.labels.empty())
        return {};
    std::vector<std::int64_t> labels(record.labels.begin() + slice.begin, record.labels.begin() + slice.end);
    for (const Span& zone : ambiguous)
        std::fill(labels.begin() + zone.begin, labels.begin() + zone.end, ignored);
    return labels;
}

SelectorTruth truthOf(const TrainRecord& record, const Slice& slice)
{
    SelectorTruth truth;
    truth.annotated = record.annotated;
    truth.length = slice.end - slice.begin;
    bool whole = true;
    for (const GoldCore& core : record.cores) {
        whole = whole && core.span.begin >= slice.begin && core.span.end <= slice.end;
        // A core that the slice cuts is open there.
        GoldCore moved{inSlice(core.span, slice), core.type, core.openBegin || core.span.begin < slice.begin,
                       core.openEnd || core.span.end > slice.end};
        if (moved.span.length() > 0)
            truth.cores.push_back(moved);
    }
    for (const Span& zone : record.ambiguous) {
        if (const Span part = inSlice(zone, slice); part.length() > 0)
            truth.ambiguous.push_back(part);
    }
    // Nothing says which letters of the target a piece of the cores stands for.
    if (whole && ctcLength(record.target) <= truth.length)
        truth.target = record.target;
    return truth;
}

} // namespace

std::mt19937_64 generatorFor(std::uint64_t seed, std::int64_t epoch, std::uint64_t purpose)
{
    std::seed_seq sequence{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                           static_cast<std::uint32_t>(epoch), static_cast<std::uint32_t>(purpose)};
    return std::mt19937_64(sequence);
}

std::int64_t drawInteger(std::mt19937_64& generator, std::int64_t low, std::int64_t high)
{
    const auto range = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>(generator() % range);
}

std::vector<Slice> drawSlices(std::span<const TrainRecord> records, const TrainConfig& config, std::int64_t epoch,
                              std::span<const double> draws)
{
    std::vector<std::size_t> shown(records.size());
    std::iota(shown.begin(), shown.end(), std::size_t{0});
    if (!draws.empty()) {
        std::mt19937_64 sampling = generatorFor(config.seed, epoch, 6);
        shown = drawIndices(draws, sampling);
    }
    std::mt19937_64 generator = generatorFor(config.seed, epoch, 1);
    std::mt19937_64 cropping = generatorFor(config.seed, epoch, 4), changing = generatorFor(config.seed, epoch, 5);
    std::vector<Slice> slices;
    for (const std::size_t i : shown) {
        const Slice slice = config.minFlank < 0 || !records[i].annotated // what is not annotated might lie anywhere
                                ? wholeOf(i, records[i])
                                : sliceOf(i, records[i], config, generator);
        const Slice piece = cropSlice(slice, records[i], config.augmentation, cropping);
        slices.push_back(changeSlice(piece, records[i], config.augmentation, changing));
    }
    return slices;
}

std::vector<std::vector<Slice>> drawBatches(std::vector<Slice> slices, std::int64_t budget, std::uint64_t seed,
                                            std::int64_t epoch)
{
    std::mt19937_64 generator = generatorFor(seed, epoch, 2);
    shuffle(slices, generator);
    std::ranges::stable_sort(slices, {}, [](const Slice& s) { return s.end - s.begin; });
    std::vector<std::vector<Slice>> batches;
    std::int64_t filled = 0;
    for (const Slice& slice : slices) {
        const std::int64_t tokens = slice.end - slice.begin + 1;
        if (batches.empty() || filled + tokens > budget) {
            batches.emplace_back();
            filled = 0;
        }
        batches.back().push_back(slice);
        filled += tokens;
    }
    shuffle(batches, generator);
    return batches;
}

double drawUnit(std::mt19937_64& generator)
{
    return static_cast<double>(generator() >> 11) * 0x1.0p-53;
}

std::string sliceNames(std::span<const TrainRecord> records, std::span<const Slice> slices)
{
    constexpr std::size_t most = 5;
    std::string names;
    for (const Slice& slice : slices.first(std::min(slices.size(), most)))
        names += (names.empty() ? "" : ", ") + records[slice.record].id;
    return slices.size() > most ? names + ", …" : names;
}

std::int64_t ctcLength(std::span<const std::int16_t> target)
{
    auto needed = static_cast<std::int64_t>(target.size());
    for (std::size_t i = 1; i < target.size(); ++i)
        needed += target[i] == target[i - 1] ? 1 : 0;
    return needed;
}

TrainBatch makeTrainBatch(std::span<const TrainRecord> records, std::span<const Slice> slices,
                          const Tokenizer& tokenizer, const ShownAs& shown)
{
    std::vector<Encoding> encodings;
    std::vector<std::vector<std::int64_t>> labels;
    TrainBatch batch;
    for (const Slice& slice : slices) {
        const auto changed = changedRecord(records[slice.record], slice, shown.augmentation, shown.alphabet);
        const TrainRecord& record = changed ? *changed : records[slice.record];
        const auto text =
            std::string_view(record.sequence)
                .substr(static_cast<std::size_t>(slice.begin), static_cast<std::size_t>(slice.end - slice.begin));
        const Encoding& encoding = encodings.emplace_back(tokenizer.split(text));
        const SelectorTruth truth = truthOf(record, slice);
        const std::vector<std::int64_t> own = labelsOf(record, slice, truth.ambiguous);
        labels.push_back(encoding.pieces ? labelsOfPieces(own, *encoding.pieces) : own);
        batch.truth.push_back(encoding.pieces ? truthOfPieces(truth, *encoding.pieces) : truth);
        batch.anyLabel = batch.anyLabel || std::ranges::any_of(labels.back(), isLabel);
    }
    static_cast<EncodedBatch&>(batch) = packEncodings(std::move(encodings), at::kCPU);
    batch.labels = at::full({batch.packed.rows()}, ignored, at::kLong);
    for (std::size_t s = 0; s < slices.size(); ++s)
        std::ranges::copy(labels[s], batch.labels.data_ptr<std::int64_t>() + batch.packed.offsets[s]);
    return batch;
}

} // namespace corespan::model
