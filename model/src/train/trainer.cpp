// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/trainer.h"

#include "io/json_fields.h"
#include "train/check_config.h"
#include "train/check_records.h"
#include "train/loss.h"
#include "train/piece_truth.h"
#include "train/sampling.h"
#include "train/start_model.h"
#include "train/training_loop.h"
#include "train/validate.h"

#include <ATen/ATen.h>

namespace corespan::model {
namespace {

/// Selector and translator, learned from gold records.
class SupervisedTask final : public TrainingTask
{
public:
    SupervisedTask(const TrainConfig& config, const ModelConfig& model, std::span<const TrainRecord> records,
                   std::span<const TrainRecord> validation, const at::Device& device)
        : m_config(config), m_records(records), m_validation(validation), m_device(device),
          m_tokenizer(model.tokenizer, model.alphabet), m_shown{config.augmentation, model.alphabet}
    {
        if (config.balance.byClass || config.balance.byLength)
            m_draws =
                samplingDraws(samplingGroups(records, config.balance, model.selector.types), config.balance.power);
    }

    std::int64_t beginEpoch(std::int64_t epoch) override
    {
        m_batches =
            drawBatches(drawSlices(m_records, m_config, epoch, m_draws), m_config.tokenBudget, m_config.seed, epoch);
        return static_cast<std::int64_t>(m_batches.size());
    }

    BatchLoss loss(const nn::Network& network, std::int64_t index, std::int64_t pass, double progress) override
    {
        TrainBatch batch = makeTrainBatch(m_records, slicesOf(index), m_tokenizer, m_shown);
        batch.ids = batch.ids.to(m_device);
        if (batch.kept.defined())
            batch.kept = batch.kept.to(m_device);
        const nn::TrainingMode mode{network.config.encoder.dropout, dropoutSeed(m_config.seed, pass),
                                    m_config.translatorGradient};
        std::mt19937_64 generator = generatorFor(m_config.seed, pass, 3);
        const Losses losses = batchLosses(network, batch, m_config, progress, mode, generator);
        return {losses.total, losses.translator, losses.selector, 0.0, false, batch.packed.rows()};
    }

    std::string recordsOf(std::int64_t index) const override { return sliceNames(m_records, slicesOf(index)); }

    ValidationScore validate(const nn::Network& network, TrainProgress& progress) override
    {
        const ValidationResult result = validateNetwork(network, m_tokenizer, m_validation, m_config.tokenBudget);
        progress.exact = result.exact;
        progress.labelAccuracy = result.labelAccuracy;
        // Labels break ties, so that a set without cores still chooses; without a validation set the newest is best.
        return {result.exact, result.labelAccuracy};
    }

private:
    const std::vector<Slice>& slicesOf(std::int64_t index) const { return m_batches[static_cast<std::size_t>(index)]; }

    const TrainConfig& m_config;
    std::span<const TrainRecord> m_records, m_validation;
    at::Device m_device;
    Tokenizer m_tokenizer;
    ShownAs m_shown;
    std::vector<double> m_draws;
    std::vector<std::vector<Slice>> m_batches;
};

} // namespace

TrainReport train(const TrainConfig& config, std::span<const TrainRecord> records,
                  std::span<const TrainRecord> validation, const std::function<void(const TrainProgress&)>& onProgress,
                  std::stop_token stop)
{
    if (records.empty())
        throw ModelError("there is no training record");
    const nn::Device device = trainingDevice(config);
    nn::Network network = startNetwork(config);
    ConfigFaults faults("training configuration");
    for (const std::string& contradiction : contradictions(config, network.config))
        faults.add("training configuration: " + contradiction);
    faults.throwAny();
    checkRecords(network.config, config, records, "training");
    checkRecords(network.config, config, validation, "validation");
    const Tokenizer tokenizer(network.config.tokenizer, network.config.alphabet);
    checkPieces(tokenizer, network.config, records, "training");
    checkPieces(tokenizer, network.config, validation, "validation");
    network.to(device.device, at::kFloat);
    SupervisedTask task(config, network.config, records, validation, device.device);
    return TrainingLoop(config, network, device, task, onProgress, std::move(stop)).run();
}

} // namespace corespan::model
