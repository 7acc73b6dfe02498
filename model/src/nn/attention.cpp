// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/attention.h"

#include "nn/attention_kernel.h"
#include "nn/padded_attention.h"
#include "nn/parallel.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

namespace corespan::model::nn {
namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

/// Integers that the kernel needs beside its tensors; kept whole in the autograd context.
struct Shape
{
    std::int64_t heads, dim, radius, block;
    bool causal;
    std::vector<std::int64_t> offsets, sideOffsets;
};

kernel::AttentionArgs makeArgs(const Shape& shape, const Tensor& qkv, const Tensor& bias, const Tensor& sideKv,
                               const Tensor& sideBias)
{
    kernel::AttentionArgs a;
    const std::int64_t inner = shape.heads * shape.dim;
    a.heads = shape.heads;
    a.dim = shape.dim;
    a.rowStride = 3 * inner;
    a.q = qkv.const_data_ptr<float>();
    a.k = a.q + inner;
    a.v = a.k + inner;
    a.offsets = shape.offsets.data();
    a.radius = shape.radius;
    a.causal = shape.causal;
    a.bias = bias.const_data_ptr<float>();
    a.biasStride = bias.size(1);
    a.biasCenter = (bias.size(1) - 1) / 2;
    if (sideKv.size(0) > 0) {
        a.sideK = sideKv.const_data_ptr<float>();
        a.sideV = a.sideK + inner;
        a.sideRowStride = 2 * inner;
        a.sideOffsets = shape.sideOffsets.data();
        a.sideBlock = shape.block;
        a.sideBias = sideBias.const_data_ptr<float>();
        a.sideBiasStride = sideBias.size(1);
        a.sideCenter = (sideBias.size(1) - 1) / 2;
    }
    return a;
}

/// Runs item(sequence, head, scratch) for all of them, the longest sequences first so that threads end together.
template <typename Item>
void forEachItem(const kernel::AttentionArgs& a, std::int64_t sequences, const Item& item)
{
    std::size_t most = 0;
    for (std::int64_t s = 0; s < sequences; ++s)
        most = std::max(most, kernel::kernels().scratch(a, s));
    const auto size = static_cast<std::int64_t>(most + 16);
    const Tensor scratch = at::empty({parallelThreads(), size}); // here, where running out of memory can still be told
    auto* base = scratch.data_ptr<float>();
    parallelItems(sequences * a.heads,
                  [&](std::int64_t i, int thread) { item(i / a.heads, i % a.heads, base + thread * size); });
}

class KernelAttention : public torch::autograd::Function<KernelAttention>
{
public:
    static Tensor forward(AutogradContext* context, const Tensor& qkv, const Tensor& bias, const Tensor& sideKv,
                          const Tensor& sideBias, const Shape& shape)
    {
        const Tensor out = at::empty({qkv.size(0), shape.heads * shape.dim}, qkv.options());
        const Tensor lse = at::empty({qkv.size(0), shape.heads}, qkv.options());
        kernel::AttentionArgs a = makeArgs(shape, qkv, bias, sideKv, sideBias);
        a.out = out.data_ptr<float>();
        a.lse = lse.data_ptr<float>();
        forEachItem(
            a, static_cast<std::int64_t>(shape.offsets.size()) - 1,
            [&](std::int64_t s, std::int64_t h, float* scratch) { kernel::kernels().forward(a, s, h, scratch); });
        context->save_for_backward({qkv, bias, sideKv, sideBias, out, lse});
        context->saved_data["shape"] =
            std::vector<std::int64_t>{shape.heads, shape.dim, shape.radius, shape.block, shape.causal ? 1 : 0};
        context->saved_data["offsets"] = shape.offsets;
        context->saved_data["sideOffsets"] = shape.sideOffsets;
        return out;
    }

    static tensor_list backward(AutogradContext* context, tensor_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto numbers = context->saved_data["shape"].toIntVector();
        const Shape shape{numbers[0],
                          numbers[1],
                          numbers[2],
                          numbers[3],
                          numbers[4] != 0,
                          context->saved_data["offsets"].toIntVector(),
                          context->saved_data["sideOffsets"].toIntVector()};
        const Tensor &qkv = saved[0], &bias = saved[1], &sideKv = saved[2], &sideBias = saved[3];
        const auto sequences = static_cast<std::int64_t>(shape.offsets.size()) - 1;
        kernel::AttentionArgs a = makeArgs(shape, qkv, bias, sideKv, sideBias);
        a.out = saved[4].data_ptr<float>();
        a.lse = saved[5].data_ptr<float>();

        const Tensor dOut = gradients[0].contiguous();
        const Tensor dQkv = at::empty_like(qkv);
        const Tensor dBias = at::zeros({sequences, bias.size(0), bias.size(1)}, bias.options());
        Tensor dSideKv, dSideBias;
        kernel::AttentionGrads g;
        const std::int64_t inner = shape.heads * shape.dim;
        g.dOut = dOut.const_data_ptr<float>();
        g.dQ = dQkv.data_ptr<float>();
        g.dK = g.dQ + inner;
        g.dV = g.dK + inner;
        g.dBias = dBias.data_ptr<float>();
        if (a.sideK != nullptr) {
            dSideKv = at::empty_like(sideKv);
            dSideBias = at::zeros({sequences, sideBias.size(0), sideBias.size(1)}, sideBias.options());
            g.dSideK = dSideKv.data_ptr<float>();
            g.dSideV = g.dSideK + inner;
            g.dSideBias = dSideBias.data_ptr<float>();
        }
        forEachItem(a, sequences, [&](std::int64_t s, std::int64_t h, float* scratch) {
            kernel::kernels().backward(a, g, s, h, scratch);
        });
        return {dQkv, dBias.sum(0), dSideKv, dSideBias.defined() ? dSideBias.sum(0) : Tensor(), Tensor()};
    }
};

} // namespace

bool hasKernels(const Tensor& qkv, std::int64_t dim)
{
    return qkv.is_cpu() && qkv.scalar_type() == at::kFloat && dim <= kernel::maxHeadDim;
}

Tensor attention(const AttentionInput& input, const Packed& packed, const GlobalBlocks* blocks, PaddedAttention* padded)
{
    if (!hasKernels(input.qkv, input.dim))
        return padded != nullptr ? padded->run(input)
                                 : PaddedAttention(packed, input.radius, blocks, input.qkv.device()).run(input);
    Shape shape{input.heads, input.dim, input.radius, 1, input.causal, packed.offsets, {}};
    if (blocks != nullptr) {
        shape.block = blocks->blockSize;
        shape.sideOffsets = blocks->globals.offsets;
    }
    // Custom functions take no undefined tensors: no global tokens are a matrix without rows.
    const auto options = input.qkv.options().requires_grad(false);
    const Tensor sideKv =
        input.sideKv.defined() ? input.sideKv.contiguous() : at::empty({0, 2 * input.heads * input.dim}, options);
    const Tensor sideBias =
        input.sideBias.defined() ? input.sideBias.contiguous() : at::empty({input.heads, 1}, options);
    return KernelAttention::apply(input.qkv.contiguous(), input.bias.contiguous(), sideKv, sideBias, shape);
}

} // namespace corespan::model::nn
