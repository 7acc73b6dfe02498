// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/ema.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace corespan::model {

WeightMean::WeightMean(const nn::Network& source, double decay) : m_decay(decay), m_mean(source)
{
    if (decay <= 0.0)
        return;
    const at::NoGradGuard noGrad;
    m_mean = nn::Network::allocate(source.config);
    m_mean.to(source.embedding.device(), at::kFloat);
    m_from = source.parameters();
    m_to = m_mean.parameters();
    for (std::size_t i = 0; i < m_to.size(); ++i)
        m_to[i].tensor.copy_(m_from[i].tensor);
}

void WeightMean::update(std::int64_t steps)
{
    const at::NoGradGuard noGrad;
    const auto t = static_cast<double>(steps);
    const double kept = std::min(m_decay, (1.0 + t) / (10.0 + t));
    if (m_to.empty())
        return;
    std::vector<at::Tensor> to, from;
    for (std::size_t i = 0; i < m_to.size(); ++i) {
        to.push_back(m_to[i].tensor);
        from.push_back(m_from[i].tensor);
    }
    at::_foreach_lerp_(to, from, 1.0 - kept);
}

std::vector<nn::NamedView> WeightMean::state() const
{
    std::vector<nn::NamedView> out;
    for (const nn::Parameter& p : m_to)
        out.push_back({"mean." + p.name, p.tensor});
    return out;
}

} // namespace corespan::model
