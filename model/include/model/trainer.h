// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/augmentation.h"
#include "model/config.h"
#include "model/predictor.h"
#include "model/sampling.h"
#include "model/train_record.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace corespan::model {

/// What the selector's loss is made of; fields of other selectors than the model's have no effect.
struct SelectorLossConfig
{
    double labelSmoothing = 0.0; ///< span: share of a boundary's mass spread over all positions (Szegedy 2016)
    double boundarySigma = 0.0;  ///< span: boundaries as a Gaussian of this deviation in positions; 0: one position
    double positiveWeight = 1.0; ///< mask: weight of core positions in the cross-entropy
    double focalGamma = 0.0;     ///< mask: focusing exponent (Lin 2017); 0: plain weighted cross-entropy
    double focalAlpha = 0.5;     ///< mask: weight of core positions in the focal loss, 1 - alpha of flanks
    /// ctc: positions from one letter of the target to the next, so that the letters make one core: 3 where each stands
    /// for a codon. 0: anywhere in their order (Graves 2006); what is certain, like the M of every protein, may then
    /// stand far from its place.
    std::int64_t ctcStep = 0;
};

/// How the translator meets the selector's mistakes while training.
struct CouplingConfig
{
    double warmUp = 0.3;        ///< share of the schedule with gold cores only
    double full = 0.7;          ///< share of the schedule from which on `probability` holds; linear between
    double probability = 0.0;   ///< that a record's translator loss covers the core that the selector predicts; 0: off
    double boundaryNoise = 0.0; ///< mean shift of a gold boundary, positions, two-sided geometric; 0: off
    std::string outsideLabel; ///< label of covered positions outside gold cores; empty: taught the uniform distribution
};

