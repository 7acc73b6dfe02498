// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/tokenizer.h"
#include "model/trainer.h"
#include "nn/packed.h"

#include <ATen/Tensor.h>

#include <random>

namespace corespan::model {

/// What one epoch shows of a record: the slice [begin, end) of its sequence.
struct Slice
{
    std::size_t record = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// Draws each record's flanks anew (TrainConfig::minFlank, maxFlank); records without a core, or with the draw switched
/// off, are shown whole; a record without core keeps its middle and loses as much at each end as flanks would lose.
/// Depends on seed and epoch only, so that a resumed run sees the same.
std::vector<Slice> drawSlices(std::span<const TrainRecord> records, const TrainConfig& config, std::int64_t epoch);

/// Batches of similar length in random order, each at most `budget` tokens.
std::vector<std::vector<Slice>> drawBatches(std::vector<Slice> slices, std::int64_t budget, std::uint64_t seed,
                                            std::int64_t epoch);

struct TrainBatch
{
    nn::Packed packed;
    at::Tensor ids;     ///< [rows]
    at::Tensor labels;  ///< [rows], -100 where there is none
    at::Tensor rowOf;   ///< [sequences, longest] row of each token; 0 where `padding`
    at::Tensor padding; ///< [sequences, longest] true beyond a sequence's end
    at::Tensor start,
        end; ///< [sequences] token of the first and last core position, that of `</s>` for "no core", or -100
    bool anyLabel = false;
    bool anySpan = false;
};

TrainBatch makeTrainBatch(std::span<const TrainRecord> records, std::span<const Slice> slices,
                          const Tokenizer& tokenizer);

/// A generator for one purpose: the same (seed, epoch, purpose) gives the same numbers everywhere.
std::mt19937_64 generatorFor(std::uint64_t seed, std::int64_t epoch, std::uint64_t purpose);

/// Uniform in [low, high]; std::uniform_int_distribution differs between libraries.
std::int64_t drawInteger(std::mt19937_64& generator, std::int64_t low, std::int64_t high);

} // namespace corespan::model
