// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/decode_selector.h"

#include "decode/typed_spans.h"
#include "heads/decode_orfs.h"
#include "heads/decoder_inputs.h"
#include "heads/tag_scheme.h"
#include "model/mask_decoder.h"
#include "model/padded_decoder.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace corespan::model {
namespace {

Selection decodeSpans(const ModelConfig& config, const at::Tensor& rows, const DecodeOptions& options)
{
    const at::Tensor columns = rows.t().contiguous(); // [2 * types, L + 1]
    return decodeTypedSpans(spanLogits(columns), spanOptions(config, options));
}

/// Sets of disjoint spans as tags: B carries the start logit, E the end logit, S both, O and I nothing.
Selection decodeSpanTags(const at::Tensor& rows, const TagDecodeOptions& options)
{
    const std::int64_t length = rows.size(0) - 1, types = rows.size(1) / 2;
    const at::Tensor emissions = at::zeros({length, 4 * types + 1});
    for (std::int64_t t = 0; t < types; ++t) {
        const at::Tensor start = rows.narrow(0, 0, length).select(1, 2 * t);
        const at::Tensor end = rows.narrow(0, 0, length).select(1, 2 * t + 1);
        emissions.select(1, 1 + 4 * t).copy_(start);
        emissions.select(1, 3 + 4 * t).copy_(end);
        emissions.select(1, 4 + 4 * t).copy_(start + end);
    }
    return decodeTags(values(emissions, emissions.numel()), TagScheme::Bioes, static_cast<int>(types), nullptr,
                      options);
}

Selection decodeMaskRows(const ModelConfig& config, const at::Tensor& rows, const DecodeOptions& options)
{
    MaskDecodeOptions mask;
    mask.threshold = options.threshold;
    mask.minLength = options.minLength;
    mask.maxLength = options.maxLength;
    mask.mergeGap = options.mergeGap;
    mask.exact = options.exactSegments;
    mask.nBest = options.nBest;
    mask.temperature = options.temperature;
    const int types = static_cast<int>(config.selector.types.size());
    return decodeMask(values(rows, (rows.size(0) - 1) * rows.size(1)), types, mask);
}

Selection decodeTagRows(const nn::Network& network, const at::Tensor& rows, const TagDecodeOptions& options)
{
    const SelectorConfig& selector = network.config.selector;
    const std::optional<CrfWeights> crf = crfWeights(network);
    return decodeTags(values(rows, (rows.size(0) - 1) * rows.size(1)), tagScheme(selector.kind),
                      static_cast<int>(selector.types.size()), crf ? &*crf : nullptr, options);
}

PaddedDecodeOptions paddedOptions(const DecodeOptions& options)
{
    return {options.minLength, options.maxLength, options.nBest};
}

SelectorResult decodeCtcRows(const ModelConfig& config, const at::Tensor& rows, const DecodeOptions& options)
{
    CtcDecodeOptions ctc;
    ctc.cores = spanOptions(config, options);
    ctc.cores.allowNull = options.allowNull;
    ctc.singleCore = options.singleCore;
    ctc.mergeGap = options.mergeGap;
    ctc.unit = config.decoding.unit;
    ctc.lead = (ctc.unit - 1) / 2;
    const CtcLogits logits{values(rows, (rows.size(0) - 1) * rows.size(1)), rows.size(1) - 1};
    CtcDecoding decoding = decodeCtc(logits, ctc);
    return {std::move(decoding.selection), std::move(decoding.hypotheses)};
}

/// Cores whose types keep to the rules; spans and masks are read as tags for that. `several` as above.
Selection decodeUnderRules(const nn::Network& network, const at::Tensor& rows, const DecodeOptions& options,
                           bool several)
{
    const ModelConfig& config = network.config;
    const int types = static_cast<int>(config.selector.types.size());
    TagDecodeOptions tags = tagOptions(options);
    applyTypeGrammar(config.selector.grammar.types, types, tags);
    if (config.selector.kind == SelectorKind::Span) {
        tags.singleCore = !several;
        tags.allowNull = options.allowNull && config.selector.null;
        return decodeSpanTags(rows - rows[rows.size(0) - 1].narrow(0, 0, 2).repeat({types}), tags);
    }
    if (config.selector.kind != SelectorKind::Mask)
        return decodeTagRows(network, rows, tags);
    const double cut = options.temperature * std::log(options.threshold / (1.0 - options.threshold));
    const auto count = static_cast<std::size_t>(types);
    if (tags.rules.touching.empty())
        tags.rules.touching.assign(count * count, 1);
    for (std::size_t t = 0; t < count; ++t)
        tags.rules.touching[t * count + t] = 0; // each mask is one sequence of cores
    const std::vector<float> emissions = maskAsTags(values(rows, (rows.size(0) - 1) * rows.size(1)), types, cut);
    return decodeTags(emissions, TagScheme::Bio, types, nullptr, tags);
}

bool constrained(const ModelConfig& config, const DecodeOptions& options, GrammarConfig::Kind kind)
{
    return options.grammar && config.selector.grammar.kind == kind;
}

} // namespace

SelectorResult decodeSelector(const nn::Network& network, const at::Tensor& rows, std::string_view sequence,
                              const DecodeOptions& options)
{
    if (constrained(network.config, options, GrammarConfig::Kind::Orf)) {
        SelectorResult result{decodeOrfs(network, {rows, sequence}, options)};
        if (network.config.selector.kind == SelectorKind::Ctc)
            result.strings = decodeCtcRows(network.config, rows, options).strings;
        return result;
    }
    if (constrained(network.config, options, GrammarConfig::Kind::Types))
        return {decodeUnderRules(network, rows, options, false)};
    switch (network.config.selector.kind) {
    case SelectorKind::Span:
        return {decodeSpans(network.config, rows, options)};
    case SelectorKind::Mask:
        return {decodeMaskRows(network.config, rows, options)};
    case SelectorKind::Bio:
    case SelectorKind::Bioes:
        return {decodeTagRows(network, rows, tagOptions(options))};
    case SelectorKind::Ctc:
        return decodeCtcRows(network.config, rows, options);
    case SelectorKind::Padded:
        return {decodePadded(values(rows, rows.numel()), paddedOptions(options))};
    }
    return {};
}

SelectorResult decodeStitched(const nn::Network& network, const at::Tensor& rows, std::string_view sequence,
                              const DecodeOptions& options)
{
    switch (network.config.selector.kind) {
    case SelectorKind::Span:
        return {decodeUnderRules(network, rows, options, true)};
    case SelectorKind::Padded:
        return {decodePaddedStitched(values(rows, rows.numel()), paddedOptions(options))};
    default:
        return decodeSelector(network, rows, sequence, options);
    }
}

DecodeOptions decodeOptionsOf(const ModelConfig& config)
{
    DecodeOptions options;
    options.minLength = config.decoding.minLength;
    options.maxLength = config.decoding.maxLength;
    options.nullBias = config.decoding.nullBias;
    options.nBest = static_cast<std::size_t>(config.decoding.nBest);
    options.allowNull = config.selector.null;
    options.threshold = config.decoding.threshold;
    options.mergeGap = config.decoding.mergeGap;
    options.exactSegments = config.decoding.exactSegments;
    options.singleCore = config.decoding.singleCore;
    options.grammar = config.decoding.grammar;
    return options;
}

} // namespace corespan::model
