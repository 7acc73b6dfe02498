// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/ctc_decoder.h"
#include "model/decode_options.h"
#include "model/selection.h"
#include "nn/network.h"

#include <string_view>

namespace corespan::model {

struct SelectorResult
{
    Selection selection = {};
    std::vector<CtcHypothesis> strings = {}; ///< ctc only
    std::vector<CtcHypothesis> reverseStrings =
        {}; ///< ctc on both strands: those of the other one, on its own positions
};

/// What one strand of a record gives, in that strand's own order.
struct StrandRows
{
    at::Tensor rows;           ///< [L + 1, selector rows] float on the CPU, contiguous, the last row is `</s>`
    std::string_view sequence; ///< [L] residues
};

/// Decodes the selector's logits of one record by the decoder of the model's kind. rows: [L + 1, selectorRows] float on
/// the CPU, contiguous, the last row is `</s>`; sequence: the record's residues, for grammars (may be empty without
/// one). \throws ModelError for impossible options or logits that are not finite
SelectorResult decodeSelector(const nn::Network& network, const at::Tensor& rows, std::string_view sequence,
                              const DecodeOptions& options);

/// The same for the stitched rows of a long record. A span selector is decoded so only under a grammar of types, where
/// it may find several cores: a set of them scores the sum of their start and end logits, each relative to its window's
/// null. Without one, see SpanViews.
SelectorResult decodeStitched(const nn::Network& network, const at::Tensor& rows, std::string_view sequence,
                              const DecodeOptions& options);

/// Decoding options that a model's configuration asks for.
DecodeOptions decodeOptionsOf(const ModelConfig& config);

} // namespace corespan::model
