// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/bench.h"

#include "bench/shapes.h"
#include "bench/work.h"
#include "nn/runtime.h"
#include "predict/batching.h"
#include "predict/engine.h"
#include "train/loss.h"
#include "train/optimizer.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <random>

namespace corespan::model {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Seconds for one pass over all lengths; the best of a few, since other work on the machine only ever adds.
double timeInference(const nn::Network& network, std::span<const std::int64_t> lengths, std::int64_t budget,
                     std::uint64_t seed)
{
    double best = 1e30;
    for (int repeat = 0; repeat < 3; ++repeat) {
        std::mt19937_64 generator(seed);
        const auto began = Clock::now();
        for (const auto& indices : makeBatches(lengths, budget))
            infer(network, randomBatch(lengths, indices, network.config.encoder.vocabSize, generator), false);
        best = std::min(best, secondsSince(began));
    }
    return best;
}

struct TrainTiming
{
    std::vector<std::int64_t> lengths; ///< of a step's records
    double seconds = 0.0;              ///< of a step, median
    double least = 0.0;
};

/// Whole training steps: forward, loss on labels, backward, AdamW.
TrainTiming timeTraining(nn::Network& network, const BenchOptions& options)
{
    const std::int64_t width = 1280, rows = std::max<std::int64_t>(1, options.trainTokens / width);
    const std::vector<std::int64_t> lengths(static_cast<std::size_t>(rows), width);
    std::vector<std::size_t> indices(lengths.size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    for (const nn::Parameter& p : network.parameters())
        p.tensor.requires_grad_(true);
    AdamW optimizer(network.parameters(), TrainConfig());
    std::mt19937_64 generator(options.seed);
    std::vector<double> times;
    for (int step = 0; step < options.trainSteps; ++step) {
        const auto began = Clock::now();
        const EncodedBatch batch = randomBatch(lengths, indices, network.config.encoder.vocabSize, generator);
        const nn::TrainingMode mode{network.config.encoder.dropout, static_cast<std::uint32_t>(step)};
        const nn::NetworkOutput out = nn::forward(network, batch.ids, batch.packed, &mode);
        const at::Tensor targets = at::randint(out.labels.size(1), {out.labels.size(0)}, at::kLong);
        at::cross_entropy_loss(out.labels, targets).backward();
        optimizer.step(1e-4);
        times.push_back(secondsSince(began));
    }
    std::ranges::sort(times);
    return {lengths, times[times.size() / 2], times.front()};
}

} // namespace

BenchResult bench(const BenchOptions& options)
{
    nn::chooseDevice(DeviceChoice::Cpu);
    BenchResult result;
    result.shape = options.shape;
    result.device = "CPU";
    result.threads = nn::setThreads(options.threads, false);
    nn::Network network = benchNetwork(options);
    const EncoderConfig& encoder = network.config.encoder;
    const auto lengths = options.lengths.empty() ? logNormalLengths(options.count, options.seed) : options.lengths;
    if (std::ranges::any_of(lengths, [](std::int64_t n) { return n < 1; }))
        throw ModelError("bench: lengths have to be at least 1");
    result.sequences = lengths.size();
    for (const std::int64_t length : lengths)
        result.tokens += length;
    if (options.train) {
        const TrainTiming step = timeTraining(network, options);
        double tokens = 0.0;
        for (const std::int64_t length : step.lengths)
            tokens += static_cast<double>(length);
        result.tokensPerSecond = tokens / step.seconds;
        result.bestTokensPerSecond = tokens / step.least;
        // Backward: a product for the input and one for the weight of each product of the forward pass.
        result.gflops = 3.0 * encoderFlops(encoder, step.lengths) / step.seconds / 1e9;
    } else {
        const double seconds =
            timeInference(network, lengths, options.tokenBudget > 0 ? options.tokenBudget : 1024, options.seed);
        result.tokensPerSecond = static_cast<double>(result.tokens) / seconds;
        result.gflops = encoderFlops(encoder, lengths) / seconds / 1e9;
    }
    result.gemmGflops = gemmRate(encoder);
    result.shareOfGemm = result.gflops / result.gemmGflops;
    result.peakMemoryMiB = nn::peakMemoryMiB();
    return result;
}

} // namespace corespan::model
