// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/safetensors.h"

#include <optional>

namespace corespan::model {

std::optional<DType> dtypeFromName(const std::string& given);

/// Bytes of a tensor; nothing where a size is negative or the product does not fit.
std::optional<std::size_t> byteCount(DType type, const std::vector<std::int64_t>& shape);

} // namespace corespan::model
