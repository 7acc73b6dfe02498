// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/batching.h"

#include <algorithm>
#include <numeric>

namespace corespan::model {

std::vector<std::vector<std::size_t>> makeBatches(std::span<const std::int64_t> lengths, std::int64_t budget)
{
    std::vector<std::size_t> order(lengths.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return lengths[a] > lengths[b]; });
    std::vector<std::vector<std::size_t>> batches;
    std::int64_t filled = 0;
    for (const std::size_t index : order) {
        if (batches.empty() || filled + lengths[index] > budget) {
            batches.emplace_back();
            filled = 0;
        }
        batches.back().push_back(index);
        filled += lengths[index];
    }
    return batches;
}

} // namespace corespan::model
