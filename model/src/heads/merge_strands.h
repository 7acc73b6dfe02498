// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "heads/decode_selector.h"

namespace corespan::model {

/// Two strands of one type that were decoded by themselves, the second in its own order, on forward coordinates: its
/// cores are of type 1. Of cores that overlap the more probable one stays, ties to the forward strand. Tracks take the
/// strands as independent: P(either) = 1 - (1 - p)(1 - q).
SelectorResult mergeStrands(SelectorResult forward, SelectorResult reverse, const DecodeOptions& options);

} // namespace corespan::model
