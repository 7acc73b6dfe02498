// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/network.h"
#include "train/examples.h"

namespace corespan::model {

/// Loss of the model's selector on a batch, a mean that does not depend on how records were batched within it;
/// undefined where the batch supervises nothing. Each kind has a function of its own below; all keep the graph.
at::Tensor selectorLoss(const nn::Network& network, const at::Tensor& selector, const TrainBatch& batch,
                        const SelectorLossConfig& config);

/// Start and end cross-entropy over all (type, position) and null, added; mean over annotated records. An open end
/// contributes nothing, nor does one in an ambiguous zone, of which no position competes. selector: [rows, 2 * types],
/// per type start then end; null is `</s>` of the first type.
at::Tensor spanLoss(const at::Tensor& selector, const TrainBatch& batch, std::int64_t types,
                    const SelectorLossConfig& config);

/// Weighted binary cross-entropy, or the focal loss (Lin 2017), mean over judged positions and types.
at::Tensor maskLoss(const at::Tensor& selector, const TrainBatch& batch, std::int64_t types,
                    const SelectorLossConfig& config);

/// Cross-entropy of the tags, mean over positions; with a CRF its negative log-likelihood (Lafferty 2001) by position.
/// What an ambiguous zone or an open end leaves unknown is left out of the former and summed over in the latter.
at::Tensor tagLoss(const nn::Network& network, const at::Tensor& selector, const TrainBatch& batch);

/// Connectionist temporal classification (Graves 2006) of the target strings, blank last; negative log-likelihood by
/// position of the records whose string is known, an annotated "no core" (the empty string) among them; with an
/// ambiguous zone that is not known. With SelectorLossConfig::ctcStep only the paths count whose letters stand so far
/// apart, one path for each place of the first; records too short for that contribute nothing.
at::Tensor ctcLoss(const at::Tensor& selector, const TrainBatch& batch, const SelectorLossConfig& config);

} // namespace corespan::model
