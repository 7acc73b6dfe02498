// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/network.h"

namespace corespan::model {

/// Exponential moving average of a network's weights (Polyak 1992; with the start of Tarvainen & Valpola 2017: step t
/// keeps at most (1 + t) / (10 + t), so that the random start is soon forgotten). With decay 0 it is the network.
class WeightMean
{
public:
    WeightMean(const nn::Network& source, double decay);

    /// After step number `steps`, counted from 1.
    void update(std::int64_t steps);
    const nn::Network& network() const { return m_mean; }
    /// By name, for a checkpoint; none with decay 0.
    std::vector<nn::NamedView> state() const;

private:
    double m_decay;
    std::vector<nn::Parameter> m_from, m_to; ///< in the same order
    nn::Network m_mean;                      ///< shares the source's weights with decay 0
};

} // namespace corespan::model
