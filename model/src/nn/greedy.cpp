// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/greedy.h"

#include "model/tokenizer.h"
#include "nn/decoder.h"
#include "nn/fused_ops.h"
#include "nn/relative_bias.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace corespan::model::nn {
namespace {

using at::Tensor;

/// Sequences of a batch, longest first, so that those still writing are always the first few.
struct Order
{
    std::vector<std::size_t> sequences;
    std::vector<std::int64_t> lengths; ///< positions to write

    explicit Order(const Packed& packed)
    {
        sequences.resize(static_cast<std::size_t>(packed.sequences()));
        std::iota(sequences.begin(), sequences.end(), std::size_t{0});
        const auto length = [&](std::size_t s) { return packed.length(static_cast<std::int64_t>(s)) - 1; };
        std::ranges::stable_sort(sequences, std::ranges::greater(), length);
        std::ranges::transform(sequences, std::back_inserter(lengths), length);
    }

    std::int64_t longest() const { return lengths.empty() ? 0 : lengths.front(); }
    /// Sequences that write a token at `step`.
    std::int64_t writing(std::int64_t step) const
    {
        return std::ranges::partition_point(lengths, [&](std::int64_t n) { return n > step; }) - lengths.begin();
    }
};

/// [sequences * heads, most, dim] of rows [rows, heads * dim], zero behind each sequence's end.
Tensor byHead(const Tensor& rows, const Packed& packed, const Order& order, std::int64_t heads, std::int64_t dim)
{
    const auto count = static_cast<std::int64_t>(order.sequences.size());
    const Tensor out = at::zeros({count, heads, packed.longest(), dim}, rows.options());
    for (std::int64_t s = 0; s < count; ++s) {
        const std::size_t from = order.sequences[static_cast<std::size_t>(s)];
        const std::int64_t length = packed.length(static_cast<std::int64_t>(from));
        const Tensor part = rows.narrow(0, packed.offsets[from], length).view({length, heads, dim});
        out[s].narrow(1, 0, length).copy_(part.transpose(0, 1));
    }
    return out.view({count * heads, packed.longest(), dim});
}

/// What one layer remembers: keys and values of what it wrote and of what it reads, each [sequences * heads, length,
/// dim].
struct LayerCache
{
    Tensor keys, values, readKeys, readValues;
};

class Stepper
{
public:
    Stepper(const Network& network, const Tensor& hidden, const Packed& packed, const Order& order)
        : m_network(network), m_config(network.config.encoder), m_heads(m_config.numHeads), m_dim(m_config.dKv)
    {
        const auto count = static_cast<std::int64_t>(order.sequences.size());
        const Tensor states = hidden.to(network.decoder.layers.front().crossKeyValue.scalar_type());
        const std::int64_t inner = m_heads * m_dim, written = std::max<std::int64_t>(order.longest(), 1);
        for (const DecoderLayerWeights& w : network.decoder.layers) {
            const Tensor read = at::linear(states, w.crossKeyValue);
            const Tensor empty = at::empty({count * m_heads, written, m_dim}, states.options());
            m_caches.push_back({empty, at::empty_like(empty),
                                byHead(read.narrow(1, 0, inner), packed, order, m_heads, m_dim),
                                byHead(read.narrow(1, inner, inner), packed, order, m_heads, m_dim)});
        }
        m_padding = at::zeros({count * m_heads, 1, packed.longest()}, states.options());
        for (std::int64_t s = 0; s < count; ++s) {
            const std::int64_t length = order.lengths[static_cast<std::size_t>(s)] + 1;
            m_padding.narrow(0, s * m_heads, m_heads)
                .narrow(2, length, packed.longest() - length)
                .fill_(-std::numeric_limits<float>::infinity());
        }
        // Column written - 1 is distance 0, so that the biases of a step's keys lie side by side.
        const Tensor table = causalBiasTable(network.decoder.relativeBias, written - 1, m_config.relativeMaxDistance);
        m_bias = table.narrow(1, 0, written).to(states.scalar_type()).repeat({count, 1}).unsqueeze(1);
        m_written = written;
    }

