// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/selector_loss.h"

#include <ATen/ATen.h>

namespace corespan::model {
namespace {

/// -log P(target) of one record; a target of no letters is a path of blanks only.
at::Tensor surprise(const at::Tensor& logProbabilities, const std::vector<std::int16_t>& target)
{
    const std::int64_t blank = logProbabilities.size(1) - 1;
    if (target.empty())
        return -logProbabilities.select(1, blank).sum();
    const auto letters = static_cast<std::int64_t>(target.size());
    const at::Tensor ids = at::empty({1, letters}, at::kLong);
    std::ranges::copy(target, ids.data_ptr<std::int64_t>());
    const std::int64_t lengths[] = {logProbabilities.size(0)}, targetLengths[] = {letters};
    return at::ctc_loss(logProbabilities.unsqueeze(1), ids.to(logProbabilities.device()), at::IntArrayRef(lengths),
                        at::IntArrayRef(targetLengths), blank, at::Reduction::Sum, false);
}

} // namespace

at::Tensor ctcLoss(const at::Tensor& selector, const TrainBatch& batch)
{
    at::Tensor total;
    std::int64_t positions = 0;
    // One call a record: torch's CTC wants padding, and the batch is packed.
    for (std::size_t s = 0; s < batch.truth.size(); ++s) {
        const SelectorTruth& truth = batch.truth[s];
        const bool known = !truth.target.empty() || (truth.annotated && truth.cores.empty() && truth.ambiguous.empty());
        if (!known || truth.length == 0)
            continue;
        const at::Tensor rows = selector.narrow(0, batch.packed.offsets[s], truth.length);
        const at::Tensor loss = surprise(at::log_softmax(rows, 1), truth.target);
        total = total.defined() ? total + loss : loss;
        positions += truth.length;
    }
    return positions > 0 ? total / static_cast<double>(positions) : total;
}

} // namespace corespan::model
