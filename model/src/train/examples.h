// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/tokenizer.h"
#include "model/trainer.h"
#include "predict/engine.h"

#include <ATen/Tensor.h>

#include <random>

namespace corespan::model {

/// What one epoch shows of a record: the slice [begin, end) of its sequence.
struct Slice
{
    std::size_t record = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0;
    bool reversed = false;           ///< the piece is of the reverse complement, in its coordinates
    std::uint64_t substitutions = 0; ///< seed of the letters that are replaced
};

/// Draws each record's flanks anew (TrainConfig::minFlank, maxFlank); records without a core, or with the draw switched
/// off, are shown whole; a record without core keeps its middle and loses as much at each end as flanks would lose.
/// Then cuts pieces out of long ones, and turns some around (TrainConfig::augmentation). `draws`: how often each record
/// is expected in an epoch, see train/sampling.h; empty: once.
/// Depends on seed and epoch only, so that a resumed run sees the same.
std::vector<Slice> drawSlices(std::span<const TrainRecord> records, const TrainConfig& config, std::int64_t epoch,
                              std::span<const double> draws = {});

/// Batches of similar length in random order, each at most `budget` tokens.
std::vector<std::vector<Slice>> drawBatches(std::vector<Slice> slices, std::int64_t budget, std::uint64_t seed,
                                            std::int64_t epoch);

/// Truth of one sequence of a batch, in coordinates of its slice: positions, or pieces where the tokenizer gives such.
struct SelectorTruth
{
    bool annotated = false;
    std::int64_t length = 0; ///< without `</s>`
    std::vector<GoldCore> cores;
    std::vector<Span> ambiguous;
    std::vector<std::int16_t> target; ///< CTC; empty where the slice cuts cores off: not known, unless no core is left
};

struct TrainBatch : EncodedBatch
{
    at::Tensor labels; ///< [rows of `packed`], -100 where there is none
    std::vector<SelectorTruth> truth;
    bool anyLabel = false;
};

/// How slices show their records where something is changed about them; the defaults change nothing.
struct ShownAs
{
    AugmentationConfig augmentation;
    Alphabet alphabet = Alphabet::Text;
};

TrainBatch makeTrainBatch(std::span<const TrainRecord> records, std::span<const Slice> slices,
                          const Tokenizer& tokenizer, const ShownAs& shown = {});

/// The slices' records by name, the first five.
std::string sliceNames(std::span<const TrainRecord> records, std::span<const Slice> slices);

/// Positions that CTC needs at least for a target: one a letter, and a blank between two that are the same.
std::int64_t ctcLength(std::span<const std::int16_t> target);

/// A generator for one purpose: the same (seed, epoch, purpose) gives the same numbers everywhere.
std::mt19937_64 generatorFor(std::uint64_t seed, std::int64_t epoch, std::uint64_t purpose);

/// Uniform in [low, high]; std::uniform_int_distribution differs between libraries.
std::int64_t drawInteger(std::mt19937_64& generator, std::int64_t low, std::int64_t high);

/// Uniform in [0, 1).
double drawUnit(std::mt19937_64& generator);

/// std::shuffle differs between libraries too.
template <typename T>
void shuffle(std::vector<T>& items, std::mt19937_64& generator)
{
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1],
                  items[static_cast<std::size_t>(drawInteger(generator, 0, static_cast<std::int64_t>(i) - 1))]);
}

} // namespace corespan::model
