// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"

#include <random>

namespace corespan::test {

/// A task that a tiny model learns in seconds: the core is the run of C between flanks of A and G.
inline model::TrainConfig tinyTraining()
{
    model::TrainConfig config;
    config.model.alphabet = model::Alphabet::Text;
    config.model.tokenizer.symbols = "ACGT";
    config.model.labels = {"x", "y"};
    model::EncoderConfig& e = config.model.encoder;
    e.vocabSize = 8;
    e.dModel = e.dFf = 16;
    e.dKv = 8;
    e.numHeads = 2;
    e.numLayers = 2;
    e.gated = true;
    e.activation = model::Activation::GeluNew;
    e.attention = model::AttentionKind::TransientGlobal;
    e.localRadius = 7;
    e.globalBlockSize = 8;
    config.tokenBudget = 400;
    config.warmupSteps = 5;
    config.learningRate = 0.01;
    config.epochs = 3;
    config.threads = 1;
    config.seed = 5;
    return config;
}

/// Every fourth record has no core (no run of C).
inline std::vector<model::TrainRecord> tinyRecords(std::size_t count, unsigned seed)
{
    std::mt19937 generator(seed);
    std::vector<model::TrainRecord> records;
    for (std::size_t i = 0; i < count; ++i) {
        model::TrainRecord record;
        record.id = "r" + std::to_string(i);
        const std::size_t pre = 5 + generator() % 20, core = i % 4 == 3 ? 0 : 6 + generator() % 20,
                          post = 5 + generator() % 20;
        record.sequence = std::string(pre, 'A') + std::string(core, 'C') + std::string(post, 'G');
        record.labels.assign(record.sequence.size(), -100);
        for (std::size_t p = pre; p < pre + core; ++p)
            record.labels[p] = 1;
        if (core > 0)
            record.cores = {{{static_cast<std::int64_t>(pre), static_cast<std::int64_t>(pre + core)}}};
        records.push_back(record);
    }
    return records;
}

} // namespace corespan::test
