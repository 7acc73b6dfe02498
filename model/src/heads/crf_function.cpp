// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/crf_function.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

namespace corespan::model {
namespace {

std::span<const float> view(const at::Tensor& t)
{
    return {t.const_data_ptr<float>(), static_cast<std::size_t>(t.numel())};
}

at::Tensor tensorOf(const std::vector<double>& values, at::IntArrayRef shape)
{
    return at::tensor(values, at::kDouble).to(at::kFloat).reshape(shape);
}

/// The likelihood's own forward-backward pass yields its gradients, so nothing of it is taped.
struct CrfNode : public torch::autograd::Function<CrfNode>
{
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& emissions,
                              const at::Tensor& start, const at::Tensor& end, const at::Tensor& transitions,
                              const std::vector<std::uint8_t>& allowed, const CrfConstraints& constraints)
    {
        CrfGradients g;
        const at::Tensor rows = emissions.contiguous();
        const double likelihood =
            crfAllowedLogLikelihood(view(rows), allowed, {view(start), view(end), view(transitions)}, &constraints, &g);
        context->save_for_backward({tensorOf(g.emissions, emissions.sizes()), tensorOf(g.start, start.sizes()),
                                    tensorOf(g.end, end.sizes()), tensorOf(g.transitions, transitions.sizes())});
        return at::scalar_tensor(-likelihood, at::kFloat);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& output)
    {
        torch::autograd::variable_list gradients;
        for (const at::Tensor& saved : context->get_saved_variables())
            gradients.push_back(-saved * output.front());
        gradients.resize(6); // the two last arguments are no tensors
        return gradients;
    }
};

} // namespace

at::Tensor crfSurprise(const nn::Network& network, const at::Tensor& emissions, std::vector<std::uint8_t> allowed,
                       const CrfConstraints& constraints)
{
    return CrfNode::apply(emissions, network.crfStart, network.crfEnd, network.crfTransitions, std::move(allowed),
                          constraints);
}

} // namespace corespan::model