    /// States of the step's tokens, [writing, d_model]; `tokens` are what was written before it.
    Tensor step(std::int64_t index, const Tensor& tokens)
    {
        const std::int64_t rows = tokens.size(0) * m_heads;
        const Tensor bias = m_bias.narrow(0, 0, rows).narrow(2, m_written - 1 - index, index + 1);
        const Tensor padding = m_padding.narrow(0, 0, rows);
        Tensor x = at::embedding(m_network.embedding, tokens);
        for (std::size_t i = 0; i < m_caches.size(); ++i) {
            const DecoderLayerWeights& w = m_network.decoder.layers[i];
            const LayerCache& cache = m_caches[i];
            const Tensor qkv = at::linear(normed(x, w.selfNorm, w.selfQkv), w.selfQkv).view({-1, 3, m_heads, m_dim});
            const auto part = [&](std::int64_t p) { return qkv.select(1, p).reshape({rows, 1, m_dim}); };
            cache.keys.narrow(0, 0, rows).narrow(1, index, 1).copy_(part(1));
            cache.values.narrow(0, 0, rows).narrow(1, index, 1).copy_(part(2));
            const auto own = [&](const Tensor& t) { return t.narrow(0, 0, rows).narrow(1, 0, index + 1); };
            x = x + at::linear(attend(part(0), own(cache.keys), own(cache.values), bias), w.selfOutput);

            const Tensor query = at::linear(normed(x, w.crossNorm, w.crossQuery), w.crossQuery);
            x = x + at::linear(attend(query.view({rows, 1, m_dim}), cache.readKeys.narrow(0, 0, rows),
                                      cache.readValues.narrow(0, 0, rows), padding),
                               w.crossOutput);

            const Tensor u = at::linear(normed(x, w.feedForwardNorm, w.wi), w.wi);
            x = x + at::linear(feedForwardActivation(u, m_config.activation, m_config.gated), w.wo);
        }
        return rmsNorm(x, m_network.decoder.finalNorm, m_config.layerNormEpsilon);
    }

private:
    Tensor normed(const Tensor& x, const Tensor& norm, const Tensor& next) const
    {
        return rmsNorm(x, norm, m_config.layerNormEpsilon).to(next.scalar_type());
    }

    /// One query a head against its keys: [sequences, heads * dim].
    Tensor attend(const Tensor& query, const Tensor& keys, const Tensor& values, const Tensor& bias) const
    {
        const Tensor scores = at::baddbmm(bias, query, keys.transpose(1, 2));
        const Tensor weights = at::softmax(scores, -1, at::kFloat).to(values.scalar_type());
        return at::bmm(weights, values).view({-1, m_heads * m_dim});
    }

    const Network& m_network;
    const EncoderConfig& m_config;
    std::int64_t m_heads, m_dim, m_written = 0;
    std::vector<LayerCache> m_caches;
    Tensor m_padding, m_bias;
};

/// Rows of `packed` at which the sequences that write at `step` have that position.
Tensor rowsAt(const Packed& packed, const Order& order, std::int64_t step, std::int64_t writing,
              const at::Device& device)
{
    const Tensor rows = at::empty({writing}, at::kLong);
    auto* to = rows.data_ptr<std::int64_t>();
    for (std::int64_t s = 0; s < writing; ++s)
        to[s] = packed.offsets[order.sequences[static_cast<std::size_t>(s)]] + step;
    return rows.to(device);
}

/// Writes the one token that can follow from `state` on over the rest of each sequence.
void fillRest(const StepRules& rules, const Packed& packed, const Order& order, std::int64_t step, const Tensor& tokens)
{
    const Tensor token = rules.allowed[rules.finalState].argmax() + rules.first;
    for (std::size_t s = 0; s < order.sequences.size() && order.lengths[s] > step; ++s)
        tokens.narrow(0, packed.offsets[order.sequences[s]] + step, order.lengths[s] - step).copy_(token);
}

} // namespace

GreedyOutput greedyDecode(const Network& network, const Tensor& hidden, const Packed& packed, const StepRules& rules,
                          const GreedyOptions& options)
{
    const c10::InferenceMode inference;
    const Order order(packed);
    const at::Device device = hidden.device();
    const std::int64_t columns = rules.allowed.size(1);
    GreedyOutput out;
    out.tokens = at::full({packed.rows()}, Tokenizer::endId, hidden.options().dtype(at::kLong));
    out.logits = at::zeros({packed.rows(), columns}, hidden.options().dtype(at::kFloat));
    Stepper stepper(network, hidden, packed, order);
    const Tensor allowed = rules.allowed.to(device), next = rules.next.to(device);
    Tensor tokens = at::full({packed.sequences()}, network.config.decoder.startId, out.tokens.options());
    Tensor state = at::zeros_like(tokens);
    for (std::int64_t step = 0; step < order.longest(); ++step) {
        const std::int64_t writing = order.writing(step);
        const bool done = options.stopEarly && rules.finalState >= 0 && step > 0 &&
                          (state.narrow(0, 0, writing) == rules.finalState).all().item<bool>();
        if (done || step == options.mostSteps) {
            fillRest(rules, packed, order, step, out.tokens);
            break;
        }
        const Tensor states = stepper.step(step, tokens.narrow(0, 0, writing));
        const Tensor logits = outputLogits(network, states, rules.first, columns);
        const Tensor best = (logits + allowed.index_select(0, state.narrow(0, 0, writing))).argmax(1);
        state = next.index_select(0, best);
        tokens = best + rules.first;
        const Tensor rows = rowsAt(packed, order, step, writing, device);
        out.tokens.index_copy_(0, rows, tokens);
        out.logits.index_copy_(0, rows, logits);
        ++out.steps;
    }
    return out;
}

} // namespace corespan::model::nn
