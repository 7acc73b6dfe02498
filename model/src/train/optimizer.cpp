// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/optimizer.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace corespan::model {

AdamW::AdamW(std::vector<nn::Parameter> parameters, const TrainConfig& config)
    : m_parameters(std::move(parameters)), m_beta1(config.beta1), m_beta2(config.beta2), m_epsilon(config.adamEpsilon),
      m_decay(config.weightDecay), m_biasScale(config.biasLearningRateScale), m_clipNorm(config.clipNorm)
{
    for (const nn::Parameter& p : m_parameters) {
        m_first.push_back(at::zeros_like(p.tensor));
        m_second.push_back(at::zeros_like(p.tensor));
    }
}

double AdamW::clip()
{
    double squares = 0.0;
    for (const nn::Parameter& p : m_parameters)
        if (p.tensor.grad().defined())
            squares += p.tensor.grad().pow(2).sum(at::kDouble).item<double>();
    const double norm = std::sqrt(squares);
    if (m_clipNorm > 0.0 && norm > m_clipNorm)
        for (const nn::Parameter& p : m_parameters)
            if (p.tensor.grad().defined())
                p.tensor.grad().mul_(m_clipNorm / (norm + 1e-6));
    return norm;
}

double AdamW::step(double learningRate)
{
    const at::NoGradGuard noGrad;
    const double norm = clip();
    if (!std::isfinite(norm))
        return norm;
    ++steps;
    const double correction1 = 1.0 - std::pow(m_beta1, static_cast<double>(steps));
    const double correction2 = 1.0 - std::pow(m_beta2, static_cast<double>(steps));
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const nn::Parameter& p = m_parameters[i];
        const at::Tensor gradient = p.tensor.grad();
        if (!gradient.defined())
            continue;
        const double rate = learningRate * (p.relativeBias ? m_biasScale : 1.0);
        if (p.decay)
            p.tensor.mul_(1.0 - rate * m_decay);
        m_first[i].lerp_(gradient, 1.0 - m_beta1);
        m_second[i].mul_(m_beta2).addcmul_(gradient, gradient, 1.0 - m_beta2);
        const at::Tensor denominator = m_second[i].sqrt().div_(std::sqrt(correction2)).add_(m_epsilon);
        p.tensor.addcdiv_(m_first[i], denominator, -rate / correction1);
        p.tensor.mutable_grad() = at::Tensor();
    }
    return norm;
}

std::vector<nn::NamedView> AdamW::state() const
{
    std::vector<nn::NamedView> out;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        out.push_back({"weight." + m_parameters[i].name, m_parameters[i].tensor});
        out.push_back({"first." + m_parameters[i].name, m_first[i]});
        out.push_back({"second." + m_parameters[i].name, m_second[i]});
    }
    return out;
}

double scheduleFactor(std::int64_t step, std::int64_t warmupSteps, double progress, double finalShare)
{
    const double warm =
        warmupSteps > 0 ? std::min(1.0, static_cast<double>(step + 1) / static_cast<double>(warmupSteps)) : 1.0;
    const double cosine = 0.5 * (1.0 + std::cos(std::numbers::pi * std::clamp(progress, 0.0, 1.0)));
    return warm * (finalShare + (1.0 - finalShare) * cosine);
}

} // namespace corespan::model
