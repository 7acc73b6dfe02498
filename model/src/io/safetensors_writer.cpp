// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/dtype.h"
#include "io/files.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

namespace corespan::model {

using nlohmann::json;

namespace {

constexpr std::size_t alignment = 8;
constexpr std::size_t maxHeaderBytes = 100'000'000; ///< the format's own limit

void checkTensor(const TensorToWrite& tensor, const std::string& where)
{
    const std::string named = where + ": tensor \"" + tensor.name + "\" ";
    const std::optional<std::size_t> bytes = byteCount(tensor.type, tensor.shape);
    if (!bytes || *bytes != tensor.bytes.size())
        throw ModelError(named + "has " + std::to_string(tensor.bytes.size()) +
                         " bytes, which does not fit its shape and type.");
    if (tensor.name.empty() || tensor.name == "__metadata__")
        throw ModelError(named + "cannot have this name.");
}

/// `"name":{...}` of the header.
std::string entryText(const TensorToWrite& tensor, std::size_t begin)
{
    const json entry{
        {"dtype", name(tensor.type)}, {"shape", tensor.shape}, {"data_offsets", {begin, begin + tensor.bytes.size()}}};
    return json(tensor.name).dump() + ":" + entry.dump();
}

std::string headerText(const std::vector<TensorToWrite>& tensors, const std::map<std::string, std::string>& metadata,
                       const std::string& where)
{
    std::set<std::string_view> names;
    std::size_t offset = 0;
    std::string text = "{";
    try {
        if (!metadata.empty())
            text.append("\"__metadata__\":").append(json(metadata).dump());
        for (const TensorToWrite& tensor : tensors) {
            checkTensor(tensor, where);
            if (!names.insert(tensor.name).second)
                throw ModelError(where + ": two tensors are called \"" + tensor.name + "\".");
            text.append(text.size() > 1 ? "," : "").append(entryText(tensor, offset));
            offset += tensor.bytes.size();
        }
    } catch (const json::exception& error) {
        throw ModelError(where + ": a tensor name or metadata entry is not UTF-8: " + error.what());
    }
    text += "}";
    text.append((alignment - text.size() % alignment) % alignment, ' ');
    if (text.size() > maxHeaderBytes)
        throw ModelError(where + ": " + std::to_string(tensors.size()) +
                         " tensors need a header of more than 100 MB; write them to several files.");
    return text;
}

} // namespace

void writeSafetensors(const std::filesystem::path& path, std::vector<TensorToWrite> tensors,
                      const std::map<std::string, std::string>& metadata)
{
    std::ranges::sort(tensors, [](const TensorToWrite& a, const TensorToWrite& b) {
        const std::size_t sizeA = elementSize(a.type);
        const std::size_t sizeB = elementSize(b.type);
        return sizeA != sizeB ? sizeA > sizeB : a.name < b.name;
    });
    const std::string header = headerText(tensors, metadata, path.string());
    std::array<std::byte, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<std::byte>(static_cast<std::uint64_t>(header.size()) >> (8 * i));
    std::vector<std::span<const std::byte>> parts{length, std::as_bytes(std::span(header))};
    for (const TensorToWrite& tensor : tensors)
        parts.push_back(tensor.bytes);
    writeFileAtomically(path, parts);
}

} // namespace corespan::model
