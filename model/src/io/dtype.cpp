// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/dtype.h"

#include <array>
#include <limits>

namespace corespan::model {

namespace {

struct DTypeFacts
{
    DType type;
    const char* name;
    std::size_t size;
};

constexpr std::array<DTypeFacts, 10> facts{{{DType::F64, "F64", 8},
                                            {DType::F32, "F32", 4},
                                            {DType::F16, "F16", 2},
                                            {DType::BF16, "BF16", 2},
                                            {DType::I64, "I64", 8},
                                            {DType::I32, "I32", 4},
                                            {DType::I16, "I16", 2},
                                            {DType::I8, "I8", 1},
                                            {DType::U8, "U8", 1},
                                            {DType::Bool, "BOOL", 1}}};

const DTypeFacts& factsOf(DType type)
{
    return facts[static_cast<std::size_t>(type)];
}

} // namespace

std::size_t elementSize(DType type)
{
    return factsOf(type).size;
}

const char* name(DType type)
{
    return factsOf(type).name;
}

std::optional<DType> dtypeFromName(const std::string& given)
{
    for (const DTypeFacts& known : facts) {
        if (given == known.name)
            return known.type;
    }
    return std::nullopt;
}

std::optional<std::size_t> byteCount(DType type, const std::vector<std::int64_t>& shape)
{
    std::size_t bytes = elementSize(type);
    for (const std::int64_t size : shape) {
        if (size < 0)
            return std::nullopt;
        const auto factor = static_cast<std::size_t>(size);
        if (factor != 0 && bytes > std::numeric_limits<std::size_t>::max() / factor)
            return std::nullopt;
        bytes *= factor;
    }
    return bytes;
}

} // namespace corespan::model
