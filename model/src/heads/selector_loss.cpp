// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/selector_loss.h"

#include <ATen/ATen.h>

namespace corespan::model {

at::Tensor selectorLoss(const nn::Network& network, const at::Tensor& selector, const TrainBatch& batch,
                        const SelectorLossConfig& config)
{
    const auto types = static_cast<std::int64_t>(network.config.selector.types.size());
    switch (network.config.selector.kind) {
    case SelectorKind::Span:
        return spanLoss(selector, batch, types, config);
    case SelectorKind::Mask:
        return maskLoss(selector, batch, types, config);
    case SelectorKind::Bio:
    case SelectorKind::Bioes:
        return tagLoss(network, selector, batch);
    case SelectorKind::Ctc:
        return ctcLoss(selector, batch, config);
    case SelectorKind::Padded: // no head: paddedLoss()
        break;
    }
    return {};
}

} // namespace corespan::model
