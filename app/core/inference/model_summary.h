// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/inference_types.h"
#include "core/result.h"

namespace corespan {

/// What a model's directory says of itself without its weights being read: for whoever chooses one.
struct ModelSummary
{
    QString selector; ///< "span", "bioes + CRF"; empty: the checkpoint has none and predicts nothing
    QString grammar;  ///< "orf", "types"; empty: none
    QStringList labels;
    QStringList types;
    Alphabet alphabet = Alphabet::Protein;
    RunOptions defaults; ///< the decoding options in its directory
};

/// \param directory one that ModelCatalog has found
Result<ModelSummary> readModelSummary(const QString& directory);

/// Whether RunOptions' fields make a difference for a model: an option that would do nothing is not offered. A selector
/// that this version does not know gets them all.
struct UsedOptions
{
    bool null = true;      ///< allowNull, nullBias
    bool threshold = true; ///< threshold, exactSegments
    bool mergeGap = true;
    bool singleCore = true;
    bool grammar = true;
    bool strands = true; ///< bothStrands
};
UsedOptions usedOptions(const ModelSummary& model);

} // namespace corespan
