// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/network.h"
#include "nn/runtime.h"

namespace corespan::model {

/// Moves the weights to the GPU and compares its answer on a small input with the CPU's. Where they differ by more than
/// bf16 explains, or the GPU fails: goes on with the CPU, saying why in device.info, or throws when `mayFallBack` is
/// false.
void moveToGpu(nn::Network& network, nn::Device& device, bool mayFallBack);

} // namespace corespan::model
