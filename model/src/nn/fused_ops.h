// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"

#include <ATen/Tensor.h>

namespace corespan::model::nn {

/// x / rms(x) * weight over the last dimension, variance in float. x [rows, n].
at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon);

/// The inner part of a feed-forward layer. u is [rows, n], or [rows, 2 n] when gated: act(u[:, :n]) * u[:, n:].
at::Tensor feedForwardActivation(const at::Tensor& u, Activation activation, bool gated);

/// residual + dropout(x). The mask is a function of seed and index, so a run repeats exactly; p = 0: a plain sum.
at::Tensor addDropped(const at::Tensor& residual, const at::Tensor& x, double p, std::uint32_t seed);

at::Tensor dropped(const at::Tensor& x, double p, std::uint32_t seed);

} // namespace corespan::model::nn
