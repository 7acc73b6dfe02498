// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/trainer.h"
#include "nn/network.h"

namespace corespan::model {

/// AdamW (Loshchilov & Hutter 2019) over a network's weights, with clipping by the global norm. The relative bias has
/// its own learning-rate factor; norms and biases have no weight decay.
class AdamW
{
public:
    AdamW(std::vector<nn::Parameter> parameters, const TrainConfig& config);

    /// Clips, steps with `learningRate`, clears gradients. Returns the norm before clipping; where that is not finite
    /// the weights stay as they are.
    double step(double learningRate);

    /// Weights and both moments, by name: what a checkpoint holds.
    std::vector<nn::NamedView> state() const;
    std::int64_t steps = 0;

private:
    struct Group;
    std::vector<Group> groups() const;
    double clip(const std::vector<Group>& groups) const;

    std::vector<nn::Parameter> m_parameters;
    std::vector<at::Tensor> m_first, m_second;
    double m_beta1, m_beta2, m_epsilon, m_decay, m_biasScale, m_clipNorm;
};

/// Linear warm-up, then cosine from 1 to `finalShare` as `progress` goes from 0 to 1: the factor of the learning rate.
double scheduleFactor(std::int64_t step, std::int64_t warmupSteps, double progress, double finalShare);

} // namespace corespan::model
