// SPDX-License-Identifier: GPL-3.0-or-later
// The only file with OpenMP in it: torch's own pool is libgomp, and two pools on the same cores would fight.
#include "nn/parallel.h"

#include <ATen/Parallel.h>

#include <omp.h>

namespace corespan::model::nn {

int parallelThreads()
{
    return at::get_num_threads();
}

void parallelItems(std::int64_t count, const std::function<void(std::int64_t, int)>& item)
{
    const int threads = parallelThreads();
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (threads > 1 && count > 1)
    for (std::int64_t i = 0; i < count; ++i)
        item(i, omp_get_thread_num());
}

void parallelRows(std::int64_t count, std::int64_t grain, const std::function<void(std::int64_t, std::int64_t)>& share)
{
    const std::int64_t wanted = (count + grain - 1) / grain;
    const std::int64_t threads = std::min<std::int64_t>(at::get_num_threads(), wanted);
    if (threads <= 1) {
        if (count > 0)
            share(0, count);
        return;
    }
    const std::int64_t size = (count + threads - 1) / threads;
#pragma omp parallel for schedule(static, 1) num_threads(static_cast <int>(threads))
    for (std::int64_t t = 0; t < threads; ++t)
        share(t * size, std::min(count, (t + 1) * size));
}

} // namespace corespan::model::nn
