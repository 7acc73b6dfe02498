// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/bench.h"
#include "model/config.h"
#include "nn/runtime.h"
#include "predict/engine.h"

#include <random>
#include <span>

namespace corespan::model {

/// Floating-point operations of one forward pass over real positions: matrix products and full attention; for local
/// attention the window and the global tokens.
double encoderFlops(const EncoderConfig& encoder, std::span<const std::int64_t> lengths);

/// GFLOP/s of torch's matrix product on the encoder's four shapes in the device's type, with 2,048 rows (on a GPU
/// 16,384), the best of six each and over all: what this process could reach at most.
double gemmRate(const EncoderConfig& encoder, const nn::Device& device = {});

/// Random weights of a known shape, or a model's own. \throws ModelError
nn::Network benchNetwork(const BenchOptions& options);

/// Random tokens of the lengths that `indices` name, on `device`.
EncodedBatch randomBatch(std::span<const std::int64_t> lengths, std::span<const std::size_t> indices,
                         std::int64_t vocabulary, std::mt19937_64& generator, const at::Device& device = at::kCPU);

/// Log-normal lengths, median 415, sigma .77, cut to 30..1500.
std::vector<std::int64_t> logNormalLengths(std::size_t count, std::uint64_t seed);

} // namespace corespan::model
