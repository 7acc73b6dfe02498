// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/loss.h"

#include "heads/decode_selector.h"
#include "heads/padded_loss.h"
#include "heads/selector_loss.h"
#include "train/coverage.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace corespan::model {
namespace {

constexpr std::int64_t ignored = -100;

std::int64_t outsideLabel(const nn::Network& network, const TrainConfig& config)
{
    const std::vector<std::string>& labels = network.config.labels;
    const auto it = std::ranges::find(labels, config.coupling.outsideLabel);
    return it == labels.end() ? Coverage::uniform : it - labels.begin();
}

/// The cores that the selector sees now, without gradient.
std::vector<Span> predictedCores(const nn::Network& network, const at::Tensor& selector, const TrainBatch& batch,
                                 std::size_t s)
{
    const at::Tensor rows = selector.detach().narrow(0, batch.packed.offsets[s], batch.truth[s].length + 1);
    DecodeOptions options = decodeOptionsOf(network.config);
    options.nBest = 1;
    options.grammar = false; // the translator is to meet the selector's own mistakes
    std::vector<Span> spans;
    for (const ScoredSpan& core : decodeSelector(network, rows.cpu().contiguous(), {}, options).selection.cores)
        spans.push_back(core.span);
    return spans;
}

/// [rows] targets of the translator with coupling and noise.
at::Tensor coveredLabels(const nn::Network& network, const nn::NetworkOutput& output, const TrainBatch& batch,
                         const TrainConfig& config, double progress, std::mt19937_64& generator)
{
    const double probability = output.selector.defined() ? couplingProbability(config.coupling, progress) : 0.0;
    if (probability <= 0.0 && config.coupling.boundaryNoise <= 0.0)
        return batch.labels;
    const at::Tensor labels = batch.labels.clone();
    const std::int64_t outside = outsideLabel(network, config);
    for (std::size_t s = 0; s < batch.truth.size(); ++s) {
        const SelectorTruth& truth = batch.truth[s];
        const std::span part(labels.data_ptr<std::int64_t>() + batch.packed.offsets[s],
                             static_cast<std::size_t>(truth.length));
        // Draw for every record, so that the numbers do not depend on which of them have labels.
        const bool coupled = drawUnit(generator) < probability;
        const std::vector<Span> noisy = noisyCores(truth, config.coupling.boundaryNoise, generator);
        if (truth.cores.empty() || std::ranges::none_of(part, [](std::int64_t label) { return label >= 0; }))
            continue;
        const std::vector<Span> covered = coupled ? predictedCores(network, output.selector, batch, s) : noisy;
        std::ranges::copy(coverLabels(part, truth, covered, outside).targets, part.begin());
    }
    return labels;
}

/// Cross-entropy over labelled positions and, where no label fits, with the uniform distribution; one mean over both.
at::Tensor translatorLoss(const at::Tensor& logits, const at::Tensor& targets, double smoothing)
{
    const at::Tensor labelled = targets.masked_fill(targets < 0, ignored);
    const auto known = (targets >= 0).sum().item<std::int64_t>();
    const auto uniform = (targets == Coverage::uniform).sum().item<std::int64_t>();
    if (known + uniform == 0)
        return {};
    if (uniform == 0)
        return at::cross_entropy_loss(logits, labelled, {}, at::Reduction::Mean, ignored, smoothing);
    const at::Tensor outside = (targets == Coverage::uniform).to(logits.device());
    const at::Tensor flat = -(at::log_softmax(logits, 1).mean(1) * outside).sum();
    const at::Tensor sum = at::cross_entropy_loss(logits, labelled, {}, at::Reduction::Sum, ignored, smoothing);
    return (sum + flat) / static_cast<double>(known + uniform);
}

double selectorWeight(const TrainConfig& config, double progress)
{
    if (config.selectorWeightEnd < 0.0)
        return config.selectorWeight;
    return config.selectorWeight + (config.selectorWeightEnd - config.selectorWeight) * std::clamp(progress, 0.0, 1.0);
}

} // namespace

Losses computeLosses(const nn::Network& network, const nn::NetworkOutput& output, const TrainBatch& batch,
                     const TrainConfig& config, double progress, std::mt19937_64& generator)
{
    Losses losses;
    if (batch.anyLabel && output.labels.defined()) {
        const at::Tensor targets = coveredLabels(network, output, batch, config, progress, generator);
        losses.total = translatorLoss(output.labels, targets.to(output.labels.device()), config.labelSmoothing);
        losses.translator = losses.total.defined() ? losses.total.item<double>() : 0.0;
    }
    if (!output.selector.defined())
        return losses;
    const at::Tensor selector = selectorLoss(network, output.selector, batch, config.selectorLoss);
    if (selector.defined()) {
        losses.selector = selector.item<double>();
        const at::Tensor weighted = selectorWeight(config, progress) * selector;
        losses.total = losses.total.defined() ? losses.total + weighted : weighted;
    }
    return losses;
}

Losses batchLosses(const nn::Network& network, const TrainBatch& batch, const TrainConfig& config, double progress,
                   const nn::TrainingMode& mode, std::mt19937_64& generator)
{
    const nn::NetworkOutput output = nn::forward(network, batch.ids, batch.encoderRows(), &mode, batch.kept);
    if (network.config.isPadded())
        return paddedLoss(network, output.hidden, batch, config.labelSmoothing, &mode);
    return computeLosses(network, output, batch, config, progress, generator);
}

} // namespace corespan::model
