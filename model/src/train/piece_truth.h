// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "train/examples.h"

namespace corespan::model {

/// What is true of positions, as far as it can be said of pieces. A core takes in the pieces that it cuts; where two
/// cores meet in a piece, the first has it. A zone takes in the pieces that it touches.
SelectorTruth truthOfPieces(const SelectorTruth& truth, const Pieces& pieces);

/// A piece's label is that of its positions, as far as they have one; -100 where they disagree. labels: [L] or empty
std::vector<std::int64_t> labelsOfPieces(const std::vector<std::int64_t>& labels, const Pieces& pieces);

/// Beside checkRecords(), where the tokenizer gives pieces: no two cores of a record meet in a piece, and CTC targets
/// can be aligned to as many pieces as there are. \throws ModelError naming the records, the first twenty
void checkPieces(const Tokenizer& tokenizer, const ModelConfig& model, std::span<const TrainRecord> records,
                 const char* which);

} // namespace corespan::model
