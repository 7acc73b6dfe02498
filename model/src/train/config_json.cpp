// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json_fields.h"
#include "model/trainer.h"

#include <array>

namespace corespan::model {
namespace {

using nlohmann::json;
using Kind = BiasPattern::Kind;

constexpr std::array<std::pair<Kind, const char*>, 5> patternNames = {{{Kind::Flat, "flat"},
                                                                       {Kind::Offsets, "offsets"},
                                                                       {Kind::Comb, "comb"},
                                                                       {Kind::DecayLeft, "decay_left"},
                                                                       {Kind::DecayRight, "decay_right"}}};

BiasPattern readPattern(const json& object, const std::string& where)
{
    JsonFields fields(object, where);
    BiasPattern pattern;
    const std::string kind = fields.text("kind", "flat");
    const auto* entry = std::ranges::find(patternNames, kind, &std::pair<Kind, const char*>::second);
    if (entry == patternNames.end())
        fields.fail("kind", "is \"" + kind + "\"; known are flat, offsets, comb, decay_left, decay_right");
    pattern.kind = entry->first;
    pattern.period = fields.integer("period", pattern.period, 1);
    pattern.value = fields.number("value", pattern.value);
    pattern.scale = fields.number("scale", pattern.scale, 1e-6);
    if (const json* offsets = fields.find("offsets"))
        for (const json& offset : *offsets)
            pattern.offsets.push_back(offset.get<std::int64_t>());
    fields.refuseUnknown();
    return pattern;
}

json writePattern(const BiasPattern& pattern)
{
    json object = {
        {"kind", std::ranges::find(patternNames, pattern.kind, &std::pair<Kind, const char*>::first)->second}};
    if (pattern.kind == Kind::Offsets)
        object["offsets"] = pattern.offsets;
    if (pattern.kind == Kind::Comb)
        object["period"] = pattern.period;
    if (pattern.kind == Kind::Offsets || pattern.kind == Kind::Comb)
        object["value"] = pattern.value;
    if (pattern.kind == Kind::DecayLeft || pattern.kind == Kind::DecayRight)
        object["scale"] = pattern.scale;
    return object;
}

/// One visitor names every field once; reading and writing are two callers of it.
template <typename Config, typename Visit>
void visitNumbers(Config& c, const Visit& visit)
{
    visit("seed", c.seed, 0.0);
    visit("epochs", c.epochs, 0.0);
    visit("max_minutes", c.maxMinutes, 0.0);
    visit("token_budget", c.tokenBudget, 1.0);
    visit("learning_rate", c.learningRate, 0.0);
    visit("bias_learning_rate_scale", c.biasLearningRateScale, 0.0);
    visit("weight_decay", c.weightDecay, 0.0);
    visit("beta1", c.beta1, 0.0);
    visit("beta2", c.beta2, 0.0);
    visit("adam_epsilon", c.adamEpsilon, 0.0);
    visit("warmup_steps", c.warmupSteps, 0.0);
    visit("final_learning_rate_share", c.finalLearningRateShare, 0.0);
    visit("clip_norm", c.clipNorm, 0.0);
    visit("selector_weight", c.selectorWeight, 0.0);
    visit("selector_weight_end", c.selectorWeightEnd, -1.0);
    visit("translator_gradient", c.translatorGradient, 0.0);
    visit("accumulate", c.accumulate, 1.0);
    visit("freeze_layers", c.freezeLayers, -1.0);
    visit("label_smoothing", c.labelSmoothing, 0.0);
    visit("min_flank", c.minFlank, -1.0);
    visit("max_flank", c.maxFlank, -1.0);
    visit("patience", c.patience, 0.0);
    visit("validate_every_minutes", c.validateEveryMinutes, 0.0);
    visit("checkpoint_every_minutes", c.checkpointEveryMinutes, 0.0);
    visit("threads", c.threads, 0.0);
}

template <typename Config, typename Visit>
void visitSelectorLoss(Config& c, const Visit& visit)
{
    visit("label_smoothing", c.labelSmoothing, 0.0);
    visit("boundary_sigma", c.boundarySigma, 0.0);
    visit("positive_weight", c.positiveWeight, 0.0);
    visit("focal_gamma", c.focalGamma, 0.0);
    visit("focal_alpha", c.focalAlpha, 0.0);
}

template <typename Config, typename Visit>
void visitCoupling(Config& c, const Visit& visit)
{
    visit("warm_up", c.warmUp, 0.0);
    visit("full", c.full, 0.0);
    visit("probability", c.probability, 0.0);
    visit("boundary_noise", c.boundaryNoise, 0.0);
}

template <typename Config, typename Visit>
void visitAugmentation(Config& c, const Visit& visit)
{
    visit("crop_probability", c.cropProbability, 0.0);
    visit("crop_length", c.cropLength, 8.0);
    visit("crop_start_share", c.cropStartShare, 0.0);
}

/// A visitor that reads numbers of one object.
auto readerOf(JsonFields& fields)
{
    return [&fields](const char* name, auto& value, double least) {
        using T = std::remove_reference_t<decltype(value)>;
        if constexpr (std::is_floating_point_v<T>)
            value = fields.number(name, value, least);
        else
            value = static_cast<T>(
                fields.integer(name, static_cast<std::int64_t>(value), static_cast<std::int64_t>(least)));
    };
}

auto writerOf(json& object)
{
    return [&object](const char* name, const auto& value, double) { object[name] = value; };
}

void readParts(JsonFields& fields, const std::string& where, TrainConfig& c)
{
    if (const json* part = fields.find("selector_loss")) {
        JsonFields inner(*part, where + ": \"selector_loss\"");
        visitSelectorLoss(c.selectorLoss, readerOf(inner));
        inner.refuseUnknown();
        if (c.selectorLoss.labelSmoothing >= 1.0 || c.selectorLoss.focalAlpha > 1.0)
            inner.fail("label_smoothing", "and focal_alpha are shares: below 1.");
    }
    if (const json* part = fields.find("coupling")) {
        JsonFields inner(*part, where + ": \"coupling\"");
        visitCoupling(c.coupling, readerOf(inner));
        c.coupling.outsideLabel = inner.text("outside_label", "");
        inner.refuseUnknown();
        if (c.coupling.full < c.coupling.warmUp)
            inner.fail("full", "must not be below warm_up.");
    }
    if (const json* part = fields.find("augmentation")) {
        JsonFields inner(*part, where + ": \"augmentation\"");
        visitAugmentation(c.augmentation, readerOf(inner));
        inner.refuseUnknown();
        if (c.augmentation.cropProbability > 1.0 || c.augmentation.cropStartShare > 1.0)
            inner.fail("crop_probability", "and crop_start_share are shares: at most 1.");
    }
}

} // namespace

TrainConfig parseTrainConfig(const std::string& text, const std::string& where)
{
    const json object = parseStrictJson(text, where);
    JsonFields fields(object, where);
    TrainConfig c;
    c.trainFile = fields.text("train", "");
    c.validationFile = fields.text("validation", "");
    c.outputDirectory = fields.text("output", "");
    c.initFrom = fields.text("init_from", "");
    if (const json* model = fields.find("model"))
        c.model = parseModelConfig(model->dump(), where + ": \"model\"");
    if (const json* patterns = fields.find("bias_init")) {
        if (!patterns->is_array())
            fields.fail("bias_init", "has to be a list with one pattern a head");
        for (std::size_t i = 0; i < patterns->size(); ++i)
            c.biasInit.push_back(readPattern((*patterns)[i], where + ": bias_init[" + std::to_string(i) + ']'));
    }
    visitNumbers(c, readerOf(fields));
    readParts(fields, where, c);
    fields.refuseUnknown();
    return c;
}

std::string formatTrainConfig(const TrainConfig& c)
{
    json object = {{"train", c.trainFile.string()},
                   {"validation", c.validationFile.string()},
                   {"output", c.outputDirectory.string()},
                   {"init_from", c.initFrom.string()},
                   {"model", json::parse(formatModelConfig(c.model))},
                   {"bias_init", json::array()}};
    for (const BiasPattern& pattern : c.biasInit)
        object["bias_init"].push_back(writePattern(pattern));
    visitNumbers(c, writerOf(object));
    visitSelectorLoss(c.selectorLoss, writerOf(object["selector_loss"]));
    visitCoupling(c.coupling, writerOf(object["coupling"]));
    visitAugmentation(c.augmentation, writerOf(object["augmentation"]));
    object["coupling"]["outside_label"] = c.coupling.outsideLabel;
    return object.dump(1) + '\n';
}

} // namespace corespan::model
