// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/network.h"
#include "train/examples.h"

namespace corespan::model {

struct Losses
{
    at::Tensor total;        ///< translator + lambda * selector; undefined where the batch supervises nothing
    double translator = 0.0; ///< mean over labelled positions
    double selector = 0.0;   ///< mean over annotated records, start and end added
};

/// Start and end cross-entropy over all positions and `</s>` (null); labels by cross-entropy with -100 left out.
Losses computeLosses(const nn::NetworkOutput& output, const TrainBatch& batch, double selectorWeight,
                     double labelSmoothing);

} // namespace corespan::model
