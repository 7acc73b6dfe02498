// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/start_network.h"

#include "nn/initialise.h"
#include "nn/weights_io.h"

namespace corespan::model {

nn::Network startNetwork(const TrainConfig& config)
{
    if (!config.initFrom.empty()) {
        nn::Network network = nn::loadNetwork(config.initFrom);
        network.config.trainingProvenance.clear();
        return network;
    }
    validate(config.model, "model");
    nn::Network network = nn::Network::allocate(config.model);
    nn::initialise(network, config.seed);
    if (!config.biasInit.empty())
        nn::initialiseBias(network, config.biasInit);
    return network;
}

} // namespace corespan::model
