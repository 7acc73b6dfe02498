// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/predictor.h"
#include "model/tokenizer.h"

namespace corespan::model {

/// What is said of pieces, said of positions. A core runs from the first position of its first piece to the last of its
/// last. P(start) goes to a piece's first position and P(end) to its last, the others have 0; everything else is said
/// of each position of a piece alike. \p labels: columns of the label matrix
void toPositions(const Pieces& pieces, std::size_t labels, Prediction& prediction);

/// The same for raw outputs: each position has its piece's row.
void toPositions(const Pieces& pieces, RawLogits& logits);

} // namespace corespan::model
