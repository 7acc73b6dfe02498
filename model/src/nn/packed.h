// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <ATen/Tensor.h>

#include <cstdint>
#include <vector>

namespace corespan::model::nn {

/// Sequences one behind the other, without padding: row offsets[s] is the first token of sequence s.
/// Everything but attention works on rows, so a batch costs what its real tokens cost.
struct Packed
{
    std::vector<std::int64_t> offsets = {0};

    std::int64_t sequences() const { return static_cast<std::int64_t>(offsets.size()) - 1; }
    std::int64_t rows() const { return offsets.back(); }
    std::int64_t length(std::int64_t s) const
    {
        return offsets[static_cast<std::size_t>(s) + 1] - offsets[static_cast<std::size_t>(s)];
    }
    std::int64_t longest() const;
    void append(std::int64_t length) { offsets.push_back(offsets.back() + length); }
};

/// The global tokens of a packed batch: length / blockSize for each sequence; the orphans at its end join the last
/// block. (LongT5's _make_global_fixed_block_ids, Guo et al. 2022, without its padding.)
struct GlobalBlocks
{
    Packed globals;
    std::int64_t blockSize = 1;
    std::int64_t most = 0;  ///< global tokens of the longest sequence
    at::Tensor rowToGlobal; ///< [rows] index of the global token that sums this row; globals.rows() where there is none
};

GlobalBlocks makeGlobalBlocks(const Packed& packed, std::int64_t blockSize, const at::Device& device);

} // namespace corespan::model::nn
