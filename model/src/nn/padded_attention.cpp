// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/padded_attention.h"

#include <ATen/ATen.h>

namespace corespan::model::nn {
namespace {

using at::Tensor;

/// Below every score, and still a number when two of them meet: a row without any position has to stay finite.
constexpr double never = -1e10;

/// Fused attention wants rows of the mask that begin at multiples of 16 bytes.
std::int64_t roundUp(std::int64_t n)
{
    return (n + 7) / 8 * 8;
}

struct Cells
{
    Tensor toPadded, toPacked, hidden;
};

Cells cellsOf(const Packed& packed, std::int64_t length, const at::Device& device)
{
    const std::int64_t sequences = packed.sequences();
    const Tensor toPadded = at::zeros({sequences * length}, at::kLong);
    const Tensor toPacked = at::empty({packed.rows()}, at::kLong);
    const Tensor hidden = at::full({sequences, 1, 1, length}, never, at::kFloat);
    for (std::int64_t s = 0; s < sequences; ++s) {
        const std::int64_t first = packed.offsets[static_cast<std::size_t>(s)], n = packed.length(s);
        toPadded.narrow(0, s * length, n).copy_(at::arange(first, first + n, at::kLong));
        toPacked.narrow(0, first, n).copy_(at::arange(s * length, s * length + n, at::kLong));
        hidden[s].narrow(2, 0, n).fill_(0.0);
    }
    return {toPadded.to(device), toPacked.to(device), hidden.to(device)};
}

/// [rows, parts * heads * dim] as `parts` tensors [sequences, heads, length, dim].
std::vector<Tensor> padded(const Tensor& rows, const Tensor& toPadded, std::int64_t sequences, std::int64_t parts,
                           const AttentionInput& in)
{
    return rows.index_select(0, toPadded)
        .view({sequences, -1, parts, in.heads, in.dim})
        .permute({2, 0, 3, 1, 4})
        .unbind(0);
}

/// Columns of the global bias: the distance between global tokens and the block that a position belongs to, orphans at
/// the end to the last.
Tensor sideIndex(const Packed& packed, const GlobalBlocks& blocks, std::int64_t length, std::int64_t globals)
{
    const Tensor index = at::empty({packed.sequences(), length, globals}, at::kLong);
    const Tensor position = at::arange(length, at::kLong), global = at::arange(globals, at::kLong).unsqueeze(0);
    for (std::int64_t s = 0; s < packed.sequences(); ++s) {
        const std::int64_t last = std::max<std::int64_t>(blocks.globals.length(s) - 1, 0);
        const Tensor block = position.floor_divide(blocks.blockSize).clamp_max(last).unsqueeze(1);
        index[s].copy_((global - block + blocks.most).clamp(0, 2 * blocks.most));
    }
    return index.flatten();
}

/// Columns `from` … `to` of a table whose centre is offset 0; `never` beyond `back` and `ahead`. [heads, to - from + 1]
Tensor offsets(const Tensor& table, std::int64_t from, std::int64_t to, std::int64_t back, std::int64_t ahead)
{
    const std::int64_t center = (table.size(1) - 1) / 2;
    const std::int64_t first = std::max(from, -back), last = std::min(to, ahead);
    const auto nothing = [&](std::int64_t n) { return at::full({table.size(0), n}, never, table.options()); };
    if (last < first)
        return nothing(to - from + 1);
    return at::cat({nothing(first - from), table.narrow(1, center + first, last - first + 1), nothing(to - last)}, 1);
}

} // namespace

PaddedAttention::PaddedAttention(const Packed& packed, std::int64_t radius, const GlobalBlocks* blocks,
                                 const at::Device& device)
    : m_sequences(packed.sequences()), m_queries(roundUp(packed.longest()))
{
    const std::int64_t block = roundUp(std::max<std::int64_t>(radius, 8));
    if (radius >= 0 && m_queries > 4 * block) {
        m_blocks = (packed.longest() + block - 1) / block;
        m_queries = m_margin = block;
    }
    const Cells own = cellsOf(packed, m_blocks * m_queries, device);
    m_toPadded = own.toPadded, m_toPacked = own.toPacked;
    const Tensor hidden = at::constant_pad_nd(own.hidden, {m_margin, m_margin}, never);
    m_hidden = windowsOf(hidden.transpose(2, 3)).transpose(2, 3);
    if (blocks == nullptr || blocks->globals.rows() == 0)
        return;
    m_globals = roundUp(blocks->most);
    const Cells side = cellsOf(blocks->globals, m_globals, device);
    m_toGlobals = side.toPadded, m_hiddenGlobals = forEachWindow(side.hidden);
    m_sideIndex = sideIndex(packed, *blocks, m_blocks * m_queries, m_globals).to(device);
}

/// [sequences, heads, length + margins, dim] as [windows, heads, keys, dim], neighbours overlapping.
Tensor PaddedAttention::windowsOf(const Tensor& keys) const
{
    if (m_blocks == 1)
        return keys;
    return keys.unfold(2, m_queries + 2 * m_margin, m_queries)
        .permute({0, 2, 1, 4, 3})
        .reshape({m_sequences * m_blocks, keys.size(1), m_queries + 2 * m_margin, keys.size(3)});
}

/// [sequences, …] as [windows, …], each sequence's once for each of its windows.
Tensor PaddedAttention::forEachWindow(const Tensor& ofSequences) const
{
    if (m_blocks == 1)
        return ofSequences;
    std::vector<std::int64_t> shape(ofSequences.sizes().begin(), ofSequences.sizes().end());
    std::vector<std::int64_t> expanded = shape;
    expanded.insert(expanded.begin() + 1, m_blocks);
    shape.front() *= m_blocks;
    return ofSequences.unsqueeze(1).expand(expanded).reshape(shape);
}

/// [1, heads, queries, keys]. A table of period queries + keys, laid out in rows that are one shorter than its period,
/// moves on by one with each row: no position is looked up, and the gradient is a sum over rows.
Tensor PaddedAttention::ownBias(const AttentionInput& in) const
{
    const std::int64_t keys = m_queries + 2 * m_margin, period = m_queries + keys;
    const std::int64_t center = (in.bias.size(1) - 1) / 2;
    const std::int64_t back = std::min(in.radius < 0 ? center : in.radius, center), ahead = in.causal ? 0 : back;
    const Tensor table = at::cat({offsets(in.bias, -m_margin, keys - m_margin, back, ahead),
                                  offsets(in.bias, 1 - m_queries - m_margin, -1 - m_margin, back, ahead)},
                                 1);
    return table.unsqueeze(1)
        .expand({in.heads, m_queries, period})
        .reshape({in.heads, m_queries * period})
        .narrow(1, 0, m_queries * (period - 1))
        .view({in.heads, m_queries, period - 1})
        .narrow(2, 0, keys)
        .unsqueeze(0);
}

/// [windows, heads, queries, globals]
Tensor PaddedAttention::sideBias(const AttentionInput& in) const
{
    return in.sideBias.index_select(1, m_sideIndex)
        .view({in.heads, m_sequences * m_blocks, m_queries, m_globals})
        .transpose(0, 1);
}

const Tensor& PaddedAttention::scoreBias(const AttentionInput& in)
{
    if (m_scoreBias.defined() && m_biasOf.is_same(in.bias) && m_causal == in.causal)
        return m_scoreBias;
    Tensor bias = ownBias(in) + m_hidden;
    if (m_globals > 0)
        bias = at::cat({bias, sideBias(in) + m_hiddenGlobals}, 3);
    m_scoreBias = bias.to(in.qkv.scalar_type());
    m_biasOf = in.bias;
    m_causal = in.causal;
    return m_scoreBias;
}

Tensor PaddedAttention::run(const AttentionInput& in)
{
    const std::vector<Tensor> own = padded(in.qkv, m_toPadded, m_sequences, 3, in);
    const auto keys = [&](const Tensor& t) { return windowsOf(at::constant_pad_nd(t, {0, 0, m_margin, m_margin})); };
    const std::int64_t windows = m_sequences * m_blocks;
    Tensor q = own[0], k = own[1], v = own[2];
    if (m_blocks > 1) {
        q = q.reshape({m_sequences, in.heads, m_blocks, m_queries, in.dim}).transpose(1, 2).flatten(0, 1);
        k = keys(k);
        v = keys(v);
    }
    if (m_globals > 0) {
        const std::vector<Tensor> side = padded(in.sideKv, m_toGlobals, m_sequences, 2, in);
        k = at::cat({k, forEachWindow(side[0])}, 2);
        v = at::cat({v, forEachWindow(side[1])}, 2);
    }
    const Tensor out = at::scaled_dot_product_attention(q, k, v, scoreBias(in), 0.0, false, 1.0);
    return out.transpose(1, 2).reshape({windows * m_queries, in.heads * in.dim}).index_select(0, m_toPacked);
}

} // namespace corespan::model::nn
