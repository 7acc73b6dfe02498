// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/bench_lengths.h"

#include "bench/work.h"
#include "nn/peak_memory.h"
#include "nn/runtime.h"
#include "predict/engine.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>

namespace corespan::model {
namespace {

constexpr int repeats = 2;

void pass(nn::Network& network, const EncodedBatch& batch, bool train)
{
    if (!train) {
        infer(network, batch, false);
        return;
    }
    const nn::TrainingMode mode{network.config.encoder.dropout, 1};
    const nn::NetworkOutput out = nn::forward(network, batch.ids, batch.packed, &mode);
    out.labels.square().mean().backward();
    for (const nn::Parameter& p : network.parameters())
        p.tensor.mutable_grad() = at::Tensor();
}

LengthBenchRow measure(nn::Network& network, std::int64_t length, const BenchOptions& options)
{
    using Clock = std::chrono::steady_clock;
    LengthBenchRow row;
    row.length = length;
    row.seconds = 1e30;
    std::mt19937_64 generator(options.seed);
    const std::size_t only[] = {0};
    const EncodedBatch batch = randomBatch({&length, 1}, only, network.config.encoder.vocabSize, generator);
    for (int repeat = 0; repeat < repeats; ++repeat) {
        const nn::PeakMemory memory;
        const auto began = Clock::now();
        pass(network, batch, options.train);
        row.seconds = std::min(row.seconds, std::chrono::duration<double>(Clock::now() - began).count());
        row.memoryMiB = std::max(row.memoryMiB, memory.mib());
    }
    row.tokensPerSecond = static_cast<double>(length) / row.seconds;
    row.bytesPerPosition = row.memoryMiB * 1048576.0 / static_cast<double>(length);
    return row;
}

} // namespace

std::vector<LengthBenchRow> benchLengths(const BenchOptions& options, const std::vector<std::int64_t>& lengths,
                                         const std::function<void(const LengthBenchRow&)>& onRow)
{
    if (std::ranges::any_of(lengths, [](std::int64_t n) { return n < 1; }))
        throw ModelError("bench: lengths have to be at least 1");
    nn::chooseDevice(DeviceChoice::Cpu);
    nn::setThreads(options.threads, false);
    nn::Network network = benchNetwork(options);
    if (options.train)
        for (const nn::Parameter& p : network.parameters())
            p.tensor.requires_grad_(true);
    measure(network, 256, options); // threads, packed weights
    std::vector<LengthBenchRow> rows;
    for (const std::int64_t length : lengths) {
        rows.push_back(measure(network, length, options));
        if (onRow)
            onRow(rows.back());
    }
    return rows;
}

} // namespace corespan::model
