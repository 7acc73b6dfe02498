// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/crf.h"
#include "nn/network.h"

namespace corespan::model {

/// crfAllowedLogLikelihood() of one record as a node of the graph. emissions: [L, R] float on the CPU; allowed: [L *
/// R]. Gradients reach the emissions and the network's three CRF tensors.
at::Tensor crfSurprise(const nn::Network& network, const at::Tensor& emissions, std::vector<std::uint8_t> allowed,
                       const CrfConstraints& constraints);

} // namespace corespan::model
