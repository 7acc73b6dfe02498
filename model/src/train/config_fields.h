// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"

#include <array>
#include <limits>
#include <utility>

namespace corespan::model {

// The one table of the training configuration: each field with its name, its limits and its line for users. Reading,
// writing and explaining are three visitors of it, so that no field can lack one of them. A visitor has
//     number(name, value, least, greatest, line)      flag(name, value, line)      text(name, value, line)
//     choice(name, value, names, line)                part(name, value, visitFields, line)
//     special(name, line): a field that reader and writer treat by themselves

constexpr double anyNumber = std::numeric_limits<double>::max();

template <typename Enum, std::size_t N>
using EnumNames = std::array<std::pair<Enum, const char*>, N>;

inline constexpr EnumNames<DeviceChoice, 3> deviceNames = {
    {{DeviceChoice::Auto, "auto"}, {DeviceChoice::Cpu, "cpu"}, {DeviceChoice::Cuda, "cuda"}}};
inline constexpr EnumNames<Precision, 3> precisionNames = {
    {{Precision::Auto, "auto"}, {Precision::Fp32, "fp32"}, {Precision::Bf16, "bf16"}}};
inline constexpr EnumNames<AugmentationConfig::ReverseGold, 2> reverseGoldNames = {
    {{AugmentationConfig::ReverseGold::NoCore, "no_core"}, {AugmentationConfig::ReverseGold::Mirrored, "mirrored"}}};

template <typename V, typename C>
void visitSelectorLoss(V& v, C& c)
{
    v.number("label_smoothing", c.labelSmoothing, 0.0, 0.99,
             "span: share of a boundary's mass spread over all positions");
    v.number("boundary_sigma", c.boundarySigma, 0.0, anyNumber,
             "span: boundaries are a Gaussian of this deviation in positions; 0: one position");
    v.number("positive_weight", c.positiveWeight, 0.0, anyNumber,
             "mask: weight of core positions in the cross-entropy");
    v.number("focal_gamma", c.focalGamma, 0.0, anyNumber,
             "mask: focusing exponent of the focal loss; 0: plain weighted cross-entropy");
    v.number("focal_alpha", c.focalAlpha, 0.0, 1.0,
             "mask: weight of core positions in the focal loss, 1 - focal_alpha of flanks");
    v.number("ctc_step", c.ctcStep, 0.0, anyNumber,
             "ctc: positions from one letter to the next, 3 for codons: letters make one core; 0: anywhere in order");
}

template <typename V, typename C>
void visitCoupling(V& v, C& c)
{
    v.number("warm_up", c.warmUp, 0.0, 1.0, "share of the schedule in which the translator sees gold cores only");
    v.number("full", c.full, 0.0, 1.0, "share of the schedule from which on probability holds; it rises in between");
    v.number("probability", c.probability, 0.0, 1.0,
             "that a record's translator loss covers the core that the selector predicts; 0: off");
    v.number("boundary_noise", c.boundaryNoise, 0.0, anyNumber,
             "mean shift of a gold boundary in positions, two-sided geometric; 0: off");
    v.text("outside_label", c.outsideLabel,
           "label of covered positions outside gold cores; empty: they are taught that no label fits");
}

template <typename V, typename C>
void visitAugmentation(V& v, C& c)
{
    v.number("crop_probability", c.cropProbability, 0.0, 1.0,
             "that a slice longer than crop_length is cut to a piece around one boundary; 0: off");
    v.number("crop_length", c.cropLength, 8.0, anyNumber, "positions of such a piece");
    v.number("crop_start_share", c.cropStartShare, 0.0, 1.0,
             "share of the pieces around a core's start; the others are around its end");
    v.number("reverse_complement", c.reverseComplement, 0.0, 1.0,
             "dna, rna: that an annotated record is shown reverse-complemented; 0: off");
    v.choice("reverse_gold", c.reverseGold, reverseGoldNames,
             "what a reverse-complemented record is: no_core (cores are forward ones; records without core are not "
             "turned) or mirrored (strands are alike: cores, labels and target turn with it)");
    v.number("flank_substitution", c.flankSubstitution, 0.0, 1.0,
             "that a letter of a flank is replaced: dna, rna evenly, proteins by BLOSUM62; 0: off");
    v.number("core_substitution", c.coreSubstitution, 0.0, 1.0,
             "the same inside cores, whose labels stay as they are; 0: off");
    v.number("protected_zone", c.protectedZone, 0.0, anyNumber,
             "positions on each side of a core's boundary that are never replaced");
}

template <typename V, typename C>
void visitBalance(V& v, C& c)
{
    v.flag("by_class", c.byClass, "balance by the set of core types of a record, no core, not annotated");
    v.flag("by_length", c.byLength, "balance by length, in bins from a power of two to the next");
    v.number("power", c.power, 0.0, 1.0, "1: every group is drawn equally often; 0: as often as it occurs");
}

template <typename V, typename C>
void visitPretraining(V& v, C& c)
{
    v.number("mask_share", c.maskShare, 0.001, 0.9, "share of the positions that are hidden");
    v.number("span_length", c.spanLength, 1.0, anyNumber,
             "mean positions of a hidden stretch, geometric; 1: single positions, as BERT has it");
    v.number("random_share", c.randomShare, 0.0, 1.0, "of the stretches that show random letters instead of the mask");
    v.number("kept_share", c.keptShare, 0.0, 1.0, "of the stretches that show what stands there");
    v.number("mask_id", c.maskId, 0.0, anyNumber, "token of hidden positions; 0: pad, which no input holds otherwise");
    v.number("piece_length", c.pieceLength, 8.0, anyNumber, "longer sequences are read in pieces, cut anew each epoch");
}

template <typename V, typename C>
void visitLimits(V& v, C& c)
{
    v.number("seed", c.seed, 0.0, anyNumber,
             "of weights, order, dropout and every draw; the same seed, the same model");
    v.number("epochs", c.epochs, 0.0, anyNumber, "passes over the training records, where max_minutes is 0");
    v.number("max_minutes", c.maxMinutes, 0.0, anyNumber,
             "time limit; the schedule then follows time; 0: none, epochs counts");
    v.number("token_budget", c.tokenBudget, 1.0, anyNumber, "positions of a batch, end tokens included");
    v.number("accumulate", c.accumulate, 1.0, anyNumber, "batches whose gradients are added up before a step");
    v.number("patience", c.patience, 0.0, anyNumber, "stop after so many validations without a better score; 0: never");
    v.number("validate_every_minutes", c.validateEveryMinutes, 0.0, anyNumber, "0: after each epoch");
    v.number("checkpoint_every_minutes", c.checkpointEveryMinutes, 0.0, anyNumber,
             "how much work a power cut may cost");
    v.number("threads", c.threads, 0.0, 4096.0, "on the CPU; 0: all cores");
    v.choice("device", c.device, deviceNames, "auto: a GPU where one can be used, else the CPU");
    v.choice("precision", c.precision, precisionNames,
             "of the encoder's products; weights stay fp32. auto: bf16 on a GPU, fp32 on the CPU");
}

template <typename V, typename C>
void visitOptimizer(V& v, C& c)
{
    v.number("learning_rate", c.learningRate, 0.0, anyNumber, "peak of the schedule: warm-up, then a cosine");
    v.number("bias_learning_rate_scale", c.biasLearningRateScale, 0.0, anyNumber,
             "factor on the learning rate of the relative-position bias");
    v.number("warmup_steps", c.warmupSteps, 0.0, anyNumber, "steps in which the learning rate rises from 0");
    v.number("final_learning_rate_share", c.finalLearningRateShare, 0.0, 1.0, "where the cosine ends");
    v.number("weight_decay", c.weightDecay, 0.0, anyNumber, "AdamW, not on biases and norms");
    v.number("beta1", c.beta1, 0.0, 0.9999999, "AdamW, of the gradient's mean");
    v.number("beta2", c.beta2, 0.0, 0.9999999, "AdamW, of the squared gradient's mean");
    v.number("adam_epsilon", c.adamEpsilon, 0.0, anyNumber, "AdamW, added to the denominator");
    v.number("clip_norm", c.clipNorm, 0.0, anyNumber, "largest norm of the whole gradient; 0: off");
    v.number("ema_decay", c.emaDecay, 0.0, 0.9999999,
             "of the running mean of weights that is validated and saved; 0: the weights themselves");
    v.number("freeze_layers", c.freezeLayers, -1.0, anyNumber,
             "lower layers (and the embedding) that stay as they are; -1: the whole encoder");
}

template <typename V, typename C>
void visitObjective(V& v, C& c)
{
    v.number("selector_weight", c.selectorWeight, 0.0, anyNumber, "lambda of loss = translator + lambda * selector");
    v.number("selector_weight_end", c.selectorWeightEnd, -1.0, anyNumber,
             "lambda at the end of the schedule, linear in between; below 0: constant");
    v.number("translator_gradient", c.translatorGradient, 0.0, anyNumber,
             "share of the translator's gradient that reaches the encoder");
    v.number("label_smoothing", c.labelSmoothing, 0.0, 0.99, "of the translator's cross-entropy");
    v.part(
        "selector_loss", c.selectorLoss, [](auto& w, auto& p) { visitSelectorLoss(w, p); },
        "what the selector's loss is made of; fields of other selectors than the model's have no effect");
    v.part(
        "coupling", c.coupling, [](auto& w, auto& p) { visitCoupling(w, p); },
        "how the translator meets the selector's mistakes");
}

template <typename V, typename C>
void visitData(V& v, C& c)
{
    v.number("min_flank", c.minFlank, -1.0, anyNumber,
             "each epoch draws flanks between this and max_flank; -1: records are shown whole");
    v.number("max_flank", c.maxFlank, -1.0, anyNumber, "upper end of that draw; -1: what the record has");
    v.part(
        "augmentation", c.augmentation, [](auto& w, auto& p) { visitAugmentation(w, p); },
        "what an epoch changes about the records it shows");
    v.part(
        "balance", c.balance, [](auto& w, auto& p) { visitBalance(w, p); },
        "which records an epoch shows how often; it draws as many as there are");
}

template <typename V, typename C>
void visitTrainConfig(V& v, C& c)
{
    v.text("train", c.trainFile, "training records, gold JSONL or any format that brings gold");
    v.text("validation", c.validationFile, "records that choose the best model; empty: the newest is kept");
    v.text("output", c.outputDirectory, "model directory to write; checkpoints are in its folder checkpoint");
    v.text("init_from", c.initFrom, "model directory (or name) to go on from; empty: a random start");
    v.special("model", "the model, as in config.json");
    v.special("bias_init", "start values of the relative bias, one pattern a head; empty: random. A pattern has kind "
                           "(flat, offsets, comb, decay_left, decay_right), and offsets, period, value, scale as its "
                           "kind needs them");
    visitLimits(v, c);
    visitOptimizer(v, c);
    visitObjective(v, c);
    visitData(v, c);
    v.part(
        "pretraining", c.pretraining, [](auto& w, auto& p) { visitPretraining(w, p); },
        "what train --pretrain hides from the encoder; no effect otherwise");
}

} // namespace corespan::model
