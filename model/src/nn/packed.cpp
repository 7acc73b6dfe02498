// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/packed.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace corespan::model::nn {

std::int64_t Packed::longest() const
{
    std::int64_t top = 0;
    for (std::int64_t s = 0; s < sequences(); ++s)
        top = std::max(top, length(s));
    return top;
}

GlobalBlocks makeGlobalBlocks(const Packed& packed, std::int64_t blockSize, const at::Device& device)
{
    GlobalBlocks blocks;
    blocks.blockSize = blockSize;
    for (std::int64_t s = 0; s < packed.sequences(); ++s) {
        const std::int64_t count = packed.length(s) / blockSize;
        blocks.globals.append(count);
        blocks.most = std::max(blocks.most, count);
    }
    at::Tensor map = at::empty({packed.rows()}, at::kLong);
    auto* to = map.data_ptr<std::int64_t>();
    for (std::int64_t s = 0; s < packed.sequences(); ++s) {
        const std::int64_t count = blocks.globals.length(s);
        const std::int64_t first = blocks.globals.offsets[static_cast<std::size_t>(s)];
        for (std::int64_t i = 0; i < packed.length(s); ++i)
            *to++ = count == 0 ? blocks.globals.rows() : first + std::min(i / blockSize, count - 1);
    }
    blocks.rowToGlobal = map.to(device);
    return blocks;
}

} // namespace corespan::model::nn
