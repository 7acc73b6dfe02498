// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace corespan::model {

/// What a padded decoder costs beside a span selector and a translator on the same encoder, both with random weights.
struct PaddedBenchOptions
{
    std::string shape = "longt5-tiny";                          ///< as in BenchOptions, without model directories
    std::vector<std::int64_t> lengths = {256, 512, 1024, 2048}; ///< positions of a record
    std::vector<double> coreShares = {0.125, 0.5, 1.0};         ///< of the record, its middle; above 0, at most 1
    std::int64_t batchTokens = 4096;                            ///< records of one batch: as many as this holds
    int repeats = 3;                                            ///< the fastest counts
    int threads = 0;                                            ///< 0: all cores
    std::uint64_t seed = 0;
};

struct Cost
{
    double seconds = 0.0; ///< of one batch
    double peakMiB = 0.0; ///< resident memory above what was there before the batch; < 0: the system does not tell
};

struct PaddedBenchRow
{
    std::int64_t length = 0;
    double coreShare = 0.0;
    std::int64_t records = 0; ///< in a batch
    /// One step: forward, losses of both heads (of the whole sequence for the decoder), backward, AdamW.
    Cost spanTraining, paddedTraining;
    /// A batch from residues to cores and labels. `padded` is greedy decoding as usual, a token for every position,
    /// with a key/value cache; `paddedEarly` is what prediction does: it stops behind the core, where only `<post>` can
    /// follow, and adds one pass for exact probabilities.
    Cost spanInference, paddedInference, paddedEarly;
};

struct PaddedBenchResult
{
    std::string shape;
    std::string device;
    int threads = 0;
    std::int64_t spanParameters = 0, paddedParameters = 0;
    std::vector<PaddedBenchRow> rows; ///< by length, then core share
};

/// Runs on the CPU, one measurement after the other in this process. \throws ModelError
PaddedBenchResult benchPadded(const PaddedBenchOptions& options,
                              const std::function<void(std::size_t done, std::size_t total)>& onProgress = {});

} // namespace corespan::model
