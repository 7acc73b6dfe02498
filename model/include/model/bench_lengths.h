// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/bench.h"

#include <functional>

namespace corespan::model {

struct LengthBenchRow
{
    std::int64_t length = 0; ///< positions of one record, in one piece
    double seconds = 0.0;    ///< the best of two
    double tokensPerSecond = 0.0;
    double memoryMiB = 0.0;        ///< peak beyond what is resident before: the weights are not in it
    double bytesPerPosition = 0.0; ///< of that
};

/// One forward pass (with `train`, a forward and a backward one) over one record of each length. shape, threads, seed
/// and train of the options count. \throws ModelError for lengths below 1, unknown shapes
std::vector<LengthBenchRow> benchLengths(const BenchOptions& options, const std::vector<std::int64_t>& lengths,
                                         const std::function<void(const LengthBenchRow&)>& onRow = {});

} // namespace corespan::model
