// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/check_config.h"

#include <cstdio>

namespace corespan::model {
namespace {

using Messages = std::vector<std::string>;

void note(Messages& messages, bool wrong, const std::string& message)
{
    if (wrong)
        messages.push_back(message);
}

std::string shortText(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

bool isNucleic(Alphabet alphabet)
{
    return alphabet == Alphabet::Dna || alphabet == Alphabet::Rna;
}

void checkAugmentation(const AugmentationConfig& a, const ModelConfig& model, Messages& messages)
{
    note(messages, a.reverseComplement > 0.0 && !isNucleic(model.alphabet),
         std::string("\"augmentation\": reverse_complement is for dna and rna; the model's alphabet is ") +
             name(model.alphabet) + ".");
    note(messages, (a.flankSubstitution > 0.0 || a.coreSubstitution > 0.0) && model.alphabet == Alphabet::Text,
         "\"augmentation\": letters of text cannot be substituted; the model's alphabet is text.");
}

} // namespace

std::vector<std::string> contradictions(const TrainConfig& c)
{
    Messages messages;
    note(messages, c.epochs <= 0.0 && c.maxMinutes <= 0.0, "\"epochs\" and \"max_minutes\" are both 0: nothing ends.");
    note(messages, c.minFlank >= 0 && c.maxFlank >= 0 && c.maxFlank < c.minFlank,
         "\"max_flank\" (" + std::to_string(c.maxFlank) + ") is below \"min_flank\" (" + std::to_string(c.minFlank) +
             ").");
    note(messages, c.minFlank < 0 && c.maxFlank >= 0,
         "\"max_flank\" has no effect without \"min_flank\": set that to 0 or more.");
    note(messages, c.coupling.full < c.coupling.warmUp,
         "\"coupling\": full (" + shortText(c.coupling.full) + ") must not be below warm_up (" +
             shortText(c.coupling.warmUp) + ").");
    note(messages, c.pretraining.spanLength * (1.0 - c.pretraining.maskShare) < c.pretraining.maskShare,
         "\"pretraining\": mask_share is " + shortText(c.pretraining.maskShare) +
             ", which leaves no gaps between stretches of span_length " + shortText(c.pretraining.spanLength) +
             ": lengthen the one or lower the other.");
    note(messages, c.pretraining.randomShare + c.pretraining.keptShare > 1.0,
         "\"pretraining\": random_share and kept_share together are above 1.");
    note(messages, c.biasInit.size() > 0 && !c.initFrom.empty(),
         "\"bias_init\" has no effect with \"init_from\", which brings a bias: leave one of them out.");
    if (c.initFrom.empty()) {
        const Messages more = contradictions(c, c.model);
        messages.insert(messages.end(), more.begin(), more.end());
    }
    return messages;
}

std::vector<std::string> contradictions(const TrainConfig& c, const ModelConfig& model)
{
    Messages messages;
    const auto heads = static_cast<std::size_t>(model.encoder.numHeads);
    note(messages, !c.biasInit.empty() && c.biasInit.size() != heads,
         "\"bias_init\" has " + std::to_string(c.biasInit.size()) + " patterns for " + std::to_string(heads) +
             " heads; give one a head, or none.");
    note(messages, c.freezeLayers > model.encoder.numLayers,
         "\"freeze_layers\" is " + std::to_string(c.freezeLayers) + ", but the encoder has " +
             std::to_string(model.encoder.numLayers) + " layers; -1 freezes all.");
    checkAugmentation(c.augmentation, model, messages);
    return messages;
}

} // namespace corespan::model
