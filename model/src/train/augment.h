// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "train/examples.h"

#include <optional>

namespace corespan::model {

/// With AugmentationConfig::cropProbability a piece of a slice that is longer than a piece: the boundary it was drawn
/// for lies in its middle half, or nearer to an edge where the slice ends there.
Slice cropSlice(const Slice& slice, const TrainRecord& record, const AugmentationConfig& config,
                std::mt19937_64& generator);

/// With AugmentationConfig::reverseComplement the same piece of the reverse complement, where that says something of
/// the record; and the seed of its substitutions. Draws the same numbers whatever the record.
Slice changeSlice(const Slice& slice, const TrainRecord& record, const AugmentationConfig& config,
                  std::mt19937_64& generator);

/// The record as its slice shows it: in slice.reversed's direction, letters replaced inside the slice. Nothing where
/// that is the record itself.
std::optional<TrainRecord> changedRecord(const TrainRecord& record, const Slice& slice,
                                         const AugmentationConfig& config, Alphabet alphabet);

/// All of the record read from the other strand; IUPAC codes and case kept, U becomes A and A becomes T.
/// \throws nothing: other letters stay
TrainRecord reverseComplement(const TrainRecord& record, AugmentationConfig::ReverseGold gold);

} // namespace corespan::model
