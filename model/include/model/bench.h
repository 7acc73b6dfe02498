// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/predictor.h"

#include <cstdint>
#include <string>
#include <vector>

namespace corespan::model {

struct BenchOptions
{
    std::string shape = "t5-small"; ///< a built-in shape (`shapeConfig`), or a model directory
    DeviceChoice device = DeviceChoice::Cpu;
    bool fp32 = false;                 ///< on a GPU: computed in fp32, not in bf16
    std::vector<std::int64_t> lengths; ///< empty: log-normal, median 415, sigma .77, 30..1500
    std::size_t count = 40;
    std::uint64_t seed = 0;
    int threads = 0; ///< 0: all cores
    bool train = false;
    std::int64_t trainTokens = 4096;
    int trainSteps = 8;
    std::int64_t tokenBudget = 0; ///< 0: 1,024 on a CPU, 16,384 on a GPU
};

struct BenchResult
{
    std::string shape;
    std::string device;    ///< CPU, or CUDA
    std::string precision; ///< fp32 or bf16
    int threads = 0;
    std::size_t sequences = 0;
    std::int64_t tokens = 0;
    double tokensPerSecond = 0.0;     ///< real positions, never padding
    double bestTokensPerSecond = 0.0; ///< training: of the fastest step, where the above is the median
    double paddedShare = 0.0;         ///< padding / computed positions
    double gflops = 0.0;              ///< real work a second; a training step is three forward passes
    double gemmGflops = 0.0;          ///< measured in this process on the model's own matrix shapes
    double shareOfGemm = 0.0;
    double peakMemoryMiB = 0.0; ///< of the process; on a GPU what was allocated there
};

/// \throws ModelError
BenchResult bench(const BenchOptions& options);

} // namespace corespan::model
