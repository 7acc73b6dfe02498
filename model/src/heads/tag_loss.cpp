// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/crf_function.h"
#include "heads/selector_loss.h"
#include "heads/tag_scheme.h"

#include "model/tag_decoder.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace corespan::model {
namespace {

constexpr std::int64_t ignored = -100;

/// Which tags each position may have, [length * tags]: one where the truth is known, all in ambiguous zones, those that
/// go on beyond the edge as well at an open end.
std::vector<std::uint8_t> allowedTags(const SelectorTruth& truth, TagScheme scheme, int types)
{
    const auto tags = static_cast<std::size_t>(tagCount(scheme, types));
    std::vector<std::uint8_t> allowed(static_cast<std::size_t>(truth.length) * tags, 0);
    std::vector<ScoredSpan> cores;
    for (const GoldCore& core : truth.cores)
        cores.push_back({core.span, 0.0, 0.0, core.type});
    const std::vector<std::int16_t> known = tagsOf(cores, truth.length, scheme, types);
    const auto at = [&](std::int64_t position, int tag) -> std::uint8_t& {
        return allowed[static_cast<std::size_t>(position) * tags + static_cast<std::size_t>(tag)];
    };
    for (std::int64_t i = 0; i < truth.length; ++i)
        at(i, known[static_cast<std::size_t>(i)]) = 1;
    for (const GoldCore& core : truth.cores) {
        for (const std::int64_t edge : {core.span.begin, core.span.end - 1}) {
            const bool begins = edge == core.span.begin, ends = edge == core.span.end - 1;
            for (const bool before : {false, core.openBegin || !begins})
                for (const bool after : {false, core.openEnd || !ends})
                    if ((before || begins) && (after || ends))
                        at(edge, tagFor(scheme, core.type, before, after)) = 1;
        }
    }
    for (const Span& zone : truth.ambiguous)
        std::fill(&at(zone.begin, 0), &at(zone.begin, 0) + static_cast<std::size_t>(zone.length()) * tags,
                  std::uint8_t{1});
    return allowed;
}

/// A core that goes on beyond the record's edge may stand there with a tag that goes on, which a whole record forbids.
CrfConstraints withOpenEdges(CrfConstraints constraints, const SelectorTruth& truth, TagScheme scheme)
{
    const auto allow = [&](std::vector<std::uint8_t>& at, int type, bool before, bool after) {
        at[static_cast<std::size_t>(tagFor(scheme, type, before, after))] = 1;
    };
    for (const GoldCore& core : truth.cores)
        for (const bool further : {false, true}) {
            if (core.openBegin && core.span.begin == 0)
                allow(constraints.start, core.type, true, further);
            if (core.openEnd && core.span.end == truth.length)
                allow(constraints.end, core.type, further, true);
        }
    return constraints;
}

/// The only allowed tag, or `ignored`.
std::int64_t onlyTag(std::span<const std::uint8_t> allowed)
{
    if (std::ranges::count(allowed, std::uint8_t{1}) != 1)
        return ignored;
    return std::ranges::find(allowed, std::uint8_t{1}) - allowed.begin();
}

} // namespace

at::Tensor tagLoss(const nn::Network& network, const at::Tensor& selector, const TrainBatch& batch)
{
    const TagScheme scheme = tagScheme(network.config.selector.kind);
    const int types = static_cast<int>(network.config.selector.types.size());
    const auto tags = static_cast<std::size_t>(tagCount(scheme, types));
    const CrfConstraints constraints = tagConstraints(scheme, types);
    const at::Tensor targets = at::full({batch.packed.rows()}, ignored, at::kLong);
    const at::Tensor emissions = network.crfStart.defined() ? selector.cpu() : selector;
    at::Tensor total;
    std::int64_t positions = 0;
    for (std::size_t s = 0; s < batch.truth.size(); ++s) {
        const SelectorTruth& truth = batch.truth[s];
        if (!truth.annotated || truth.length == 0)
            continue;
        const std::vector<std::uint8_t> allowed = allowedTags(truth, scheme, types);
        positions += truth.length;
        if (network.crfStart.defined()) {
            const at::Tensor rows = emissions.narrow(0, batch.packed.offsets[s], truth.length);
            const at::Tensor loss = crfSurprise(network, rows, allowed, withOpenEdges(constraints, truth, scheme));
            total = total.defined() ? total + loss : loss;
            continue;
        }
        auto* to = targets.data_ptr<std::int64_t>() + batch.packed.offsets[s];
        for (std::size_t i = 0; i < static_cast<std::size_t>(truth.length); ++i)
            to[i] = onlyTag(std::span(allowed).subspan(i * tags, tags));
    }
    if (positions == 0)
        return {};
    if (total.defined())
        return total / static_cast<double>(positions);
    if ((targets >= 0).sum().item<std::int64_t>() == 0)
        return {};
    return at::cross_entropy_loss(selector, targets.to(selector.device()), {}, at::Reduction::Mean, ignored);
}

} // namespace corespan::model
