// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/relative_bias.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace corespan::model::nn {

namespace {

/// Bucket of a distance among those of one direction: half of them for one distance each, the others ever wider.
std::int64_t bucketOf(std::int64_t distance, std::int64_t buckets, std::int64_t maxDistance)
{
    const std::int64_t exact = buckets / 2;
    if (distance < exact)
        return distance;
    const float share = std::log(static_cast<float>(distance) / static_cast<float>(exact)) /
                        static_cast<float>(std::log(static_cast<double>(maxDistance) / static_cast<double>(exact)));
    const auto far = exact + static_cast<std::int64_t>(share * static_cast<float>(buckets - exact));
    return std::min(far, buckets - 1);
}

using Bucket = std::int64_t (*)(std::int64_t relativePosition, std::int64_t buckets, std::int64_t maxDistance);

at::Tensor tableOf(const at::Tensor& embedding, std::int64_t reach, std::int64_t maxDistance, Bucket bucket)
{
    const at::Tensor rows = at::empty({2 * reach + 1}, at::kLong);
    auto* to = rows.data_ptr<std::int64_t>();
    for (std::int64_t offset = -reach; offset <= reach; ++offset)
        *to++ = bucket(offset, embedding.size(0), maxDistance);
    return embedding.index_select(0, rows.to(embedding.device())).t().contiguous();
}

} // namespace

std::int64_t relativeBucket(std::int64_t relativePosition, std::int64_t buckets, std::int64_t maxDistance)
{
    const std::int64_t half = buckets / 2;
    return (relativePosition > 0 ? half : 0) + bucketOf(std::abs(relativePosition), half, maxDistance);
}

std::int64_t causalBucket(std::int64_t relativePosition, std::int64_t buckets, std::int64_t maxDistance)
{
    return bucketOf(std::max<std::int64_t>(0, -relativePosition), buckets, maxDistance);
}

at::Tensor biasTable(const at::Tensor& embedding, std::int64_t reach, std::int64_t maxDistance)
{
    return tableOf(embedding, reach, maxDistance, relativeBucket);
}

at::Tensor causalBiasTable(const at::Tensor& embedding, std::int64_t reach, std::int64_t maxDistance)
{
    return tableOf(embedding, reach, maxDistance, causalBucket);
}

at::Tensor biasMatrix(const at::Tensor& table, std::int64_t length)
{
    const std::int64_t center = (table.size(1) - 1) / 2;
    const at::Tensor position = at::arange(length, table.options().dtype(at::kLong));
    const at::Tensor index = position.unsqueeze(0) - position.unsqueeze(1) + center;
    return table.index_select(1, index.flatten()).view({table.size(0), length, length});
}

} // namespace corespan::model::nn
