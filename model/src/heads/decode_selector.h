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
    Selection selection;
    std::vector<CtcHypothesis> strings; ///< ctc only
};

/// Decodes the selector's logits of one record by the decoder of the model's kind. rows: [L + 1, selectorRows] float on
/// the CPU, contiguous, the last row is `</s>`; sequence: the record's residues, for grammars (may be empty without
/// one). \throws ModelError for impossible options or logits that are not finite
SelectorResult decodeSelector(const nn::Network& network, const at::Tensor& rows, std::string_view sequence,
                              const DecodeOptions& options);

/// The same for the stitched rows of a long record, where a span selector too may find several cores: it scores a set
/// of disjoint cores by the sum of their start and end logits, each relative to its window's null.
SelectorResult decodeStitched(const nn::Network& network, const at::Tensor& rows, std::string_view sequence,
                              const DecodeOptions& options);

/// Decoding options that a model's configuration asks for.
DecodeOptions decodeOptionsOf(const ModelConfig& config);

} // namespace corespan::model
