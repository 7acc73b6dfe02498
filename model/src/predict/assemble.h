// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/predictor.h"
#include "predict/engine.h"
#include "predict/stitch.h"

#include <optional>

namespace corespan::model {

/// Decodes the selector and the labels of sequence `s` of a batch, whose residues are `sequence`; positions are those.
Prediction assemblePrediction(const nn::Network& network, const BatchOutput& output, std::int64_t s,
                              std::string_view sequence, const PredictOptions& options);

/// A strand's residues with what its windows say.
struct Strand
{
    std::string_view sequence;
    StrandTracks tracks;
    const Pieces* pieces = nullptr; ///< what the tracks are of; null: positions
};

/// Sequence `s` of a batch, seen in one piece. The strand points into `output`.
Strand wholeStrand(const nn::Network& network, const BatchOutput& output, std::int64_t s, std::string_view sequence,
                   const PredictOptions& options);

/// Decodes a record from its forward strand, or from both: then types T + t are those of the reverse strand, and labels
/// at a position are those of the strand whose core is there, or is more probable there. Uses the tracks up. Pieces on
/// both strands cannot be: their borders differ.
Prediction assembleRecord(const nn::Network& network, Strand forward, std::optional<Strand> reverse,
                          const PredictOptions& options);

/// Top label, its probability and, where wanted, the matrix, from logits [L, K].
void fillLabels(const at::Tensor& logits, bool wantMatrix, Prediction& prediction);

RawLogits assembleLogits(const BatchOutput& output, std::int64_t s);

} // namespace corespan::model
