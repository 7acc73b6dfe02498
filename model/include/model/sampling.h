// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/train_record.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace corespan::model {

/// Which records an epoch shows how often. Records of a group share its draws evenly; an epoch draws as many records as
/// there are.
struct BalanceConfig
{
    bool byClass = false;  ///< groups by the set of core types that a record has, no core, or nothing known of cores
    bool byLength = false; ///< groups by length, from a power of two to the next
    double power = 1.0; ///< draws of a group go with its size to the power of 1 - this: 0 as it is, 1 all groups alike
};

/// A group of records and how often an epoch draws one of them.
struct SamplingGroup
{
    std::string name; ///< such as "core, 512-1023", "no core", "H+S"
    std::size_t records = 0;
    double draws = 0.0; ///< expected in an epoch
};

/// Group of each record by name, in the model's types; one group for all where balancing is off.
std::vector<std::string> samplingGroups(std::span<const TrainRecord> records, const BalanceConfig& config,
                                        std::span<const std::string> types);

/// The groups with their sizes and draws, largest first.
std::vector<SamplingGroup> describeSampling(std::span<const TrainRecord> records, const BalanceConfig& config,
                                            std::span<const std::string> types);

} // namespace corespan::model
