// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/trainer.h"

#include "nn/initialise.h"
#include "nn/runtime.h"
#include "nn/weights_io.h"
#include "train/check_records.h"
#include "train/checkpoint.h"
#include "train/loss.h"
#include "train/validate.h"

#include <ATen/ATen.h>

#include <chrono>
#include <cmath>

namespace corespan::model {
namespace {

using Clock = std::chrono::steady_clock;

double minutesSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count() / 60.0;
}

nn::Network startNetwork(const TrainConfig& config)
{
    if (!config.initFrom.empty()) {
        nn::Network network = nn::loadNetwork(config.initFrom);
        network.config.trainingProvenance.clear();
        return network;
    }
    validate(config.model, "model");
    nn::Network network = nn::Network::allocate(config.model);
    nn::initialise(network, config.seed);
    if (!config.biasInit.empty())
        nn::initialiseBias(network, config.biasInit);
    return network;
}

class Trainer
{
public:
    Trainer(const TrainConfig& config, std::span<const TrainRecord> records, std::span<const TrainRecord> validation,
            const std::function<void(const TrainProgress&)>& onProgress, std::stop_token stop)
        : m_config(config), m_records(records), m_validation(validation), m_onProgress(onProgress),
          m_stop(std::move(stop)), m_network(startNetwork(config)),
          m_tokenizer(m_network.config.tokenizer, m_network.config.alphabet),
          m_optimizer(m_network.parameters(), config)
    {
        checkRecords(m_network.config, m_config, m_records, "training");
        checkRecords(m_network.config, m_config, m_validation, "validation");
        for (const nn::Parameter& p : m_network.parameters())
            p.tensor.requires_grad_(p.layer < 0 || !isFrozen(p));
    }

    TrainReport run()
    {
        nn::setThreads(m_config.threads, false);
        loadCheckpoint(m_config, m_optimizer, m_state);
        m_earlierMinutes = m_state.minutes;
        m_began = m_lastCheckpoint = m_lastValidation = Clock::now();
        while (!finished())
            runEpoch();
        m_state.minutes = minutes();
        if (m_stop.stop_requested())
            saveCheckpoint(m_config, m_optimizer, m_state);
        else if (m_sinceValidation > 0 || m_state.bestExact < 0.0)
            validateNow();
        return report();
    }

private:
    /// Heads have layer -1 and always learn; -1 freezes every layer of the encoder.
    bool isFrozen(const nn::Parameter& p) const { return m_config.freezeLayers < 0 || p.layer < m_config.freezeLayers; }

    double minutes() const { return m_earlierMinutes + minutesSince(m_began); }

    /// Share of the schedule that is over: of the time where time is the limit, of the epochs otherwise.
    double progress() const
    {
        if (m_config.maxMinutes > 0.0)
            return minutes() / m_config.maxMinutes;
        const double part = m_batches > 0 ? static_cast<double>(m_state.batch) / static_cast<double>(m_batches) : 0.0;
        return m_config.epochs > 0.0 ? (static_cast<double>(m_state.epoch) + part) / m_config.epochs : 1.0;
    }

    bool finished() const
    {
        const bool enough = m_config.patience > 0 && m_state.badValidations >= m_config.patience;
        return m_stop.stop_requested() || enough || progress() >= 1.0;
    }

