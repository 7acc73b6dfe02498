// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/decode_selector.h"

#include "decode/typed_spans.h"
#include "heads/tag_scheme.h"
#include "model/mask_decoder.h"

#include <ATen/ATen.h>

namespace corespan::model {
namespace {

std::span<const float> values(const at::Tensor& t, std::int64_t count)
{
    return {t.const_data_ptr<float>(), static_cast<std::size_t>(count)};
}

SpanDecodeOptions spanOptions(const ModelConfig& config, const DecodeOptions& options)
{
    SpanDecodeOptions span;
    span.minLength = options.minLength;
    span.maxLength = options.maxLength;
    span.allowNull = options.allowNull && config.selector.null;
    span.nullBias = options.nullBias;
    span.nBest = options.nBest;
    span.temperature = options.temperature;
    return span;
}

TagDecodeOptions tagOptions(const DecodeOptions& options)
{
    TagDecodeOptions tags;
    tags.minLength = options.minLength;
    tags.maxLength = options.maxLength;
    tags.allowNull = options.allowNull;
    tags.nullBias = options.nullBias;
    tags.singleCore = options.singleCore;
    tags.nBest = options.nBest;
    tags.temperature = options.temperature;
    return tags;
}

Selection decodeSpans(const ModelConfig& config, const at::Tensor& rows, const DecodeOptions& options)
{
    const std::int64_t length = rows.size(0) - 1;
    const at::Tensor columns = rows.t().contiguous(); // [2 * types, L + 1]
    const float* first = columns.const_data_ptr<float>();
    std::vector<SpanLogits> byType;
    for (std::int64_t t = 0; t < columns.size(0) / 2; ++t) {
        const float *start = first + 2 * t * (length + 1), *end = start + length + 1;
        const auto count = static_cast<std::size_t>(length);
        byType.push_back(
            {{start, count}, {end, count}, static_cast<double>(start[length]), static_cast<double>(end[length])});
    }
    return decodeTypedSpans(byType, spanOptions(config, options));
}

/// Sets of disjoint spans as tags: B carries the start logit, E the end logit, S both, O and I nothing.
Selection decodeSpanSets(const at::Tensor& rows, const DecodeOptions& options)
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
                      tagOptions(options));
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

Selection decodeTagRows(const nn::Network& network, const at::Tensor& rows, const DecodeOptions& options)
{
    const SelectorConfig& selector = network.config.selector;
    CrfWeights crf;
    if (network.crfStart.defined())
        crf = {values(network.crfStart, network.crfStart.numel()), values(network.crfEnd, network.crfEnd.numel()),
               values(network.crfTransitions, network.crfTransitions.numel())};
    return decodeTags(values(rows, (rows.size(0) - 1) * rows.size(1)), tagScheme(selector.kind),
                      static_cast<int>(selector.types.size()), network.crfStart.defined() ? &crf : nullptr,
                      tagOptions(options));
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

} // namespace

SelectorResult decodeSelector(const nn::Network& network, const at::Tensor& rows, std::string_view /*sequence*/,
                              const DecodeOptions& options)
{
    switch (network.config.selector.kind) {
    case SelectorKind::Span:
        return {decodeSpans(network.config, rows, options), {}};
    case SelectorKind::Mask:
        return {decodeMaskRows(network.config, rows, options), {}};
    case SelectorKind::Bio:
    case SelectorKind::Bioes:
        return {decodeTagRows(network, rows, options), {}};
    case SelectorKind::Ctc:
        return decodeCtcRows(network.config, rows, options);
    }
    return {};
}

SelectorResult decodeStitched(const nn::Network& network, const at::Tensor& rows, std::string_view sequence,
                              const DecodeOptions& options)
{
    if (network.config.selector.kind != SelectorKind::Span)
        return decodeSelector(network, rows, sequence, options);
    return {decodeSpanSets(rows, options), {}};
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
    return options;
}

} // namespace corespan::model
