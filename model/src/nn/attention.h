// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/packed.h"

namespace corespan::model::nn {

/// What attention sees. Tensors are float; q, k and v are views of one [rows, 3 * heads * dim] matrix.
struct AttentionInput
{
    at::Tensor qkv;
    std::int64_t heads = 0;
    std::int64_t dim = 0;
    std::int64_t radius = -1; ///< positions seen on each side; -1: all
    bool causal = false;      ///< no position sees one behind it
    at::Tensor bias;          ///< [heads, 2 * reach + 1], reach >= min(radius, longest - 1)
    at::Tensor sideKv;        ///< [global rows, 2 * heads * dim]; undefined: no global tokens
    at::Tensor sideBias;      ///< [heads, 2 * globals.most + 1], centre globals.most
};

class PaddedAttention;

/// Attention over packed sequences: [rows, heads * dim]. On a CPU by the tiled kernels (exact, memory linear in the
/// length), elsewhere by `padded`, or by one of its own where that is null. Differentiable in every tensor of `input`.
at::Tensor attention(const AttentionInput& input, const Packed& packed, const GlobalBlocks* blocks,
                     PaddedAttention* padded = nullptr);

/// Whether `attention` takes the tiled kernels for tensors like this one.
bool hasKernels(const at::Tensor& qkv, std::int64_t dim);

/// The same by whole matrices and plain operators, one sequence at a time: the second opinion for both others.
at::Tensor attentionReference(const AttentionInput& input, const Packed& packed, const GlobalBlocks* blocks);

} // namespace corespan::model::nn
