// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/selector_loss.h"

#include <ATen/ATen.h>

namespace corespan::model {
namespace {

/// [rows, types] each: 1 inside a core of the type; 1 where the position is judged at all.
std::pair<at::Tensor, at::Tensor> maskTargets(const TrainBatch& batch, std::int64_t types)
{
    const at::Tensor inside = at::zeros({batch.packed.rows(), types});
    const at::Tensor judged = at::zeros({batch.packed.rows(), types});
    for (std::size_t s = 0; s < batch.truth.size(); ++s) {
        const SelectorTruth& truth = batch.truth[s];
        const std::int64_t first = batch.packed.offsets[s];
        if (!truth.annotated || truth.length == 0)
            continue;
        judged.narrow(0, first, truth.length).fill_(1.0);
        for (const GoldCore& core : truth.cores)
            inside.select(1, core.type).narrow(0, first + core.span.begin, core.span.length()).fill_(1.0);
        for (const Span& zone : truth.ambiguous)
            judged.narrow(0, first + zone.begin, zone.length()).fill_(0.0);
    }
    return {inside, judged};
}

} // namespace

at::Tensor maskLoss(const at::Tensor& selector, const TrainBatch& batch, std::int64_t types,
                    const SelectorLossConfig& config)
{
    auto [inside, judged] = maskTargets(batch, types);
    const double count = judged.sum().item<double>();
    if (count == 0.0)
        return {};
    inside = inside.to(selector.device());
    judged = judged.to(selector.device());
    // -log p of the truth, stable for logits of any size.
    const at::Tensor surprise = at::softplus(at::where(inside > 0, -selector, selector));
    at::Tensor weight = judged * (1.0 + (config.positiveWeight - 1.0) * inside);
    if (config.focalGamma > 0.0) {
        const at::Tensor wrong = -at::expm1(-surprise); // 1 - p of the truth
        const at::Tensor alpha = config.focalAlpha * inside + (1.0 - config.focalAlpha) * (1.0 - inside);
        weight = judged * alpha * wrong.pow(config.focalGamma);
    }
    return (weight * surprise).sum() / count;
}

} // namespace corespan::model
