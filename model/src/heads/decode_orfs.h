// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "heads/decode_selector.h"

namespace corespan::model {

/// Cores among the sequence's open reading frames; a span selector finds one at most.
Selection decodeOrfs(const nn::Network& network, const StrandRows& strand, const DecodeOptions& options);

/// The same among the frames of both strands, disjoint; see decodeBothStrands().
Selection decodeOrfs(const nn::Network& network, const StrandRows& forward, const StrandRows& reverse,
                     const DecodeOptions& options);

} // namespace corespan::model
