// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/attention_kernel.h"

namespace corespan::model::kernel {

const Kernels& kernels()
{
#if defined(__x86_64__)
    static const Kernels& best = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
                                     ? avx512Kernels()
                                 : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? avx2Kernels()
                                                                                                   : genericKernels();
    return best;
#else
    return genericKernels();
#endif
}

} // namespace corespan::model::kernel
