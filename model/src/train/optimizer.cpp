// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/optimizer.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <tuple>

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

/// Parameters that are treated alike and have gradients, as lists: a GPU takes each list in a few launches.
struct AdamW::Group
{
    double rateScale = 1.0;
    bool decay = false;
    std::vector<at::Tensor> weights, gradients, first, second;
};

std::vector<AdamW::Group> AdamW::groups() const
{
    std::map<std::tuple<bool, bool, bool>, Group> byTreatment; // a CRF's weights stay on the host
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const nn::Parameter& p = m_parameters[i];
        const at::Tensor gradient = p.tensor.grad();
        if (!gradient.defined())
            continue;
        Group& group = byTreatment[{p.decay, p.relativeBias, p.tensor.is_cpu()}];
        group.rateScale = p.relativeBias ? m_biasScale : 1.0;
        group.decay = p.decay;
        group.weights.push_back(p.tensor);
        group.gradients.push_back(gradient);
        group.first.push_back(m_first[i]);
        group.second.push_back(m_second[i]);
    }
    std::vector<Group> list;
    for (auto& [treatment, group] : byTreatment)
        list.push_back(std::move(group));
    return list;
}

double AdamW::clip(const std::vector<Group>& groups) const
{
    double squares = 0.0;
    for (const Group& group : groups)
        squares += at::stack(at::_foreach_norm(group.gradients, 2)).to(at::kDouble).pow(2).sum().item<double>();
    const double norm = std::sqrt(squares);
    if (m_clipNorm > 0.0 && norm > m_clipNorm)
        for (const Group& group : groups)
            at::_foreach_mul_(group.gradients, m_clipNorm / (norm + 1e-6));
    return norm;
}

double AdamW::step(double learningRate)
{
    const at::NoGradGuard noGrad;
    const std::vector<Group> all = groups();
    const double norm = clip(all);
    if (!std::isfinite(norm))
        return norm;
    ++steps;
    const double correction1 = 1.0 - std::pow(m_beta1, static_cast<double>(steps));
    const double correction2 = 1.0 - std::pow(m_beta2, static_cast<double>(steps));
    for (const Group& group : all) {
        const double rate = learningRate * group.rateScale;
        if (group.decay)
            at::_foreach_mul_(group.weights, 1.0 - rate * m_decay);
        at::_foreach_lerp_(group.first, group.gradients, 1.0 - m_beta1);
        at::_foreach_mul_(group.second, m_beta2);
        at::_foreach_addcmul_(group.second, group.gradients, group.gradients, 1.0 - m_beta2);
        const std::vector<at::Tensor> denominators = at::_foreach_sqrt(group.second);
        at::_foreach_div_(denominators, std::sqrt(correction2));
        at::_foreach_add_(denominators, m_epsilon);
        at::_foreach_addcdiv_(group.weights, group.first, denominators, -rate / correction1);
    }
    for (const nn::Parameter& p : m_parameters)
        p.tensor.mutable_grad() = at::Tensor();
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
