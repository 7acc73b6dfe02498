// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/sampling.h"

#include <random>

namespace corespan::model {

/// How often each record is expected in an epoch of as many draws as records, by its group's size.
std::vector<double> samplingDraws(std::span<const std::string> groups, double power);

/// So many indices as there are draws, ascending; index i floor(draws[i]) or ceil(draws[i]) times, draws[i] on average.
std::vector<std::size_t> drawIndices(std::span<const double> draws, std::mt19937_64& generator);

} // namespace corespan::model
