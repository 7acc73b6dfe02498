// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/runtime.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/CachingDeviceAllocator.h>

#include <algorithm>
#include <cstdlib>
#include <dlfcn.h>
#include <malloc.h>
#include <string_view>
#include <sys/resource.h>
#include <thread>

namespace corespan::model::nn {
namespace {

/// Why CUDA cannot be had; empty when it can.
std::string loadCuda()
{
    static const std::string problem = []() -> std::string {
        const char* wish = std::getenv("CORESPAN_CUDA");
        if (wish != nullptr && std::string_view(wish) == "off")
            return "CORESPAN_CUDA=off";
        if (dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) == nullptr)
            return "libtorch_cuda.so cannot be loaded (no GPU build of LibTorch, or no NVIDIA libraries)";
        if (!at::globalContext().hasCUDA() || at::detail::getCUDAHooks().deviceCount() == 0)
            return "no NVIDIA GPU is visible";
        at::globalContext().setSDPUseCuDNN(false);
        return {};
    }();
    return problem;
}

/// glibc hands large blocks back to the system when they are freed and gets them again, cleared page by page, for the
/// next step's tensors: a tenth and more of a training step. Blocks up to its largest threshold stay with the process.
void keepFreedMemory()
{
    static const bool once = [] {
        constexpr int largestThreshold = 32 << 20, keep = 1 << 30;
        return mallopt(M_MMAP_THRESHOLD, largestThreshold) == 1 && mallopt(M_TRIM_THRESHOLD, keep) == 1;
    }();
    static_cast<void>(once);
}

} // namespace

Device chooseDevice(DeviceChoice choice)
{
    Device d;
    d.info = {"CPU", "asked for", false, "fp32"};
    if (choice == DeviceChoice::Cpu)
        return d;
    const std::string problem = loadCuda();
    if (problem.empty()) {
        d.device = at::Device(at::kCUDA, 0);
        d.type = at::kBFloat16;
        d.info = {"CUDA", choice == DeviceChoice::Cuda ? "asked for" : "an NVIDIA GPU is there", true, "bf16"};
        return d;
    }
    if (choice == DeviceChoice::Cuda)
        throw ModelError("CUDA was asked for but cannot be used: " + problem +
                         ". Choose the CPU, or install the GPU build of LibTorch "
                         "(CORESPAN_CUDA=on ./run.sh)");
    d.info.reason = problem;
    return d;
}

int setThreads(int threads, bool leaveOneFree)
{
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const int wanted = threads > 0 ? threads : std::max(1, leaveOneFree ? cores - 1 : cores);
    at::set_num_threads(wanted);
    keepFreedMemory();
    return wanted;
}

void synchronize(const at::Device& device)
{
    if (device.is_cuda())
        at::detail::getCUDAHooks().deviceSynchronize(device.index());
}

double peakMemoryMiB(const at::Device& device)
{
    constexpr double kibibyte = 1024.0;
    if (device.is_cuda()) {
        const auto stats = c10::getDeviceAllocator(device.type())->getDeviceStats(device.index());
        return static_cast<double>(stats.allocated_bytes.front().peak) / (kibibyte * kibibyte); // front: of all pools
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / kibibyte;
}

} // namespace corespan::model::nn
