// SPDX-License-Identifier: GPL-3.0-or-later
// The same source for each instruction set; CMake sets the flags. Keep other headers out: an inline function of theirs
// that is compiled here could be the copy that the linker keeps for everybody.
#include "nn/attention_kernel.h"

#define CORESPAN_ISA "generic"
#define CORESPAN_VECTOR_BYTES 16

namespace corespan::model::kernel {
namespace {
// clang-format off: each builds on the one before
#include "nn/kernel_vector.inl"
#include "nn/kernel_attention.inl"
#include "nn/kernel_attention_backward.inl"
#include "nn/kernel_elementwise.inl"
#include "nn/kernel_table.inl"
// clang-format on
} // namespace

const Kernels& genericKernels()
{
    return table;
}

} // namespace corespan::model::kernel
