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

/// Waits until the device has done what it was given; nothing on a CPU, which is never behind.
void synchronize(const at::Device& device);

/// Peak memory so far, in MiB: resident memory of the process, or what torch had allocated on a GPU.
double peakMemoryMiB(const at::Device& device = at::kCPU);

} // namespace corespan::model::nn
