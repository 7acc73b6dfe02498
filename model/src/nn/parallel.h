// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <functional>

namespace corespan::model::nn {

/// item(i, thread) for i in [0, count), on as many threads as at::get_num_threads() says, each taking the next free
/// item. The item must not throw: nothing may leave an OpenMP region. Allocate before.
void parallelItems(std::int64_t count, const std::function<void(std::int64_t i, int thread)>& item);

/// Threads that `parallelItems` uses at most.
int parallelThreads();

/// share(begin, end) over contiguous shares of [0, count); `grain` items are worth a thread.
void parallelRows(std::int64_t count, std::int64_t grain, const std::function<void(std::int64_t, std::int64_t)>& share);

} // namespace corespan::model::nn
