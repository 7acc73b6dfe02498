// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace corespan::model {

/// What decoding alone costs: logits as of a record with a core of 400 positions in every 1,000, and noise.
struct DecoderBenchOptions
{
    std::vector<std::int64_t> lengths = {10'000, 100'000, 1'000'000, 10'000'000}; ///< positions
    std::vector<std::string> decoders; ///< names out of decoderNames(); empty: all
    std::uint64_t seed = 0;
    int repeats = 3; ///< the best of so many: other work on the machine only ever adds
};

struct DecoderBenchRow
{
    std::string decoder;
    std::int64_t length = 0;
    double seconds = 0.0;
    double bytesPerPosition = 0.0; ///< peak of resident memory beyond the logits; 0 where the system does not tell
    std::int64_t cores = 0;        ///< found
};

/// span, span-set (the best set of listed spans), mask, mask-exact, bio, bioes, bioes-crf, ctc, padded (tracks of a
/// greedy run)
std::vector<std::string> decoderNames();

/// One row for each decoder and length, handed out as they come too. One thread. \throws ModelError for unknown names
/// and lengths below 1
std::vector<DecoderBenchRow> benchDecoders(const DecoderBenchOptions& options,
                                           const std::function<void(const DecoderBenchRow&)>& onRow = {});

} // namespace corespan::model
