// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/span_decoder.h"

#include <string>
#include <vector>

namespace corespan::model {

/// The options that decodeSpan refuses, in messages that begin with `who`. \throws ModelError
void checkSpanOptions(const SpanDecodeOptions& options, const std::string& who);

/// \throws ModelError
void checkTemperature(double temperature, const std::string& who);

bool lengthAllowed(std::int64_t length, const SpanDecodeOptions& options);

/// P(position lies inside a core) where cores are disjoint: those begun by it less those ended before. The same from
/// the right, and the smaller of the two: each is exact on its own side and carries rounding to the other.
std::vector<double> insideProbability(const std::vector<double>& pStart, const std::vector<double>& pEnd);

/// What all decoders answer where nothing at all is legal: "no core", or nothing if that is not allowed either.
/// `temperature` divides nullScore in the partition.
Selection nothingLegal(std::size_t length, double nullScore, bool allowNull, double temperature);

/// Fills decision and margin where the outcomes are single cores and null; `candidates` holds the two best, if there
/// are so many, with probabilities, and is cut to nBest. Null wins only where it is strictly better.
void decideSingle(Selection& selection, const SpanDecodeOptions& options);

} // namespace corespan::model
