// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"
#include "model/span.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace corespan::model {

/// One training record. `core` absent with `annotated`: an explicit "no core".
struct TrainRecord
{
    std::string id;
    std::string sequence;
    bool annotated = true; ///< false: no selector loss
    std::optional<Span> core;
    std::vector<std::int16_t> labels; ///< [L] index into labels or -100; empty: no translator loss
};

/// Start values of the relative-position bias of one head. LongT5 and T5 share one bias among all layers, which has to
/// grow before anything else can be learned: on DNA the usual random start stays on its plateau for a long time.
struct BiasPattern
{
    enum class Kind { Flat, Offsets, Comb, DecayLeft, DecayRight };
    Kind kind = Kind::Flat;
    std::vector<std::int64_t> offsets; ///< Offsets: key - query positions that get `value`
    std::int64_t period = 3;           ///< Comb: multiples of it get `value`, others -1
    double value = 5.0;
    double scale = 8.0; ///< Decay: bias = -|offset| / scale on its side, -scale on the other
};

/// `corespan-cli train --config FILE`; `train --print-config` prints the defaults. Every field is in that JSON under
/// its snake_case name.
struct TrainConfig
{
    std::filesystem::path trainFile;       ///< "train": gold JSONL
    std::filesystem::path validationFile;  ///< "validation": gold JSONL; empty: none
    std::filesystem::path outputDirectory; ///< "output": model directory; checkpoints in output/checkpoint
    std::filesystem::path initFrom;        ///< "init_from": model directory to go on from; empty: random start
    ModelConfig model;                     ///< "model": as in config.json
    std::vector<BiasPattern> biasInit;     ///< "bias_init": one a head; empty: Hugging Face's random start

    std::uint64_t seed = 1;
    double epochs = 10.0;
    double maxMinutes = 0.0; ///< 0: no limit; the schedule then follows time, as a share of it
    std::int64_t tokenBudget = 4096;
    double learningRate = 1.5e-3;
    double biasLearningRateScale = 4.0; ///< factor for the relative-position bias
    double weightDecay = 0.01;          ///< AdamW, not on biases and norms
    double beta1 = 0.9;
    double beta2 = 0.999;
    double adamEpsilon = 1e-8;
    std::int64_t warmupSteps = 100;
    double finalLearningRateShare = 0.01; ///< cosine ends here
    double clipNorm = 1.0;                ///< 0: off
    double selectorWeight = 0.5;          ///< lambda of L = L_trans + lambda * L_sel
    double labelSmoothing = 0.0;
    std::int64_t minFlank = -1;        ///< >= 0: each epoch draws flanks between this and what the record has; -1: off
    std::int64_t maxFlank = -1;        ///< upper end of that draw; -1: what the record has
    std::int64_t patience = 0;         ///< early stop after so many validations without a better score; 0: off
    double validateEveryMinutes = 0.0; ///< 0: after each epoch
    double checkpointEveryMinutes = 2.0;
    int threads = 0; ///< 0: all cores
};

/// \throws ModelError naming the unknown or wrong field
TrainConfig parseTrainConfig(const std::string& json, const std::string& where);
std::string formatTrainConfig(const TrainConfig& config);

struct TrainProgress
{
    std::int64_t step = 0;
    double epoch = 0.0;
    double minutes = 0.0;
    double minutesLeft = 0.0;
    double translatorLoss = 0.0;
    double selectorLoss = 0.0;
    double learningRate = 0.0;
    double tokensPerSecond = 0.0; ///< real positions, never padding
    bool validated = false;       ///< the fields below are fresh
    double exact = 0.0;           ///< share of records with the decision right: both ends, or null
    double labelAccuracy = 0.0;   ///< in gold cores
    double bestExact = 0.0;
};

struct TrainReport
{
    std::int64_t steps = 0;
    double epochs = 0.0;
    double minutes = 0.0;
    double bestExact = 0.0;
    double bestLabelAccuracy = 0.0;
    bool cancelled = false;
};

/// Trains and leaves the best model in `outputDirectory`. Resumes from output/checkpoint when that exists and was made
/// by the same configuration: the numbers go on as if nothing had happened. Checkpoints are atomic.
/// \throws ModelError; a NaN loss stops with the last good checkpoint kept and the batch's records named
TrainReport train(const TrainConfig& config, std::span<const TrainRecord> records,
                  std::span<const TrainRecord> validation, const std::function<void(const TrainProgress&)>& onProgress,
                  std::stop_token stop = {});

} // namespace corespan::model
