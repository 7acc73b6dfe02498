// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/fused_ops.h"
#include "nn/network.h"

namespace corespan::model::nn {

/// Hands out one dropout seed after the other; p is 0 in inference.
class Dropout
{
public:
    explicit Dropout(const TrainingMode* mode)
        : m_p(mode != nullptr ? mode->dropout : 0.0), m_seed(mode != nullptr ? mode->seed : 0)
    {
    }

    at::Tensor add(const at::Tensor& residual, const at::Tensor& x) { return addDropped(residual, x, m_p, next()); }
    at::Tensor apply(const at::Tensor& x) { return dropped(x, m_p, next()); }

private:
    std::uint32_t next() { return m_seed += 0x9e3779b9U; }

    double m_p;
    std::uint32_t m_seed;
};

} // namespace corespan::model::nn
