// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "nn/attention.h"

namespace corespan::model::nn {

/// Attention of one pass where the CPU's kernels do not run: all sequences of a batch padded to one length, so that a
/// layer is a handful of calls whatever the batch holds, and torch's fused attention (scale 1) with the relative bias
/// as its mask. Local attention on longer sequences goes by blocks of queries that see their own and the two
/// neighbouring blocks. Keeps what the layers share. Memory for the mask: heads * rows * longest, by blocks heads *
/// rows * (3 * radius + globals), rows with padding.
class PaddedAttention
{
public:
    /// `radius` < 0: all positions are seen. `blocks`: null where there are no global tokens.
    PaddedAttention(const Packed& packed, std::int64_t radius, const GlobalBlocks* blocks, const at::Device& device);

    /// [rows, heads * dim]; differentiable in every tensor of `input`, whose radius is the constructor's.
    at::Tensor run(const AttentionInput& input);

private:
    /// Added to the scores, [windows, heads, queries, keys + globals], in the type of `input.qkv`.
    const at::Tensor& scoreBias(const AttentionInput& input);
    at::Tensor ownBias(const AttentionInput& input) const;
    at::Tensor sideBias(const AttentionInput& input) const;
    at::Tensor windowsOf(const at::Tensor& keys) const;
    at::Tensor forEachWindow(const at::Tensor& ofSequences) const;

    std::int64_t m_sequences = 0;
    std::int64_t m_blocks = 1;  ///< windows of a sequence
    std::int64_t m_queries = 0; ///< positions of a window; lengths are padded to multiples of them, those of 8
    std::int64_t m_margin = 0;  ///< keys that a window sees on each side beyond its queries
    std::int64_t m_globals = 0;
    at::Tensor m_toPadded;      ///< [sequences * length] row of each cell; row 0 where there is none
    at::Tensor m_toPacked;      ///< [rows] cell of each row
    at::Tensor m_hidden;        ///< [windows, 1, 1, keys] 0, or much below 0 where there is no position
    at::Tensor m_toGlobals;     ///< the same two for the global tokens
    at::Tensor m_hiddenGlobals; ///< [windows, 1, 1, globals]
    at::Tensor m_sideIndex;     ///< [sequences * length * globals] column of the global bias table
    at::Tensor m_biasOf;        ///< the table that m_scoreBias was made of
    at::Tensor m_scoreBias;
    bool m_causal = false;
};

} // namespace corespan::model::nn
