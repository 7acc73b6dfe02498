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

/// Seconds for one pass over all lengths, results on the host; the best of a few, since other work on the machine only
/// ever adds.
double timeInference(const nn::Network& network, std::span<const std::int64_t> lengths, const BenchOptions& options,
                     const nn::Device& device)
{
    const std::int64_t usual = device.info.cuda ? 16384 : 1024;
    const std::int64_t budget = options.tokenBudget > 0 ? options.tokenBudget : usual;
    double best = 1e30;
    for (int repeat = 0; repeat < 3; ++repeat) {
        std::mt19937_64 generator(options.seed);
        const auto began = Clock::now();
        for (const auto& indices : makeBatches(lengths, budget))
            infer(network, randomBatch(lengths, indices, network.config.encoder.vocabSize, generator, device.device),
                  false);
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

/// Whole training steps as the trainer does them: forward, loss on labels, backward, AdamW on float weights.
TrainTiming timeTraining(nn::Network& network, const BenchOptions& options, const nn::Device& device)
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
        const EncodedBatch batch =
            randomBatch(lengths, indices, network.config.encoder.vocabSize, generator, device.device);
        const nn::TrainingMode mode{network.config.encoder.dropout, static_cast<std::uint32_t>(step)};
        nn::Network computing = network;
        if (device.type != at::kFloat)
            computing.to(device.device, device.type);
        const nn::NetworkOutput out = nn::forward(computing, batch.ids, batch.packed, &mode);
        const at::Tensor targets = at::randint(out.labels.size(1), {out.labels.size(0)}, at::kLong);
        at::cross_entropy_loss(out.labels, targets.to(device.device)).backward();
        optimizer.step(1e-4);
        nn::synchronize(device.device);
        times.push_back(secondsSince(began));
    }
    std::ranges::sort(times);
    return {lengths, times[times.size() / 2], times.front()};
}

} // namespace

BenchResult bench(const BenchOptions& options)
{
    nn::Device device = nn::chooseDevice(options.device);
    if (options.fp32)
        device.type = at::kFloat;
    BenchResult result;
    result.shape = options.shape;
    result.device = device.info.name;
    result.precision = device.type == at::kFloat ? "fp32" : "bf16";
    result.threads = nn::setThreads(options.threads, false);
    nn::Network network = benchNetwork(options);
    network.to(device.device, options.train ? at::kFloat : device.type);
    const EncoderConfig& encoder = network.config.encoder;
    const auto lengths = options.lengths.empty() ? logNormalLengths(options.count, options.seed) : options.lengths;
    if (std::ranges::any_of(lengths, [](std::int64_t n) { return n < 1; }))
        throw ModelError("bench: lengths have to be at least 1");
    result.sequences = lengths.size();
    for (const std::int64_t length : lengths)
        result.tokens += length;
    if (options.train) {
        const TrainTiming step = timeTraining(network, options, device);
        double tokens = 0.0;
        for (const std::int64_t length : step.lengths)
            tokens += static_cast<double>(length);
        result.tokensPerSecond = tokens / step.seconds;
        result.bestTokensPerSecond = tokens / step.least;
        // Backward: a product for the input and one for the weight of each product of the forward pass.
        result.gflops = 3.0 * encoderFlops(encoder, step.lengths) / step.seconds / 1e9;
    } else {
        const double seconds = timeInference(network, lengths, options, device);
        result.tokensPerSecond = static_cast<double>(result.tokens) / seconds;
        result.gflops = encoderFlops(encoder, lengths) / seconds / 1e9;
    }
    result.peakMemoryMiB = nn::peakMemoryMiB(device.device);
    result.gemmGflops = gemmRate(encoder, device);
    result.shareOfGemm = result.gflops / result.gemmGflops;
    return result;
}

} // namespace corespan::model
