// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/work.h"

#include "bench/shapes.h"
#include "nn/initialise.h"
#include "nn/weights_io.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>

namespace corespan::model {

double encoderFlops(const EncoderConfig& c, std::span<const std::int64_t> lengths)
{
    const double inner = static_cast<double>(c.numHeads * c.dKv), d = static_cast<double>(c.dModel);
    const double linear = 2.0 * (4.0 * d * inner + (c.gated ? 3.0 : 2.0) * d * static_cast<double>(c.dFf));
    double total = 0.0;
    for (const std::int64_t n : lengths) {
        double keys = static_cast<double>(n);
        if (c.attention != AttentionKind::Full)
            keys = static_cast<double>(std::min(n, 2 * c.localRadius + 1));
        if (c.attention == AttentionKind::TransientGlobal)
            keys += static_cast<double>(n / c.globalBlockSize);
        total += static_cast<double>(n) * (linear + 4.0 * inner * keys);
    }
    return total * static_cast<double>(c.numLayers);
}

double gemmRate(const EncoderConfig& c, const nn::Device& device)
{
    const std::int64_t rows = device.info.cuda ? 16384 : 2048;
    const at::TensorOptions options = at::TensorOptions(device.device).dtype(device.type);
    const std::int64_t inner = c.numHeads * c.dKv;
    double best = 0.0;
    for (const auto& [k, n] : {std::pair(c.dModel, inner), std::pair(inner, c.dModel), std::pair(c.dModel, c.dFf),
                               std::pair(c.dFf, c.dModel)}) {
        const at::Tensor a = at::randn({rows, k}, options), b = at::randn({k, n}, options);
        for (int i = 0; i < 6; ++i) {
            nn::synchronize(device.device);
            const auto began = std::chrono::steady_clock::now();
            const at::Tensor product = at::matmul(a, b);
            nn::synchronize(device.device);
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
            best = std::max(best, 2.0 * static_cast<double>(rows * k * n) / seconds / 1e9);
        }
    }
    return best;
}

nn::Network benchNetwork(const BenchOptions& options)
{
    if (!isKnownShape(options.shape))
        return nn::loadNetwork(options.shape);
    nn::Network network = nn::Network::allocate(shapeConfig(options.shape));
    nn::initialise(network, options.seed);
    return network;
}

EncodedBatch randomBatch(std::span<const std::int64_t> lengths, std::span<const std::size_t> indices,
                         std::int64_t vocabulary, std::mt19937_64& generator, const at::Device& device)
{
    EncodedBatch batch;
    for (const std::size_t index : indices)
        batch.packed.append(lengths[index]);
    batch.ids = at::empty({batch.packed.rows()}, at::kLong);
    auto* ids = batch.ids.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < batch.packed.rows(); ++i)
        ids[i] = 3 + static_cast<std::int64_t>(generator() % static_cast<std::uint64_t>(vocabulary - 3));
    batch.ids = batch.ids.to(device);
    return batch;
}

std::vector<std::int64_t> logNormalLengths(std::size_t count, std::uint64_t seed)
{
    std::mt19937_64 generator(seed);
    std::lognormal_distribution<double> distribution(std::log(415.0), 0.77);
    std::vector<std::int64_t> lengths(count);
    for (std::int64_t& length : lengths)
        length = std::clamp<std::int64_t>(std::llround(distribution(generator)), 30, 1500);
    return lengths;
}

} // namespace corespan::model