    void runEpoch()
    {
        const auto batches = drawBatches(drawSlices(m_records, m_config, m_state.epoch), m_config.tokenBudget,
                                         m_config.seed, m_state.epoch);
        m_batches = static_cast<std::int64_t>(batches.size());
        while (m_state.batch < m_batches && !finished()) {
            trainBatch(batches[static_cast<std::size_t>(m_state.batch)]);
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

    void trainBatch(const std::vector<Slice>& slices)
    {
        const auto began = Clock::now();
        const TrainBatch batch = makeTrainBatch(m_records, slices, m_tokenizer);
        const nn::TrainingMode mode{
            m_network.config.encoder.dropout,
            static_cast<std::uint32_t>(m_config.seed * 0x85ebca6bU +
                                       static_cast<std::uint64_t>(m_state.passes) * 0xc2b2ae35U),
            m_config.translatorGradient};
        std::mt19937_64 generator = generatorFor(m_config.seed, m_state.passes, 3);
        const Losses losses = batchLosses(m_network, batch, m_config, progress(), mode, generator);
        ++m_state.passes;
        if (!losses.total.defined())
            return;
        if (!std::isfinite(losses.total.item<double>()))
            throw ModelError("the loss is not a number at step " + std::to_string(m_optimizer.steps) + " (records " +
                             idsOf(slices) + "); the last checkpoint is kept. Lower learning_rate or clip_norm");
        (losses.total / static_cast<double>(m_config.accumulate)).backward();
        m_progress.learningRate = m_config.learningRate * scheduleFactor(m_optimizer.steps, m_config.warmupSteps,
                                                                         progress(), m_config.finalLearningRateShare);
        if (m_state.passes % m_config.accumulate == 0)
            m_optimizer.step(m_progress.learningRate);
        ++m_sinceValidation;
        m_progress.translatorLoss = losses.translator;
        m_progress.selectorLoss = losses.selector;
        const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
        m_progress.tokensPerSecond = static_cast<double>(batch.packed.rows()) / seconds;
    }

    std::string idsOf(const std::vector<Slice>& slices) const
    {
        std::string ids;
        for (std::size_t i = 0; i < slices.size() && i < 5; ++i)
            ids += (i > 0 ? ", " : "") + m_records[slices[i].record].id;
        return slices.size() > 5 ? ids + ", …" : ids;
    }

    void betweenBatches()
    {
        tell(false);
        if (m_config.validateEveryMinutes > 0.0 && minutesSince(m_lastValidation) >= m_config.validateEveryMinutes)
            validateNow();
        // Between steps only: gradients that wait for more batches are not part of a checkpoint.
        if (m_state.passes % m_config.accumulate == 0 &&
            minutesSince(m_lastCheckpoint) >= m_config.checkpointEveryMinutes) {
            m_state.minutes = minutes();
            saveCheckpoint(m_config, m_optimizer, m_state);
            m_lastCheckpoint = Clock::now();
        }
    }

    void validateNow()
    {
        m_lastValidation = Clock::now();
        m_sinceValidation = 0;
        const ValidationResult result = validateNetwork(m_network, m_tokenizer, m_validation, m_config.tokenBudget);
        m_progress.exact = result.exact;
        m_progress.labelAccuracy = result.labelAccuracy;
        // Labels break ties, so that a set without cores still chooses; without a validation set the newest is best.
        const bool better = result.exact > m_state.bestExact ||
                            (result.exact == m_state.bestExact && result.labelAccuracy >= m_state.bestLabelAccuracy);
        m_state.badValidations = better ? 0 : m_state.badValidations + 1;
        if (better) {
            m_state.bestExact = result.exact;
            m_state.bestLabelAccuracy = result.labelAccuracy;
            nn::saveNetwork(m_network, m_config.outputDirectory);
        }
        m_state.minutes = minutes();
        saveCheckpoint(m_config, m_optimizer, m_state);
        tell(true);
    }

    void tell(bool validated)
    {
        m_progress.step = m_optimizer.steps;
        m_progress.epoch =
            static_cast<double>(m_state.epoch) +
            static_cast<double>(m_state.batch) / static_cast<double>(std::max<std::int64_t>(m_batches, 1));
        m_progress.minutes = minutes();
        const double share = progress();
        m_progress.minutesLeft = share > 0.0 ? std::max(0.0, m_progress.minutes * (1.0 - share) / share) : 0.0;
        m_progress.bestExact = std::max(0.0, m_state.bestExact);
        m_progress.validated = validated;
        if (m_onProgress)
            m_onProgress(m_progress);
    }

    TrainReport report() const
    {
        return {m_optimizer.steps,         m_progress.epoch,       minutes(), std::max(0.0, m_state.bestExact),
                m_state.bestLabelAccuracy, m_stop.stop_requested()};
    }

    const TrainConfig& m_config;
    std::span<const TrainRecord> m_records, m_validation;
    const std::function<void(const TrainProgress&)>& m_onProgress;
    std::stop_token m_stop;
    nn::Network m_network;
    Tokenizer m_tokenizer;
    AdamW m_optimizer;
    TrainState m_state;
    TrainProgress m_progress;
    std::int64_t m_batches = 0, m_sinceValidation = 0;
    double m_earlierMinutes = 0.0;
    Clock::time_point m_began, m_lastCheckpoint, m_lastValidation;
};

} // namespace

TrainReport train(const TrainConfig& config, std::span<const TrainRecord> records,
                  std::span<const TrainRecord> validation, const std::function<void(const TrainProgress&)>& onProgress,
                  std::stop_token stop)
{
    if (records.empty())
        throw ModelError("there is no training record");
    return Trainer(config, records, validation, onProgress, std::move(stop)).run();
}

} // namespace corespan::model
