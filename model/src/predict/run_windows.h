// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/predictor.h"
#include "predict/engine.h"
#include "predict/long_record.h"
#include "predict/windows.h"

#include <chrono>
#include <functional>
#include <stop_token>

namespace corespan::model {

/// Runs windows, several a batch.
struct WindowRunner
{
    /// Takes sequence `s` of a batch, the window's tokens.
    using OnWindow = std::function<void(const Window& window, const BatchOutput& output, std::int64_t s)>;

    const nn::Network& network;
    at::Device device = at::kCPU;
    std::int64_t budget = 0; ///< positions a batch

    std::stop_token stop = {};

    /// All windows of a strand, in order. A batch that runs out of memory is halved and counted in the summary, as is
    /// the encoder's time.
    /// `onPositions` after each batch: positions of the strand that are kept so far. Sizes and windows
    /// count the strand's rows. False when it was stopped between
    /// two batches. \throws ModelError where one window does not fit into memory, for windows that cannot be
    bool run(const LongRecord& strand, std::int64_t size, std::int64_t overlap, const OnWindow& onWindow,
             const std::function<void(std::int64_t positions)>& onPositions, PredictSummary& summary) const;
};

/// encode() with its time added to the summary's.
template <typename Encode>
auto timed(PredictSummary& summary, const Encode& encode)
{
    const auto began = std::chrono::steady_clock::now();
    auto output = encode();
    summary.encoderSeconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return output;
}

/// Whether an allocation failed, on whichever device.
bool isOutOfMemory(const std::exception& e);

} // namespace corespan::model
