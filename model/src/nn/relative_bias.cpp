// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/relative_bias.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace corespan::model::nn {

std::int64_t relativeBucket(std::int64_t relativePosition, std::int64_t buckets, std::int64_t maxDistance)
{
    const std::int64_t half = buckets / 2;
    const std::int64_t side = relativePosition > 0 ? half : 0;
    const std::int64_t distance = std::abs(relativePosition);
    const std::int64_t exact = half / 2;
    if (distance < exact)
        return side + distance;
    const float share = std::log(static_cast<float>(distance) / static_cast<float>(exact)) /
                        static_cast<float>(std::log(static_cast<double>(maxDistance) / static_cast<double>(exact)));
    const auto far = exact + static_cast<std::int64_t>(share * static_cast<float>(half - exact));
    return side + std::min(far, half - 1);
}

at::Tensor biasTable(const at::Tensor& embedding, std::int64_t reach, std::int64_t maxDistance)
{
    const at::Tensor rows = at::empty({2 * reach + 1}, at::kLong);
    auto* to = rows.data_ptr<std::int64_t>();
    for (std::int64_t offset = -reach; offset <= reach; ++offset)
        *to++ = relativeBucket(offset, embedding.size(0), maxDistance);
    return embedding.index_select(0, rows.to(embedding.device())).t().contiguous();
}

at::Tensor biasMatrix(const at::Tensor& table, std::int64_t length)
{
    const std::int64_t center = (table.size(1) - 1) / 2;
    const at::Tensor position = at::arange(length, table.options().dtype(at::kLong));
    const at::Tensor index = position.unsqueeze(0) - position.unsqueeze(1) + center;
    return table.index_select(1, index.flatten()).view({table.size(0), length, length});
}

} // namespace corespan::model::nn
