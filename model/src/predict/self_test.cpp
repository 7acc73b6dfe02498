// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/self_test.h"

#include "predict/engine.h"

#include <ATen/ATen.h>

namespace corespan::model {
namespace {

constexpr double tolerance = 0.05; // bf16 has 8 bits: 0.4 % a product, growing over the layers

/// Largest difference of the hidden states, relative to their root mean square.
double difference(const nn::Network& host, const nn::Network& gpu, const at::Device& device)
{
    EncodedBatch batch;
    for (const std::int64_t length : {40, 129})
        batch.packed.append(length);
    batch.ids = at::arange(batch.packed.rows(), at::kLong).remainder(host.config.encoder.vocabSize - 3) + 3;
    const at::Tensor expected = infer(host, batch, true).hidden;
    batch.ids = batch.ids.to(device);
    const at::Tensor got = infer(gpu, batch, true).hidden;
    return ((got - expected).pow(2).mean().sqrt() / expected.pow(2).mean().sqrt()).item<double>();
}

} // namespace

void moveToGpu(nn::Network& network, nn::Device& device, bool mayFallBack)
{
    std::string problem;
    try {
        nn::Network moved = network;
        moved.to(device.device, device.type);
        const double error = difference(network, moved, device.device);
        if (error <= tolerance) {
            network = moved;
            return;
        }
        problem = "its result differs from the CPU's by " + std::to_string(error);
    } catch (const std::exception& e) {
        problem = e.what();
    }
    if (!mayFallBack)
        throw ModelError("the GPU failed its self-test: " + problem);
    device = nn::Device();
    device.info = {"CPU", "the GPU failed its self-test: " + problem, false, "fp32"};
}

} // namespace corespan::model
