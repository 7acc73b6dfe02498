// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/span_decoder.h"

namespace corespan::model {

/// decodeSpan() over several types at once: one core of one type, or null, under one joint distribution. Element t
/// holds the logits of type t; null is the first one's. With one type the result is decodeSpan()'s. pType has a row a
/// type.
Selection decodeTypedSpans(std::span<const SpanLogits> byType, const SpanDecodeOptions& options);

/// Selections of disjoint sets of outcomes, joined into one distribution by their partitions; `allowNull`: the first
/// one's null takes part. Element t becomes type t.
Selection joinTypes(std::vector<Selection> byType, bool allowNull, std::size_t nBest);

} // namespace corespan::model
