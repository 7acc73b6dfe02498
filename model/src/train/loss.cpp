// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/loss.h"

#include <ATen/ATen.h>

namespace corespan::model {
namespace {

constexpr std::int64_t ignored = -100;

at::Tensor selectorLoss(const at::Tensor& selector, const TrainBatch& batch)
{
    const auto sequences = batch.rowOf.size(0), longest = batch.rowOf.size(1);
    const at::Tensor padded = selector.index_select(0, batch.rowOf.flatten()).view({sequences, longest, 2});
    const at::Tensor start = padded.select(2, 0).masked_fill(batch.padding, -1e4);
    const at::Tensor end = padded.select(2, 1).masked_fill(batch.padding, -1e4);
    return at::cross_entropy_loss(start, batch.start, {}, at::Reduction::Mean, ignored) +
           at::cross_entropy_loss(end, batch.end, {}, at::Reduction::Mean, ignored);
}

} // namespace

Losses computeLosses(const nn::NetworkOutput& output, const TrainBatch& batch, double selectorWeight,
                     double labelSmoothing)
{
    Losses losses;
    if (batch.anyLabel && output.labels.defined()) {
        losses.total =
            at::cross_entropy_loss(output.labels, batch.labels, {}, at::Reduction::Mean, ignored, labelSmoothing);
        losses.translator = losses.total.item<double>();
    }
    if (batch.anySpan && output.selector.defined()) {
        const at::Tensor selector = selectorLoss(output.selector, batch);
        losses.selector = selector.item<double>();
        losses.total = losses.total.defined() ? losses.total + selectorWeight * selector : selectorWeight * selector;
    }
    return losses;
}

} // namespace corespan::model
