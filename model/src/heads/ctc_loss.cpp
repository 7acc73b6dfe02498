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

/// The same over the paths whose letters stand `step` positions apart. Each is all blanks with the odds of its letters
/// against blanks, which lie on a slanted line through [position, letter].
at::Tensor spacedSurprise(const at::Tensor& logProbabilities, const std::vector<std::int16_t>& target,
                          std::int64_t step)
{
    const auto letters = static_cast<std::int64_t>(target.size());
    const std::int64_t begins = logProbabilities.size(0) - (letters - 1) * step;
    const at::Tensor blank = logProbabilities.select(1, logProbabilities.size(1) - 1);
    const at::Tensor ids = at::empty({letters}, at::kLong);
    std::ranges::copy(target, ids.data_ptr<std::int64_t>());
    const at::Tensor odds =
        (logProbabilities - blank.unsqueeze(1)).index_select(1, ids.to(logProbabilities.device())).contiguous();
    const at::Tensor paths = odds.as_strided({begins, letters}, {letters, step * letters + 1}).sum(1);
    return -(blank.sum() + at::logsumexp(paths, 0));
}

bool fits(const SelectorTruth& truth, std::int64_t step)
{
    const auto letters = static_cast<std::int64_t>(truth.target.size());
    return step == 0 || (letters - 1) * step < truth.length;
}

} // namespace

at::Tensor ctcLoss(const at::Tensor& selector, const TrainBatch& batch, const SelectorLossConfig& config)
{
    at::Tensor total;
    std::int64_t positions = 0;
    // One call a record: torch's CTC wants padding, and the batch is packed.
    for (std::size_t s = 0; s < batch.truth.size(); ++s) {
        const SelectorTruth& truth = batch.truth[s];
        const bool known = !truth.target.empty() || (truth.annotated && truth.cores.empty() && truth.ambiguous.empty());
        if (!known || truth.length == 0 || !fits(truth, config.ctcStep))
            continue;
        const at::Tensor rows = selector.narrow(0, batch.packed.offsets[s], truth.length);
        const at::Tensor scores = at::log_softmax(rows, 1);
        const bool spaced = config.ctcStep > 0 && !truth.target.empty();
        const at::Tensor loss =
            spaced ? spacedSurprise(scores, truth.target, config.ctcStep) : surprise(scores, truth.target);
        total = total.defined() ? total + loss : loss;
        positions += truth.length;
    }
    return positions > 0 ? total / static_cast<double>(positions) : total;
}

} // namespace corespan::model
