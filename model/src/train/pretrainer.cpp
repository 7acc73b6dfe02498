// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/pretraining.h"

#include "train/masking.h"
#include "train/start_model.h"
#include "train/training_loop.h"

#include <ATen/ATen.h>

#include <cmath>

namespace corespan::model {
namespace {

/// A batch with its hidden tokens.
struct MaskedBatch
{
    nn::Packed packed;
    at::Tensor ids;     ///< [rows]
    at::Tensor rows;    ///< [hidden] rows that are asked for
    at::Tensor targets; ///< [hidden] the tokens there
};

class MaskedTask final : public TrainingTask
{
public:
    MaskedTask(const TrainConfig& config, const ModelConfig& model, std::span<const TrainRecord> sequences,
               std::span<const TrainRecord> validation, const at::Device& device)
        : m_config(config), m_model(model), m_sequences(sequences), m_validation(validation), m_device(device),
          m_tokenizer(model.tokenizer, model.alphabet)
    {
    }

    std::int64_t beginEpoch(std::int64_t epoch) override
    {
        std::mt19937_64 generator = generatorFor(m_config.seed, epoch, 7);
        m_batches = drawBatches(drawPieces(m_sequences, m_config.pretraining.pieceLength, generator),
                                m_config.tokenBudget, m_config.seed, epoch);
        return static_cast<std::int64_t>(m_batches.size());
    }

    BatchLoss loss(const nn::Network& network, std::int64_t index, std::int64_t pass, double) override
    {
        std::mt19937_64 generator = generatorFor(m_config.seed, pass, 8);
        const MaskedBatch batch = mask(m_sequences, m_batches[static_cast<std::size_t>(index)], generator);
        BatchLoss loss;
        loss.pretraining = true;
        loss.tokens = batch.packed.rows();
        if (batch.targets.numel() == 0)
            return loss;
        const nn::TrainingMode mode{network.config.encoder.dropout, dropoutSeed(m_config.seed, pass)};
        loss.total = at::cross_entropy_loss(logits(network, batch, &mode), batch.targets);
        loss.masked = loss.total.item<double>();
        return loss;
    }

    std::string recordsOf(std::int64_t index) const override
    {
        return sliceNames(m_sequences, m_batches[static_cast<std::size_t>(index)]);
    }

    ValidationScore validate(const nn::Network& network, TrainProgress& progress) override
    {
        const at::NoGradGuard noGrad;
        // The same pieces and masks every time.
        std::mt19937_64 generator = generatorFor(m_config.seed, 0, 9);
        const auto pieces = drawPieces(m_validation, m_config.pretraining.pieceLength, generator);
        double surprise = 0.0;
        std::int64_t asked = 0, right = 0;
        for (const std::vector<Slice>& slices : drawBatches(pieces, m_config.tokenBudget, m_config.seed, 0)) {
            const MaskedBatch batch = mask(m_validation, slices, generator);
            if (batch.targets.numel() == 0)
                continue;
            const at::Tensor scores = logits(network, batch, nullptr);
            surprise += at::cross_entropy_loss(scores, batch.targets, {}, at::Reduction::Sum).item<double>();
            right += (scores.argmax(1) == batch.targets).sum().item<std::int64_t>();
            asked += batch.targets.numel();
        }
        const auto count = static_cast<double>(std::max<std::int64_t>(asked, 1));
        progress.pretraining = true;
        progress.validationLoss = surprise / count;
        progress.maskedAccuracy = static_cast<double>(right) / count;
        return {-progress.validationLoss, progress.maskedAccuracy};
    }

private:
    MaskedBatch mask(std::span<const TrainRecord> records, std::span<const Slice> slices,
                     std::mt19937_64& generator) const
    {
        MaskedBatch batch;
        std::vector<std::int64_t> ids, rows, targets;
        for (const Slice& slice : slices) {
            const auto text =
                std::string_view(records[slice.record].sequence)
                    .substr(static_cast<std::size_t>(slice.begin), static_cast<std::size_t>(slice.end - slice.begin));
            const auto hidden = drawHidden(slice.end - slice.begin, m_config.pretraining, generator);
            const MaskedSequence masked =
                maskSequence(text, hidden, m_tokenizer, m_model.tokenizer, m_config.pretraining.maskId, generator);
            for (std::size_t i = 0; i < masked.targets.size(); ++i) {
                if (masked.targets[i] < 0)
                    continue;
                rows.push_back(static_cast<std::int64_t>(ids.size() + i));
                targets.push_back(masked.targets[i]);
            }
            ids.insert(ids.end(), masked.ids.begin(), masked.ids.end());
            batch.packed.append(static_cast<std::int64_t>(masked.ids.size()));
        }
        batch.ids = at::tensor(ids, at::kLong).to(m_device);
        batch.rows = at::tensor(rows, at::kLong).to(m_device);
        batch.targets = at::tensor(targets, at::kLong).to(m_device);
        return batch;
    }

    static at::Tensor logits(const nn::Network& network, const MaskedBatch& batch, const nn::TrainingMode* mode)
    {
        const nn::NetworkOutput output = nn::forward(network, batch.ids, batch.packed, mode);
        const at::Tensor asked = output.hidden.index_select(0, batch.rows).to(network.embedding.scalar_type());
        const double scale = 1.0 / std::sqrt(static_cast<double>(network.config.encoder.dModel));
        return at::linear(asked * scale, network.embedding).to(at::kFloat);
    }

    const TrainConfig& m_config;
    const ModelConfig& m_model;
    std::span<const TrainRecord> m_sequences, m_validation;
    at::Device m_device;
    Tokenizer m_tokenizer;
    std::vector<std::vector<Slice>> m_batches;
};

void dropHeads(nn::Network& network)
{
    network.config.hasSelector = false;
    network.config.labels.clear();
    for (at::Tensor* head : {&network.selectorWeight, &network.selectorBias, &network.crfStart, &network.crfEnd,
                             &network.crfTransitions, &network.classifierWeight, &network.classifierBias})
        *head = at::Tensor();
}

} // namespace

TrainReport pretrain(const TrainConfig& config, std::span<const TrainRecord> sequences,
                     std::span<const TrainRecord> validation,
                     const std::function<void(const TrainProgress&)>& onProgress, std::stop_token stop)
{
    const auto hasLetters = [](const TrainRecord& record) { return !record.sequence.empty(); };
    if (std::ranges::none_of(sequences, hasLetters))
        throw ModelError("there is no sequence to pretrain on");
    const nn::Device device = trainingDevice(config);
    nn::Network network = startNetwork(config);
    const ModelConfig& model = network.config;
    if (!Tokenizer(model.tokenizer, model.alphabet).onePerPosition())
        throw ModelError("pretraining hides single positions, which needs a tokenizer with one token a position "
                         "(residue or kmer); this model's sentencepiece tokens may hold several");
    if (model.isPadded())
        throw ModelError("pretraining is for an encoder; this model has a decoder (selector \"padded\")");
    dropHeads(network);
    if (config.pretraining.maskId >= network.config.encoder.vocabSize)
        throw ModelError("\"pretraining\": mask_id is " + std::to_string(config.pretraining.maskId) +
                         ", but vocab_size is " + std::to_string(network.config.encoder.vocabSize));
    network.to(device.device, at::kFloat);
    MaskedTask task(config, network.config, sequences, validation, device.device);
    TrainReport report = TrainingLoop(config, network, device, task, onProgress, std::move(stop)).run();
    report.pretraining = true;
    return report;
}

} // namespace corespan::model
