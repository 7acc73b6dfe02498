// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/training_loop.h"

#include "nn/weights_io.h"

#include <ATen/ATen.h>

#include <cmath>

namespace corespan::model {
namespace {

double minutesSince(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / 60.0;
}

/// The parameters that learn; heads have layer -1 and always do, freezeLayers -1 keeps every layer of the encoder. What
/// is frozen needs no room in the optimiser and in checkpoints.
std::vector<nn::Parameter> markLearning(const nn::Network& network, std::int64_t freezeLayers)
{
    std::vector<nn::Parameter> parameters = network.parameters();
    std::erase_if(parameters,
                  [&](const nn::Parameter& p) { return p.layer >= 0 && (freezeLayers < 0 || p.layer < freezeLayers); });
    for (const nn::Parameter& p : parameters)
        p.tensor.requires_grad_(true);
    return parameters;
}

} // namespace

std::uint32_t dropoutSeed(std::uint64_t seed, std::int64_t pass)
{
    return static_cast<std::uint32_t>(seed * 0x85ebca6bU + static_cast<std::uint64_t>(pass) * 0xc2b2ae35U);
}

nn::Device trainingDevice(const TrainConfig& config)
{
    nn::Device device = nn::chooseDevice(config.device);
    if (config.precision == Precision::Fp32)
        device.type = at::kFloat;
    else if (config.precision == Precision::Bf16 && !device.info.cuda)
        throw ModelError("\"precision\" is bf16, which needs a GPU; the training would run on the CPU (" +
                         device.info.reason + "). Use auto or fp32");
    device.info.precision = device.type == at::kFloat ? "fp32" : "bf16";
    return device;
}

TrainingLoop::TrainingLoop(const TrainConfig& config, nn::Network& network, const nn::Device& device,
                           TrainingTask& task, const std::function<void(const TrainProgress&)>& onProgress,
                           std::stop_token stop)
    : m_config(config), m_network(network), m_device(device), m_task(task), m_onProgress(onProgress),
      m_stop(std::move(stop)), m_optimizer(markLearning(network, config.freezeLayers), config),
      m_mean(network, config.emaDecay)
{
}

std::vector<nn::NamedView> TrainingLoop::state() const
{
    std::vector<nn::NamedView> views = m_optimizer.state();
    const std::vector<nn::NamedView> means = m_mean.state();
    views.insert(views.end(), means.begin(), means.end());
    return views;
}

TrainReport TrainingLoop::run()
{
    nn::setThreads(m_config.threads, false);
    if (loadCheckpoint(m_config, state(), m_state))
        m_kept = m_optimizer.steps = m_state.steps;
    m_earlierMinutes = m_state.minutes;
    m_began = m_lastCheckpoint = m_lastValidation = Clock::now();
    while (!finished())
        runEpoch();
    if (m_stop.stop_requested())
        checkpoint();
    else if (m_sinceValidation > 0 || !m_state.validated)
        validateNow();
    return report();
}

double TrainingLoop::minutes() const
{
    return m_earlierMinutes + minutesSince(m_began);
}

/// Share of the schedule that is over: of the time where time is the limit, of the epochs otherwise.
double TrainingLoop::progress() const
{
    if (m_config.maxMinutes > 0.0)
        return minutes() / m_config.maxMinutes;
    const double part = m_batches > 0 ? static_cast<double>(m_state.batch) / static_cast<double>(m_batches) : 0.0;
    return m_config.epochs > 0.0 ? (static_cast<double>(m_state.epoch) + part) / m_config.epochs : 1.0;
}

bool TrainingLoop::finished() const
{
    const bool enough = m_config.patience > 0 && m_state.badValidations >= m_config.patience;
    return m_stop.stop_requested() || enough || progress() >= 1.0;
}

void TrainingLoop::runEpoch()
{
    m_batches = m_task.beginEpoch(m_state.epoch);
    while (m_state.batch < m_batches && !finished()) {
        trainBatch();
        ++m_state.batch;
        betweenBatches();
    }
    if (m_state.batch < m_batches)
        return;
    ++m_state.epoch;
    m_state.batch = 0;
    if (m_config.validateEveryMinutes <= 0.0)
        validateNow();
}

void TrainingLoop::trainBatch()
{
    const auto began = Clock::now();
    nn::Network computing = m_network;
    if (m_device.info.cuda) // its dropout draws from torch's generator; the kernels of the CPU take seeds of their own
        at::manual_seed(dropoutSeed(m_config.seed, m_state.passes));
    if (m_device.type != at::kFloat)
        computing.to(m_device.device, m_device.type); // differentiable: gradients reach the float weights
    const BatchLoss loss = m_task.loss(computing, m_state.batch, m_state.passes, progress());
    ++m_state.passes;
    if (!loss.total.defined())
        return;
    if (!std::isfinite(loss.total.item<double>()))
        failBatch("the loss is not a number");
    (loss.total / static_cast<double>(m_config.accumulate)).backward();
    const double rate = m_config.learningRate * scheduleFactor(m_optimizer.steps, m_config.warmupSteps, progress(),
                                                               m_config.finalLearningRateShare);
    if (m_state.passes % m_config.accumulate == 0)
        step(rate);
    ++m_sinceValidation;
    m_progress.learningRate = rate;
    m_progress.translatorLoss = loss.translator;
    m_progress.selectorLoss = loss.selector;
    m_progress.maskedLoss = loss.masked;
    m_progress.pretraining = loss.pretraining;
    const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
    m_progress.tokensPerSecond = static_cast<double>(loss.tokens) / seconds;
}

void TrainingLoop::step(double learningRate)
{
    if (!std::isfinite(m_optimizer.step(learningRate)))
        failBatch("the gradient is not a number");
    m_mean.update(m_optimizer.steps);
}

void TrainingLoop::failBatch(const std::string& what) const
{
    fail(what + " at step " + std::to_string(m_optimizer.steps) + " (records " + m_task.recordsOf(m_state.batch) + ")");
}

void TrainingLoop::fail(const std::string& what) const
{
    const std::string kept =
        m_kept < 0 ? "there is no checkpoint yet" : "the checkpoint of step " + std::to_string(m_kept) + " is kept";
    throw ModelError(what + "; " + kept +
                     ". Lower learning_rate or clip_norm, and go on from the best model (\"init_from\") or anew, "
                     "in another \"output\"");
}

void TrainingLoop::betweenBatches()
{
    tell(false);
    if (m_config.validateEveryMinutes > 0.0 && minutesSince(m_lastValidation) >= m_config.validateEveryMinutes)
        validateNow();
    // Between steps only: gradients that wait for more batches are not part of a checkpoint.
    if (m_state.passes % m_config.accumulate == 0 && minutesSince(m_lastCheckpoint) >= m_config.checkpointEveryMinutes)
        checkpoint();
}

void TrainingLoop::checkpoint()
{
    m_state.minutes = minutes();
    m_state.steps = m_optimizer.steps;
    try {
        saveCheckpoint(m_config, state(), m_state);
    } catch (const ModelError& error) {
        const std::string kept = m_kept < 0 ? "there is no earlier one"
                                            : "that of step " + std::to_string(m_kept) +
                                                  " is kept, and the same command goes on "
                                                  "from it";
        throw ModelError("the checkpoint of step " + std::to_string(m_state.steps) + " could not be written: " + kept +
                         ". " + error.what());
    }
    m_kept = m_state.steps;
    m_lastCheckpoint = Clock::now();
}

void TrainingLoop::validateNow()
{
    m_lastValidation = Clock::now();
    m_sinceValidation = 0;
    ValidationScore now;
    try {
        now = m_task.validate(m_mean.network(), m_progress);
    } catch (const ModelError& error) {
        // Nothing but numbers that have run away can fail here: records are checked before the first step.
        fail("validation failed after step " + std::to_string(m_optimizer.steps) + " (" + error.what() + ")");
    }
    const bool better = !m_state.validated || now.score > m_state.bestScore ||
                        (now.score == m_state.bestScore && now.tieBreak >= m_state.bestTieBreak);
    m_state.badValidations = better ? 0 : m_state.badValidations + 1;
    if (better) {
        nn::saveNetwork(m_mean.network(), m_config.outputDirectory);
        m_state.validated = true;
        m_state.bestScore = now.score;
        m_state.bestTieBreak = now.tieBreak;
    }
    checkpoint();
    tell(true);
}

void TrainingLoop::tell(bool validated)
{
    m_progress.step = m_optimizer.steps;
    m_progress.epoch = static_cast<double>(m_state.epoch) +
                       static_cast<double>(m_state.batch) / static_cast<double>(std::max<std::int64_t>(m_batches, 1));
    m_progress.minutes = minutes();
    const double share = progress();
    m_progress.minutesLeft = share > 0.0 ? std::max(0.0, m_progress.minutes * (1.0 - share) / share) : 0.0;
    m_progress.bestExact = m_state.validated ? m_state.bestScore : 0.0;
    m_progress.validated = validated;
    if (m_onProgress)
        m_onProgress(m_progress);
}

TrainReport TrainingLoop::report() const
{
    TrainReport report;
    report.steps = m_optimizer.steps;
    report.epochs = m_progress.epoch;
    report.minutes = minutes();
    report.bestExact = m_state.validated ? m_state.bestScore : 0.0;
    report.bestLabelAccuracy = m_state.bestTieBreak;
    report.cancelled = m_stop.stop_requested();
    return report;
}

} // namespace corespan::model
