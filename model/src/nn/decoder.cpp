// SPDX-License-Identifier: GPL-3.0-or-later
// The decoder as transformers 5.17 computes it (modeling_t5.py): causal self-attention with block 0's one-way bias,
// attention over the encoder's states without bias, scores not scaled. The decoder's sequences are as long as the
// encoder's, so both attentions are the encoder's kernel on packed rows.
#include "nn/decoder.h"

#include "nn/attention.h"
#include "nn/dropout.h"
#include "nn/padded_attention.h"
#include "nn/relative_bias.h"

#include <ATen/ATen.h>

#include <cmath>
#include <optional>

namespace corespan::model::nn {
namespace {

using at::Tensor;

class DecoderPass
{
public:
    DecoderPass(const Network& network, const Tensor& hidden, const Packed& packed, const TrainingMode* training)
        : m_config(network.config.encoder), m_weights(network.decoder), m_packed(packed), m_dropout(training)
    {
        const std::int64_t reach = std::max<std::int64_t>(packed.longest() - 1, 0);
        m_bias = causalBiasTable(m_weights.relativeBias, reach, m_config.relativeMaxDistance);
        m_none = at::zeros_like(m_bias, m_bias.options().requires_grad(false));
        m_hidden = hidden.to(m_weights.layers.front().crossKeyValue.scalar_type());
        if (!hasKernels(m_hidden, m_config.dKv)) {
            m_self.emplace(packed, -1, nullptr, hidden.device());
            m_cross.emplace(packed, -1, nullptr, hidden.device());
        }
    }

    Tensor run(const Tensor& embedded)
    {
        Tensor x = m_dropout.apply(embedded);
        for (const DecoderLayerWeights& w : m_weights.layers) {
            x = m_dropout.add(x, selfAttention(w, x));
            x = m_dropout.add(x, crossAttention(w, x));
            x = m_dropout.add(x, feedForward(w, x));
        }
        return m_dropout.apply(rmsNorm(x, m_weights.finalNorm, m_config.layerNormEpsilon));
    }

private:
    Tensor normed(const Tensor& x, const Tensor& norm, const Tensor& next) const
    {
        return rmsNorm(x, norm, m_config.layerNormEpsilon).to(next.scalar_type());
    }

    AttentionInput input(const Tensor& qkv, const Tensor& bias, bool causal) const
    {
        AttentionInput in;
        in.qkv = qkv;
        in.heads = m_config.numHeads;
        in.dim = m_config.dKv;
        in.bias = bias;
        in.causal = causal;
        return in;
    }

    Tensor selfAttention(const DecoderLayerWeights& w, const Tensor& x)
    {
        const Tensor qkv = at::linear(normed(x, w.selfNorm, w.selfQkv), w.selfQkv);
        return at::linear(attention(input(qkv, m_bias, true), m_packed, nullptr, m_self ? &*m_self : nullptr),
                          w.selfOutput);
    }

    Tensor crossAttention(const DecoderLayerWeights& w, const Tensor& x)
    {
        const Tensor query = at::linear(normed(x, w.crossNorm, w.crossQuery), w.crossQuery);
        const Tensor qkv = at::cat({query, at::linear(m_hidden, w.crossKeyValue)}, 1);
        return at::linear(attention(input(qkv, m_none, false), m_packed, nullptr, m_cross ? &*m_cross : nullptr),
                          w.crossOutput);
    }

    Tensor feedForward(const DecoderLayerWeights& w, const Tensor& x)
    {
        const Tensor u = at::linear(normed(x, w.feedForwardNorm, w.wi), w.wi);
        return at::linear(m_dropout.apply(feedForwardActivation(u, m_config.activation, m_config.gated)), w.wo);
    }

    const EncoderConfig& m_config;
    const DecoderWeights& m_weights;
    const Packed& m_packed;
    Dropout m_dropout;
    Tensor m_bias, m_none, m_hidden;
    std::optional<PaddedAttention> m_self, m_cross; ///< where the kernels do not run
};

} // namespace

Tensor decode(const Network& network, const Tensor& hidden, const Tensor& inputs, const Packed& packed,
              const TrainingMode* training)
{
    TrainingMode own;
    if (training != nullptr) {
        own = *training;
        own.seed ^= 0x5bd1e995U; // not the encoder's masks again
    }
    return DecoderPass(network, hidden, packed, training != nullptr ? &own : nullptr)
        .run(at::embedding(network.embedding, inputs));
}

Tensor outputLogits(const Network& network, const Tensor& states, std::int64_t first, std::int64_t count)
{
    const bool tied = !network.decoder.head.defined();
    const Tensor& matrix = tied ? network.embedding : network.decoder.head;
    const double scale = tied ? 1.0 / std::sqrt(static_cast<double>(network.config.encoder.dModel)) : 1.0;
    const Tensor x = (scale == 1.0 ? states : states * scale).to(matrix.scalar_type());
    return at::linear(x, matrix.narrow(0, first, count)).to(at::kFloat);
}

} // namespace corespan::model::nn
