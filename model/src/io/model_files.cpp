// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/files.h"
#include "io/json_fields.h"
#include "io/sha256.h"
#include "model/safetensors.h"

#include <set>

namespace corespan::model {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::size_t maxIndexBytes = 100'000'000;
constexpr const char* singleName = "model.safetensors";
constexpr const char* indexName = "model.safetensors.index.json";

bool isPickle(const fs::path& file)
{
    const std::string extension = file.extension().string();
    return extension == ".bin" || extension == ".pt" || extension == ".pth" || extension == ".ckpt";
}

[[noreturn]] void refusePickle(const fs::path& file, const fs::path& directory)
{
    throw ModelError(file.string() +
                     ": CoreSpan does not read .bin and .pt weights, because loading them can run code. Convert them "
                     "once: python3 -c \"from transformers import T5EncoderModel as M; M.from_pretrained('" +
                     directory.string() + "').save_pretrained('" + directory.string() +
                     "-safetensors')\" (LongT5EncoderModel for a longt5 model).");
}

[[noreturn]] void refuseWithoutWeights(const fs::path& directory)
{
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
        if (isPickle(entry.path()))
            refusePickle(entry.path(), directory);
    }
    throw ModelError(directory.string() + ": has no weights: neither " + singleName + " nor " + indexName + ".");
}

/// Tensor name to shard, from the index; shards must lie in the directory itself.
std::map<std::string, std::string> readWeightMap(const fs::path& index)
{
    const json object = parseStrictJson(readSmallFile(index, maxIndexBytes), index.string());
    JsonFields fields(object, index.string());
    const json* map = fields.find("weight_map");
    if (!map || !map->is_object() || map->empty())
        fields.fail("weight_map", "must be an object that names the shard of each tensor.");
    std::map<std::string, std::string> shards;
    for (const auto& [tensor, value] : map->items()) {
        const std::string shard = value.is_string() ? value.get<std::string>() : std::string();
        if (fs::path(shard).filename() != shard || shard.empty() || shard == "." || shard == "..")
            fields.fail("weight_map", "gives tensor \"" + tensor + "\" the shard " + value.dump() +
                                          "; a file name in the same directory is expected.");
        if (isPickle(shard))
            refusePickle(index.parent_path() / shard, index.parent_path());
        shards[tensor] = shard;
    }
    return shards;
}

/// The weight files in order of name; throws where there are none.
std::vector<fs::path> weightFiles(const fs::path& directory, std::map<std::string, std::string>& weightMap)
{
    if (isPickle(directory) && fs::is_regular_file(directory))
        refusePickle(directory, directory.parent_path());
    if (!fs::is_directory(directory))
        throw ModelError(directory.string() + ": there is no such model directory.");
    if (fs::exists(directory / singleName))
        return {directory / singleName};
    if (!fs::exists(directory / indexName))
        refuseWithoutWeights(directory);
    weightMap = readWeightMap(directory / indexName);
    std::set<fs::path> files;
    for (const auto& [tensor, shard] : weightMap)
        files.insert(directory / shard);
    return {files.begin(), files.end()};
}

/// Index and shards must agree in both directions, or a tensor would be found twice or not at all.
void checkIndex(const std::map<std::string, std::string>& weightMap, const std::vector<SafetensorsFile>& shards)
{
    std::size_t found = 0;
    for (const SafetensorsFile& shard : shards) {
        for (const auto& [tensor, view] : shard.tensors()) {
            const auto entry = weightMap.find(tensor);
            if (entry == weightMap.end() || entry->second != shard.path().filename())
                throw ModelError(shard.path().string() + ": holds tensor \"" + tensor + "\", which " + indexName +
                                 (entry == weightMap.end() ? " does not name." : " places in " + entry->second + "."));
            ++found;
        }
    }
    if (found == weightMap.size())
        return;
    for (const auto& [tensor, file] : weightMap) {
        for (const SafetensorsFile& shard : shards) {
            if (shard.path().filename() == file && !shard.tensors().contains(tensor))
                throw ModelError(shard.path().string() + ": lacks tensor \"" + tensor + "\", which " + indexName +
                                 " places there.");
        }
    }
}

} // namespace

std::vector<SafetensorsFile> openModelTensors(const fs::path& directory)
{
    std::map<std::string, std::string> weightMap;
    std::vector<SafetensorsFile> files;
    for (const fs::path& file : weightFiles(directory, weightMap))
        files.emplace_back(file);
    if (!weightMap.empty())
        checkIndex(weightMap, files);
    return files;
}

std::string weightsSha256(const fs::path& directory)
{
    std::map<std::string, std::string> weightMap;
    Sha256 sum;
    for (const fs::path& file : weightFiles(directory, weightMap))
        sum.add(MappedFile(file).bytes());
    return sum.hex();
}

} // namespace corespan::model
