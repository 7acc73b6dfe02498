// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/sampling.h"

#include "train/examples.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace corespan::model {
namespace {

std::string classOf(const TrainRecord& record, std::span<const std::string> types)
{
    if (!record.annotated)
        return "not annotated";
    std::set<int> present;
    for (const GoldCore& core : record.cores)
        present.insert(core.type);
    std::string name;
    for (const int type : present)
        name += (name.empty() ? "" : "+") + types[static_cast<std::size_t>(type)];
    return name.empty() ? "no core" : name;
}

std::string lengthBin(std::size_t length)
{
    const std::size_t least = std::bit_floor(length);
    return std::to_string(least) + "-" + std::to_string(least == 0 ? 0 : 2 * least - 1);
}

} // namespace

std::vector<std::string> samplingGroups(std::span<const TrainRecord> records, const BalanceConfig& config,
                                        std::span<const std::string> types)
{
    std::vector<std::string> groups;
    for (const TrainRecord& record : records) {
        std::string group = config.byClass ? classOf(record, types) : "";
        if (config.byLength)
            group += (group.empty() ? "" : ", ") + lengthBin(record.sequence.size());
        groups.push_back(group.empty() ? "all" : group);
    }
    return groups;
}

std::vector<double> samplingDraws(std::span<const std::string> groups, double power)
{
    std::map<std::string, double> sizes;
    for (const std::string& group : groups)
        sizes[group] += 1.0;
    std::vector<double> draws;
    for (const std::string& group : groups)
        draws.push_back(std::pow(sizes.at(group), -power));
    const double sum = std::accumulate(draws.begin(), draws.end(), 0.0);
    for (double& d : draws)
        d *= static_cast<double>(groups.size()) / sum;
    return draws;
}

std::vector<SamplingGroup> describeSampling(std::span<const TrainRecord> records, const BalanceConfig& config,
                                            std::span<const std::string> types)
{
    const std::vector<std::string> groups = samplingGroups(records, config, types);
    const std::vector<double> draws = samplingDraws(groups, config.power);
    std::map<std::string, SamplingGroup> byName;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        SamplingGroup& group = byName[groups[i]];
        group.name = groups[i];
        ++group.records;
        group.draws += draws[i];
    }
    std::vector<SamplingGroup> out;
    for (const auto& [name, group] : byName)
        out.push_back(group);
    std::ranges::stable_sort(out, std::greater<>(), &SamplingGroup::records);
    return out;
}

std::vector<std::size_t> drawIndices(std::span<const double> draws, std::mt19937_64& generator)
{
    // Systematic sampling: a record that is expected 2.3 times comes twice or three times, never once or five times.
    std::vector<std::size_t> order(draws.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    shuffle(order, generator);
    std::vector<std::size_t> drawn;
    double reached = drawUnit(generator);
    for (const std::size_t index : order) {
        reached += draws[index];
        for (; reached >= 1.0 && drawn.size() < draws.size(); reached -= 1.0)
            drawn.push_back(index);
    }
    // Rounding may leave the sum a hair below a whole number.
    if (drawn.size() < draws.size())
        drawn.push_back(order.back());
    std::ranges::sort(drawn);
    return drawn;
}

} // namespace corespan::model
