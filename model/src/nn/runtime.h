// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/predictor.h"

#include <ATen/core/Tensor.h>

namespace corespan::model::nn {

struct Device
{
    at::Device device = at::kCPU;
    at::ScalarType type = at::kFloat;
    DeviceInfo info;
};

/// Loads libtorch_cuda.so where it can be loaded (once) and picks the device. \throws ModelError when CUDA is asked for
/// and cannot be had
Device chooseDevice(DeviceChoice choice);

/// Threads of the calling thread's operators; 0: all cores but one, at least one.
int setThreads(int threads, bool leaveOneFree);

/// Peak resident memory of the process so far, in MiB.
double peakMemoryMiB();

} // namespace corespan::model::nn