/// What is hidden from the encoder in pretraining; see pretrain().
struct PretrainConfig
{
    double maskShare = 0.15;        ///< of the positions that are hidden
    double spanLength = 3.0;        ///< mean positions of a hidden stretch, geometric; 1: single positions
    double randomShare = 0.1;       ///< of the stretches that show random letters instead of the mask
    double keptShare = 0.1;         ///< of the stretches that show what stands there
    std::int64_t maskId = 0;        ///< token of hidden positions; 0: pad, which no input holds otherwise
    std::int64_t pieceLength = 512; ///< longer sequences are read in pieces
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

/// Numbers of the encoder's matrix products in training. Master weights, moments, norms and heads are fp32 always.
enum class Precision { Auto, Fp32, Bf16 };

/// `corespan-cli train --config FILE`; `train --print-config` prints the defaults, `--explain` a line a field. Every
/// field is in that JSON under its snake_case name, and has to be in train/config_fields.h, which has the lines.
struct TrainConfig
{
    std::filesystem::path trainFile;       ///< "train": gold JSONL
    std::filesystem::path validationFile;  ///< "validation": gold JSONL; empty: none
    std::filesystem::path outputDirectory; ///< "output": model directory; checkpoints in output/checkpoint
    std::filesystem::path initFrom;        ///< "init_from": model directory to go on from; empty: random start
    ModelConfig model;                     ///< "model": as in config.json; with init_from see startingModel()
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
    double selectorWeightEnd = -1.0;      ///< lambda at the end of the schedule, linear in between; < 0: constant
    double translatorGradient = 1.0;      ///< share of the translator's gradient that reaches the encoder
    SelectorLossConfig selectorLoss;      ///< "selector_loss"
    CouplingConfig coupling;              ///< "coupling"
    std::int64_t accumulate = 1;          ///< batches whose gradients are added up before a step
    std::int64_t freezeLayers = 0;        ///< lower layers (and the embedding) that stay as they are; -1: the encoder
    double labelSmoothing = 0.0;
    std::int64_t minFlank = -1;      ///< >= 0: each epoch draws flanks between this and what the record has; -1: off
    std::int64_t maxFlank = -1;      ///< upper end of that draw; -1: what the record has
    AugmentationConfig augmentation; ///< "augmentation"
    BalanceConfig balance;           ///< "balance"
    double emaDecay = 0.0; ///< of the running mean of weights that is validated and saved; 0: the weights themselves
    std::int64_t patience = 0;         ///< early stop after so many validations without a better score; 0: off
    double validateEveryMinutes = 0.0; ///< 0: after each epoch
    double checkpointEveryMinutes = 2.0;
    PretrainConfig pretraining;               ///< "pretraining": for pretrain() only
    int threads = 0;                          ///< 0: all cores
    DeviceChoice device = DeviceChoice::Auto; ///< as in prediction
    Precision precision = Precision::Auto;    ///< Auto: bf16 on a GPU that has it, fp32 elsewhere
};

/// \throws ModelError naming every unknown, wrong or contradictory field at once, and the nearest known name
TrainConfig parseTrainConfig(const std::string& json, const std::string& where);
std::string formatTrainConfig(const TrainConfig& config);

/// A field of the configuration and what it does.
struct FieldLine
{
    std::string path;         ///< such as "coupling.warm_up"
    std::string defaultValue; ///< JSON; empty for a field with parts, or one that is absent by default
    std::string line;
};

/// Each field of the configuration, in the order in which one would read them.
std::vector<FieldLine> explainTrainConfig();

/// The model that `train` trains, its tokenizer's file read. Without init_from that is config.model. With it a field
/// of config.model that has its default counts as not given, and
///  - the encoder is the directory's, but for dropout_rate;
///  - a directory that bringsHeads() brings tokenizer, selector and labels; decoding and window may be given anew;
///  - another (a plain Hugging Face directory) brings a tokenizer where it has one or a spiece.model, and labels where
///    it classifies; both may be given anew (tokenizer and alphabet together). Selector, decoding and window are
///    config.model's.
/// It may lack labels, which then are those of the data.
/// \throws ModelError naming every field that contradicts the directory
ModelConfig startingModel(const TrainConfig& config);

/// Whether a model has heads of CoreSpan's to go on with; false: training makes them anew on its encoder.
bool bringsHeads(const ModelConfig& config);

struct TrainProgress
{
    std::int64_t step = 0;
    double epoch = 0.0;
    double minutes = 0.0;
    double minutesLeft = 0.0;
    double translatorLoss = 0.0;
    double selectorLoss = 0.0;
    double maskedLoss = 0.0; ///< pretraining: the only loss
    double learningRate = 0.0;
    double tokensPerSecond = 0.0; ///< real positions, never padding
    bool validated = false;       ///< the fields below are fresh
    double exact = 0.0;           ///< share of records with the decision right: both ends, or null
    double labelAccuracy = 0.0;   ///< in gold cores
    double bestExact = 0.0;       ///< so far; pretraining: minus the least validation loss
    bool pretraining = false;
    double validationLoss = 0.0; ///< pretraining: mean surprise of a hidden token, nats
    double maskedAccuracy = 0.0; ///< pretraining: share of the hidden tokens that are told right
};

struct TrainReport
{
    std::int64_t steps = 0;
    double epochs = 0.0;
    double minutes = 0.0;
    double bestExact = 0.0;
    double bestLabelAccuracy = 0.0; ///< pretraining: the masked accuracy of the same validation
    bool cancelled = false;
    bool pretraining = false;
};

/// Trains and leaves the best model in `outputDirectory`. Resumes from output/checkpoint when that exists and was made
/// by the same configuration: the numbers go on as if nothing had happened. Checkpoints are atomic.
/// The device is chosen as in prediction; bf16 on a GPU computes products in bf16 from float weights.
/// \throws ModelError; a loss or gradient that is not a number stops with the last good checkpoint kept and the batch's
/// records named
TrainReport train(const TrainConfig& config, std::span<const TrainRecord> records,
                  std::span<const TrainRecord> validation, const std::function<void(const TrainProgress&)>& onProgress,
                  std::stop_token stop = {});

} // namespace corespan::model
