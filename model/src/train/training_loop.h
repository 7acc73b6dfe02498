// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/runtime.h"
#include "train/checkpoint.h"
#include "train/ema.h"
#include "train/optimizer.h"
#include "train/training_task.h"

#include <chrono>

namespace corespan::model {

/// The device of a training, and in which numbers it computes there. \throws ModelError where it cannot be had
nn::Device trainingDevice(const TrainConfig& config);

/// Trains a network on a task and leaves the best weights in TrainConfig::outputDirectory; see train().
class TrainingLoop
{
public:
    /// `network`: float weights on the device; it is trained in place.
    TrainingLoop(const TrainConfig& config, nn::Network& network, const nn::Device& device, TrainingTask& task,
                 const std::function<void(const TrainProgress&)>& onProgress, std::stop_token stop);

    TrainReport run();

private:
    using Clock = std::chrono::steady_clock;

    std::vector<nn::NamedView> state() const;
    double minutes() const;
    double progress() const;
    bool finished() const;
    void runEpoch();
    void trainBatch();
    void step(double learningRate);
    void betweenBatches();
    void checkpoint();
    void validateNow();
    void tell(bool validated);
    TrainReport report() const;
    [[noreturn]] void fail(const std::string& what) const;
    [[noreturn]] void failBatch(const std::string& what) const;

    const TrainConfig& m_config;
    nn::Network& m_network;
    nn::Device m_device;
    TrainingTask& m_task;
    const std::function<void(const TrainProgress&)>& m_onProgress;
    std::stop_token m_stop;
    AdamW m_optimizer;
    WeightMean m_mean;
    TrainState m_state;
    TrainProgress m_progress;
    std::int64_t m_batches = 0, m_sinceValidation = 0;
    std::int64_t m_kept = -1; ///< step of the last checkpoint; -1: none
    double m_earlierMinutes = 0.0;
    Clock::time_point m_began, m_lastCheckpoint, m_lastValidation;
};

} // namespace corespan::model
