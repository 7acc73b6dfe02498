// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "heads/decode_selector.h"

namespace corespan::model {

/// Decodes the two strands of one record together, on the forward strand's coordinates. The result has 2 T types: T + t
/// is type t read on the reverse strand; pType has a row for each, always.
///
/// The strands were predicted independently, so a set of cores on both weighs the product of what each strand gives its
/// own part, and of all sets only those of disjoint cores are possible: best set, candidates, probabilities and tracks
/// are exact for that distribution, by the decoder of the model's kind over 2 T types. A CTC selector without grammar
/// and a padded one have no such decoder: each strand is decoded by itself, and of cores that overlap the more probable
/// one stays.
///
/// `several`: as decodeStitched(), for span selectors.
/// \throws ModelError as decodeSelector(), and for a grammar of types that says where in the record, or on which side,
/// they are
SelectorResult decodeBothStrands(const nn::Network& network, const StrandRows& forward, const StrandRows& reverse,
                                 const DecodeOptions& options, bool several);

} // namespace corespan::model
