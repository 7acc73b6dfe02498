// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/attention.h"
#include "nn/relative_bias.h"

#include <ATen/ATen.h>

namespace corespan::model::nn {
namespace {

using at::Tensor;

/// [rows, heads * dim] slice as [heads, rows, dim]
Tensor headsOf(const Tensor& matrix, std::int64_t column, std::int64_t heads, std::int64_t dim)
{
    return matrix.narrow(1, column, heads * dim).view({matrix.size(0), heads, dim}).transpose(0, 1);
}

Tensor centred(const Tensor& table, std::int64_t reach)
{
    const std::int64_t center = (table.size(1) - 1) / 2;
    return table.narrow(1, center - reach, 2 * reach + 1);
}

/// Scores of one sequence's queries against its own positions.
Tensor ownScores(const AttentionInput& in, const Tensor& q, const Tensor& k)
{
    const std::int64_t length = q.size(1), reach = in.radius < 0 ? length - 1 : std::min(in.radius, length - 1);
    const Tensor position = at::arange(length, q.options().dtype(at::kLong));
    const Tensor offset = position.unsqueeze(0) - position.unsqueeze(1);
    const Tensor index = offset.clamp(-reach, reach) + reach;
    const Tensor bias = centred(in.bias, reach).index_select(1, index.flatten()).view({in.heads, length, length});
    const Tensor scores = at::matmul(q, k.transpose(1, 2)) + bias.to(q.scalar_type());
    const Tensor seen = in.causal ? scores.masked_fill(offset > 0, -1e10) : scores;
    return reach >= length - 1 ? seen : seen.masked_fill(offset.abs() > reach, -1e10);
}

Tensor sideScores(const AttentionInput& in, const Tensor& q, const Tensor& sideK, const GlobalBlocks& blocks)
{
    const std::int64_t length = q.size(1), count = sideK.size(1);
    const Tensor block =
        at::arange(length, q.options().dtype(at::kLong)).floor_divide(blocks.blockSize).clamp_max(count - 1);
    const Tensor global = at::arange(count, block.options());
    const Tensor index = global.unsqueeze(0) - block.unsqueeze(1) + blocks.most;
    const Tensor bias = in.sideBias.index_select(1, index.flatten()).view({in.heads, length, count});
    return at::matmul(q, sideK.transpose(1, 2)) + bias.to(q.scalar_type());
}

} // namespace

Tensor attentionReference(const AttentionInput& in, const Packed& packed, const GlobalBlocks* blocks)
{
    const std::int64_t inner = in.heads * in.dim;
    std::vector<Tensor> outputs;
    for (std::int64_t s = 0; s < packed.sequences(); ++s) {
        const Tensor rows = in.qkv.narrow(0, packed.offsets[static_cast<std::size_t>(s)], packed.length(s));
        const Tensor q = headsOf(rows, 0, in.heads, in.dim), k = headsOf(rows, inner, in.heads, in.dim);
        Tensor v = headsOf(rows, 2 * inner, in.heads, in.dim);
        Tensor scores = ownScores(in, q, k);
        const std::int64_t count = blocks != nullptr ? blocks->globals.length(s) : 0;
        if (count > 0) {
            const Tensor side = in.sideKv.narrow(0, blocks->globals.offsets[static_cast<std::size_t>(s)], count);
            scores = at::cat({scores, sideScores(in, q, headsOf(side, 0, in.heads, in.dim), *blocks)}, -1);
            v = at::cat({v, headsOf(side, inner, in.heads, in.dim)}, 1);
        }
        const Tensor weights = at::softmax(scores.to(at::kFloat), -1).to(q.scalar_type());
        outputs.push_back(at::matmul(weights, v).transpose(0, 1).reshape({packed.length(s), inner}));
    }
    return at::cat(outputs, 0);
}

} // namespace corespan::model::nn
