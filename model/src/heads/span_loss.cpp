// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/selector_loss.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace corespan::model {
namespace {

constexpr std::int64_t ignored = -100;

/// Where the batch's rows go in [sequences, types, longest], and which of those cells a boundary may be.
struct Layout
{
    at::Tensor rowOf;   ///< [sequences, longest]
    at::Tensor illegal; ///< [sequences, types, longest]: beyond the sequence, `</s>` of another type than the first, or
                        ///< in an ambiguous zone, where a boundary may or may not be
    std::int64_t types = 1;
    std::int64_t longest = 0;

    Layout(const TrainBatch& batch, std::int64_t typeCount) : types(typeCount), longest(batch.packed.longest())
    {
        const auto sequences = static_cast<std::int64_t>(batch.truth.size());
        rowOf = at::zeros({sequences, longest}, at::kLong);
        illegal = at::ones({sequences, types, longest}, at::kBool);
        for (std::int64_t s = 0; s < sequences; ++s) {
            const std::int64_t first = batch.packed.offsets[static_cast<std::size_t>(s)];
            const std::int64_t length = batch.truth[static_cast<std::size_t>(s)].length;
            rowOf[s].narrow(0, 0, length + 1).copy_(at::arange(first, first + length + 1, at::kLong));
            illegal[s].narrow(1, 0, length).fill_(false);
            illegal[s][0][length].fill_(false);
            for (const Span& zone : batch.truth[static_cast<std::size_t>(s)].ambiguous)
                illegal[s].narrow(1, zone.begin, zone.length()).fill_(true);
        }
    }

    std::int64_t cell(int type, std::int64_t position) const { return type * longest + position; }
    /// Logits of one side, [sequences, types * longest].
    at::Tensor scores(const at::Tensor& selector, std::int64_t side) const
    {
        const auto sequences = rowOf.size(0);
        const at::Tensor rows = selector.index_select(0, rowOf.to(selector.device()).flatten());
        const at::Tensor sided = rows.view({sequences, longest, types, 2}).select(3, side).transpose(1, 2);
        return sided.masked_fill(illegal.to(selector.device()), -1e4).reshape({sequences, types * longest});
    }
};

/// The cell of each record's boundary, or `ignored`.
at::Tensor boundaryCells(const TrainBatch& batch, const Layout& layout, bool isEnd)
{
    const at::Tensor cells = at::full({static_cast<std::int64_t>(batch.truth.size())}, ignored, at::kLong);
    for (std::size_t s = 0; s < batch.truth.size(); ++s) {
        const SelectorTruth& truth = batch.truth[s];
        if (!truth.annotated)
            continue;
        auto* cell = cells.data_ptr<std::int64_t>() + s;
        if (truth.cores.empty()) {
            *cell = layout.cell(0, truth.length);
            continue;
        }
        const GoldCore& core = truth.cores.front();
        const std::int64_t at = isEnd ? core.span.end - 1 : core.span.begin;
        const bool known =
            std::ranges::none_of(truth.ambiguous, [at](const Span& z) { return z.begin <= at && at < z.end; });
        if (known && (isEnd ? !core.openEnd : !core.openBegin))
            *cell = layout.cell(core.type, at);
    }
    return cells;
}

/// Target distributions: (1 - smoothing) times a Gaussian around the boundary within its type, the rest spread evenly.
at::Tensor softTargets(const at::Tensor& cells, const TrainBatch& batch, const Layout& layout,
                       const SelectorLossConfig& config)
{
    const at::Tensor legal = layout.illegal.logical_not().flatten(1).to(at::kFloat);
    const at::Tensor targets = legal / legal.sum(1, true) * config.labelSmoothing;
    for (std::size_t s = 0; s < batch.truth.size(); ++s) {
        const std::int64_t cell = cells.const_data_ptr<std::int64_t>()[s];
        if (cell == ignored)
            continue;
        float* row = targets.data_ptr<float>() + static_cast<std::int64_t>(s) * targets.size(1);
        const std::int64_t position = cell % layout.longest, base = cell - position, length = batch.truth[s].length;
        const auto reach = static_cast<std::int64_t>(std::ceil(3.0 * config.boundarySigma));
        const bool null = position == length;
        double mass = 0.0;
        const auto weight = [&](std::int64_t p) {
            const auto d = static_cast<double>(p - position);
            return p == position ? 1.0 : std::exp(-d * d / (2.0 * config.boundarySigma * config.boundarySigma));
        };
        const std::int64_t low = null ? position : std::max<std::int64_t>(0, position - reach);
        const std::int64_t high = null ? position : std::min(length - 1, position + reach);
        for (std::int64_t p = low; p <= high; ++p)
            mass += weight(p);
        for (std::int64_t p = low; p <= high; ++p)
            row[base + p] += static_cast<float>((1.0 - config.labelSmoothing) * weight(p) / mass);
    }
    return targets;
}

at::Tensor sideLoss(const at::Tensor& selector, const TrainBatch& batch, const Layout& layout, bool isEnd,
                    const SelectorLossConfig& config)
{
    const at::Tensor cells = boundaryCells(batch, layout, isEnd);
    const std::int64_t judged = (cells != ignored).sum().item<std::int64_t>();
    if (judged == 0)
        return {};
    const at::Tensor scores = layout.scores(selector, isEnd ? 1 : 0);
    if (config.labelSmoothing <= 0.0 && config.boundarySigma <= 0.0)
        return at::cross_entropy_loss(scores, cells.to(selector.device()), {}, at::Reduction::Mean, ignored);
    const at::Tensor targets = softTargets(cells, batch, layout, config).to(selector.device());
    const at::Tensor loss = -(targets * at::log_softmax(scores, 1)).sum(1);
    const at::Tensor kept = (cells != ignored).to(selector.device());
    return loss.masked_fill(kept.logical_not(), 0.0).sum() / judged;
}

} // namespace

at::Tensor spanLoss(const at::Tensor& selector, const TrainBatch& batch, std::int64_t types,
                    const SelectorLossConfig& config)
{
    const Layout layout(batch, types);
    const at::Tensor start = sideLoss(selector, batch, layout, false, config);
    const at::Tensor end = sideLoss(selector, batch, layout, true, config);
    if (!start.defined() || !end.defined())
        return start.defined() ? start : end;
    return start + end;
}

} // namespace corespan::model
