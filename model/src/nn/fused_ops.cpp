// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/fused_ops.h"

#include "nn/attention_kernel.h"
#include "nn/parallel.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

namespace corespan::model::nn {
namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

constexpr std::int64_t grainElements = 16384;

bool onKernels(const Tensor& x)
{
    return x.is_cpu() && x.scalar_type() == at::kFloat;
}

std::int64_t grainRows(std::int64_t n)
{
    return std::max<std::int64_t>(1, grainElements / std::max<std::int64_t>(n, 1));
}

class RmsNorm : public torch::autograd::Function<RmsNorm>
{
public:
    static Tensor forward(AutogradContext* context, const Tensor& input, const Tensor& weight, double epsilon)
    {
        const Tensor x = input.contiguous(), y = at::empty_like(x), inv = at::empty({x.size(0)}, x.options());
        const std::int64_t n = x.size(1);
        const float *from = x.const_data_ptr<float>(), *scale = weight.const_data_ptr<float>();
        float *to = y.data_ptr<float>(), *factors = inv.data_ptr<float>();
        parallelRows(x.size(0), grainRows(n), [&](std::int64_t b, std::int64_t e) {
            kernel::kernels().rmsForward(from + b * n, scale, to + b * n, factors + b, e - b, n,
                                         static_cast<float>(epsilon));
        });
        context->save_for_backward({x, weight, inv});
        return y;
    }

    static tensor_list backward(AutogradContext* context, tensor_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const Tensor &x = saved[0], dy = gradients[0].contiguous(), dx = at::empty_like(x);
        const std::int64_t n = x.size(1), rows = x.size(0);
        // One partial sum for each fixed chunk of rows, not for each thread: the result does not depend on the threads.
        const std::int64_t chunk = 512, chunks = (rows + chunk - 1) / chunk;
        const Tensor partial = at::zeros({chunks, n}, x.options());
        const float *from = x.const_data_ptr<float>(), *scale = saved[1].const_data_ptr<float>();
        const float *factors = saved[2].const_data_ptr<float>(), *grad = dy.const_data_ptr<float>();
        float *to = dx.data_ptr<float>(), *sums = partial.data_ptr<float>();
        parallelItems(chunks, [&](std::int64_t c, int) {
            const std::int64_t b = c * chunk, e = std::min(rows, b + chunk);
            kernel::kernels().rmsBackward(from + b * n, scale, factors + b, grad + b * n, to + b * n, sums + c * n,
                                          e - b, n);
        });
        return {dx, partial.sum(0), Tensor()};
    }
};

class Geglu : public torch::autograd::Function<Geglu>
{
public:
    static Tensor forward(AutogradContext* context, const Tensor& input)
    {
        const Tensor u = input.contiguous();
        const std::int64_t n = u.size(1) / 2;
        const Tensor y = at::empty({u.size(0), n}, u.options());
        const float* from = u.const_data_ptr<float>();
        float* to = y.data_ptr<float>();
        parallelRows(u.size(0), grainRows(n), [&](std::int64_t b, std::int64_t e) {
            kernel::kernels().gegluForward(from + b * 2 * n, to + b * n, e - b, n);
        });
        context->save_for_backward({u});
        return y;
    }

    static tensor_list backward(AutogradContext* context, tensor_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const Tensor &u = saved[0], dy = gradients[0].contiguous(), du = at::empty_like(u);
        const std::int64_t n = u.size(1) / 2;
        const float *from = u.const_data_ptr<float>(), *grad = dy.const_data_ptr<float>();
        float* to = du.data_ptr<float>();
        parallelRows(u.size(0), grainRows(n), [&](std::int64_t b, std::int64_t e) {
            kernel::kernels().gegluBackward(from + b * 2 * n, grad + b * n, to + b * 2 * n, e - b, n);
        });
        return {du};
    }
};

/// `residual` without elements: none is added.
Tensor runDropout(const Tensor& x, const Tensor& residual, std::uint32_t seed, float p)
{
    const Tensor y = at::empty_like(x);
    const float *from = x.const_data_ptr<float>(),
                *base = residual.numel() > 0 ? residual.const_data_ptr<float>() : nullptr;
    float* to = y.data_ptr<float>();
    // Shares begin at multiples of the kernel's 16 lanes.
    parallelRows((x.numel() + 15) / 16, grainElements / 16, [&](std::int64_t b, std::int64_t e) {
        kernel::kernels().dropout(from, base, to, b * 16, std::min(e * 16, x.numel()), seed, p);
    });
    return y;
}

class AddDropped : public torch::autograd::Function<AddDropped>
{
public:
    static Tensor forward(AutogradContext* context, const Tensor& residual, const Tensor& x, double p,
                          std::int64_t seed)
    {
        context->saved_data["p"] = p;
        context->saved_data["seed"] = seed;
        return runDropout(x.contiguous(), residual.contiguous(), static_cast<std::uint32_t>(seed),
                          static_cast<float>(p));
    }

    static tensor_list backward(AutogradContext* context, tensor_list gradients)
    {
        const auto seed = static_cast<std::uint32_t>(context->saved_data["seed"].toInt());
        const auto p = static_cast<float>(context->saved_data["p"].toDouble());
        const Tensor gradient = gradients[0].contiguous();
        return {gradient, runDropout(gradient, at::empty({0}), seed, p), Tensor(), Tensor()};
    }
};

Tensor activated(const Tensor& x, Activation activation)
{
    switch (activation) {
    case Activation::Relu:
        return at::relu(x);
    case Activation::GeluNew:
        return at::gelu(x, "tanh");
    case Activation::Silu:
        return at::silu(x);
    case Activation::Gelu:
        return at::gelu(x);
    }
    return x;
}

} // namespace

Tensor rmsNorm(const Tensor& x, const Tensor& weight, double epsilon)
{
    if (onKernels(x))
        return RmsNorm::apply(x, weight, epsilon);
    if (x.is_cuda()) // one kernel each way, in float inside
        return at::rms_norm(x, {x.size(-1)}, weight.to(x.scalar_type()), epsilon);
    const Tensor wide = x.to(at::kFloat);
    const Tensor normed = wide * at::rsqrt(wide.pow(2).mean(-1, true) + epsilon);
    return weight * normed.to(weight.scalar_type());
}

Tensor feedForwardActivation(const Tensor& u, Activation activation, bool gated)
{
    if (!gated)
        return activated(u, activation);
    if (activation == Activation::GeluNew && onKernels(u))
        return Geglu::apply(u);
    const std::int64_t n = u.size(1) / 2;
    return activated(u.narrow(1, 0, n), activation) * u.narrow(1, n, n);
}

Tensor addDropped(const Tensor& residual, const Tensor& x, double p, std::uint32_t seed)
{
    if (p <= 0.0)
        return residual + x;
    if (onKernels(x))
        return AddDropped::apply(residual, x, p, static_cast<std::int64_t>(seed));
    return residual + at::dropout(x, p, true);
}

Tensor dropped(const Tensor& x, double p, std::uint32_t seed)
{
    if (p <= 0.0)
        return x;
    return onKernels(x) ? AddDropped::apply(at::empty({0}), x, p, static_cast<std::int64_t>(seed))
                        : at::dropout(x, p, true);
}

} // namespace corespan::model::nn
