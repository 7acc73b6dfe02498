// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/decode_orfs.h"

#include "heads/decoder_inputs.h"
#include "heads/tag_scheme.h"
#include "model/listed_decoder.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <iterator>

namespace corespan::model {
namespace {

struct OrfScores
{
    std::vector<ScoredSpan> cores;
    std::vector<double> touching; ///< see ListedDecodeOptions
};

std::vector<Span> legalOrfs(const ModelConfig& config, std::string_view sequence, const DecodeOptions& options)
{
    return legalOrfs(sequence, config.selector.grammar.orf, options.minLength, options.maxLength);
}

OrfScores tagScores(const nn::Network& network, std::span<const float> logits, std::span<const Span> legal)
{
    const SelectorConfig& selector = network.config.selector;
    const TagScheme scheme = tagScheme(selector.kind);
    const int types = static_cast<int>(selector.types.size());
    const std::optional<CrfWeights> crf = crfWeights(network);
    OrfScores scores{listedTagScores(logits, scheme, types, crf ? &*crf : nullptr, legal), {}};
    if (crf)
        scores.touching = listedTagTouching(scheme, types, *crf);
    return scores;
}

std::vector<ScoredSpan> ctcScores(const ModelConfig& config, const CtcLogits& logits, std::span<const Span> legal,
                                  const DecodeOptions& options)
{
    const bool stopHasLabel = std::ranges::find(config.labels, "*") != config.labels.end();
    const std::int64_t tail = config.selector.grammar.orf.stopInside && !stopHasLabel ? 3 : 0;
    return listedCtcScores(logits, legal, {config.decoding.unit, tail, options.temperature});
}

/// What the selector says of each frame of a strand, on that strand's own positions.
OrfScores scoreOrfs(const nn::Network& network, const StrandRows& strand, const DecodeOptions& options)
{
    const std::vector<Span> legal = legalOrfs(network.config, strand.sequence, options);
    const auto logits = values(strand.rows, (strand.rows.size(0) - 1) * strand.rows.size(1));
    const int types = static_cast<int>(network.config.selector.types.size());
    switch (network.config.selector.kind) {
    case SelectorKind::Span: {
        const at::Tensor columns = strand.rows.t().contiguous();
        return {listedSpanScores(spanLogits(columns), legal), {}};
    }
    case SelectorKind::Mask:
        return {listedMaskScores(logits, types, legal, options.threshold, options.temperature), {}};
    case SelectorKind::Bio:
    case SelectorKind::Bioes:
        return tagScores(network, logits, legal);
    case SelectorKind::Ctc:
        return {ctcScores(network.config, {logits, strand.rows.size(1) - 1}, legal, options), {}};
    case SelectorKind::Padded: // refused by validate()
        break;
    }
    return {};
}

ListedDecodeOptions listedOptions(const ModelConfig& config, const DecodeOptions& options)
{
    ListedDecodeOptions listed{options.allowNull, options.nullBias,    options.singleCore,
                               options.nBest,     options.temperature, {}};
    if (config.selector.kind == SelectorKind::Span) {
        listed.allowNull = spanOptions(config, options).allowNull;
        listed.singleCore = true;
    }
    if (config.selector.kind == SelectorKind::Ctc)
        listed.temperature = 1.0; // in the scores already
    return listed;
}

/// Weights of touching cores of 2 T types: between strands nothing changes, as each sees the other's cores as outside.
std::vector<double> touchingOnBothStrands(const std::vector<double>& own, std::size_t types)
{
    if (own.empty())
        return {};
    std::vector<double> both(4 * types * types, 0.0);
    for (std::size_t a = 0; a < types; ++a)
        for (std::size_t b = 0; b < types; ++b) {
            both[a * 2 * types + b] = own[a * types + b];
            both[(types + b) * 2 * types + types + a] = own[a * types + b];
        }
    return both;
}

} // namespace

Selection decodeOrfs(const nn::Network& network, const StrandRows& strand, const DecodeOptions& options)
{
    const ModelConfig& config = network.config;
    const int types = static_cast<int>(config.selector.types.size());
    if (config.selector.kind == SelectorKind::Span && types == 1) {
        const at::Tensor columns = strand.rows.t().contiguous();
        return decodeListedSpan(spanLogits(columns).front(), legalOrfs(config, strand.sequence, options),
                                spanOptions(config, options));
    }
    OrfScores scores = scoreOrfs(network, strand, options);
    ListedDecodeOptions listed = listedOptions(config, options);
    listed.touching = std::move(scores.touching);
    return decodeListedSet(scores.cores, strand.rows.size(0) - 1, types, listed);
}

Selection decodeOrfs(const nn::Network& network, const StrandRows& forward, const StrandRows& reverse,
                     const DecodeOptions& options)
{
    const std::int64_t length = forward.rows.size(0) - 1;
    const int types = static_cast<int>(network.config.selector.types.size());
    OrfScores scores = scoreOrfs(network, forward, options);
    for (ScoredSpan core : scoreOrfs(network, reverse, options).cores) {
        core.span = {length - core.span.end, length - core.span.begin};
        core.type += types;
        scores.cores.push_back(core);
    }
    ListedDecodeOptions listed = listedOptions(network.config, options);
    listed.touching = touchingOnBothStrands(scores.touching, static_cast<std::size_t>(types));
    return decodeListedSet(scores.cores, length, 2 * types, listed);
}

} // namespace corespan::model
