// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <ATen/Tensor.h>

#include <cstdint>

namespace corespan::model::nn {

/// Bucket of a relative position (key - query), bidirectional (T5Attention._relative_position_bucket; Raffel et al.
/// 2020). The logarithm is taken in float, as the reference does, so that borders fall alike.
std::int64_t relativeBucket(std::int64_t relativePosition, std::int64_t buckets, std::int64_t maxDistance);

/// The same looking left only, as a decoder does: all buckets belong to distances query - key; what lies right has
/// distance 0.
std::int64_t causalBucket(std::int64_t relativePosition, std::int64_t buckets, std::int64_t maxDistance);

/// Biases for offsets -reach ... reach from the embedding [buckets, heads]: [heads, 2 * reach + 1], differentiable.
at::Tensor biasTable(const at::Tensor& embedding, std::int64_t reach, std::int64_t maxDistance);

/// biasTable() of causalBucket().
at::Tensor causalBiasTable(const at::Tensor& embedding, std::int64_t reach, std::int64_t maxDistance);

/// The same as a matrix [heads, length, length] for attention that wants it whole.
at::Tensor biasMatrix(const at::Tensor& table, std::int64_t length);

} // namespace corespan::model::nn
