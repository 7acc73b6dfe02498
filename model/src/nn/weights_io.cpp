// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/weights_io.h"

#include "io/files.h"
#include "model/safetensors.h"
#include "nn/initialise.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace corespan::model::nn {
namespace {

std::string shapeText(at::IntArrayRef shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

at::ScalarType scalarType(DType type, const std::string& where)
{
    switch (type) {
    case DType::F64:
        return at::kDouble;
    case DType::F32:
        return at::kFloat;
    case DType::F16:
        return at::kHalf;
    case DType::BF16:
        return at::kBFloat16;
    default:
        throw ModelError(where + " is " + name(type) + "; weights have to be F64, F32, F16 or BF16");
    }
}

/// Names without "transformer.", the form in which all supported checkpoints agree.
std::string plainName(const std::string& name)
{
    constexpr std::string_view prefix = "transformer.";
    return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

/// What a checkpoint may hold beside the model: for an encoder with its labels all other parts of T5 models, for a
/// decoder, in old files, the bias of cross-attention, which T5 does not have.
bool isPassedOver(const std::string& plain, bool padded)
{
    if (padded)
        return plain == "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight";
    return plain.starts_with("decoder.") || plain == "lm_head.weight" || plain.starts_with("qa_outputs.") ||
           plain.starts_with("classification_head.");
}

/// Embeddings are tied in T5, whichever name they have.
bool isEmbedding(const std::string& plain)
{
    return plain == "shared.weight" || plain == "encoder.embed_tokens.weight" || plain == "decoder.embed_tokens.weight";
}

bool isHead(const std::string& plain)
{
    return plain.starts_with("classifier.") || plain.starts_with("selector.");
}

struct Found
{
    const TensorView* tensor = nullptr;
    std::string where; ///< file and tensor, for messages
};

void copyInto(const at::Tensor& view, const Found& found)
{
    const TensorView& t = *found.tensor;
    if (view.sizes() != at::IntArrayRef(t.shape))
        throw ModelError(found.where + " has shape " + shapeText(t.shape) + "; config.json asks for " +
                         shapeText(view.sizes()));
    const at::Tensor source =
        at::from_blob(const_cast<std::byte*>(t.bytes.data()), t.shape, at::dtype(scalarType(t.type, found.where)));
    view.copy_(source);
    if (!view.isfinite().all().item<bool>())
        throw ModelError(found.where + " holds NaN or infinity; the file is damaged or its training diverged");
}

using FoundTensors = std::map<std::string, Found>; ///< by plain name

bool same(const TensorView& a, const TensorView& b)
{
    return a.type == b.type && a.shape == b.shape && std::ranges::equal(a.bytes, b.bytes);
}

/// Two names of one tensor; a file may hold both as long as they agree.
void addOnce(FoundTensors& found, const std::string& plain, const Found& tensor)
{
    const auto [entry, isNew] = found.try_emplace(plain, tensor);
    if (!isNew && !same(*entry->second.tensor, *tensor.tensor))
        throw ModelError(tensor.where + " differs from " + entry->second.where +
                         "; both are names of one tensor of the encoder");
}

/// Embeddings are found as "shared.weight".
FoundTensors findTensors(const std::vector<SafetensorsFile>& files, bool padded)
{
    FoundTensors found;
    for (const SafetensorsFile& file : files) {
        for (const auto& [name, tensor] : file.tensors()) {
            const std::string plain = plainName(name);
            if (!isPassedOver(plain, padded))
                addOnce(found, isEmbedding(plain) ? "shared.weight" : plain,
                        {&tensor, file.path().string() + ": tensor \"" + name + '"'});
        }
    }
    return found;
}

/// Tied files of old have the output matrix twice; a second one that differs would be lost.
void checkHead(const Network& network, FoundTensors& found)
{
    const auto head = found.find("lm_head.weight");
    if (head == found.end())
        return;
    const at::Tensor copy = at::empty_like(network.embedding);
    copyInto(copy, head->second);
    if (!at::equal(copy, network.embedding))
        throw ModelError(head->second.where + " differs from \"shared.weight\", though config.json says that they are "
                                              "one; set \"tie_word_embeddings\" to false if they are not");
    found.erase(head);
}

/// Copies a view's tensor and takes it out of `found`; false where there is none.
bool take(FoundTensors& found, const NamedView& view)
{
    const auto it = found.find(plainName(view.name));
    if (it == found.end())
        return false;
    copyInto(view.view, it->second);
    found.erase(it);
    return true;
}

[[noreturn]] void failMissing(const std::filesystem::path& directory, const std::string& name)
{
    throw ModelError(directory.string() + ": tensor \"" + name + "\" is missing; config.json asks for it");
}

void refuseLeft(const FoundTensors& found)
{
    if (!found.empty())
        throw ModelError(found.begin()->second.where + " is not part of the model that config.json describes");
}

} // namespace

Network loadNetwork(const std::filesystem::path& directory)
{
    const at::NoGradGuard noGrad;
    ModelConfig config = readModelConfig(directory);
    const std::vector<SafetensorsFile> files = openModelTensors(directory);
    const bool padded = config.isPadded();
    FoundTensors found = findTensors(files, padded);
    if (config.plain && !found.contains("classifier.weight"))
        config.labels.clear(); // id2label of a checkpoint that classifies nothing
    Network network = Network::allocate(config);
    // T5 1.1's transformers 5 way: the output matrix is not scaled for, but the file has it only once.
    if (network.decoder.head.defined() && !found.contains("lm_head.weight") && found.contains("shared.weight"))
        found["lm_head.weight"] = found.at("shared.weight");
    for (const NamedView& view : network.views()) {
        if (!take(found, view))
            failMissing(directory, view.name);
    }
    if (padded)
        checkHead(network, found);
    refuseLeft(found);
    return network;
}

Network loadEncoder(const std::filesystem::path& directory, const ModelConfig& config, std::uint64_t seed)
{
    const at::NoGradGuard noGrad;
    Network network = Network::allocate(config);
    initialiseHeads(network, seed);
    const std::vector<SafetensorsFile> files = openModelTensors(directory);
    FoundTensors found = findTensors(files, false);
    const bool sameLabels = readModelConfig(directory).labels == config.labels;
    for (const NamedView& view : network.views()) {
        const bool head = isHead(view.name);
        if (!(head && !sameLabels) && !take(found, view) && !head)
            failMissing(directory, view.name);
    }
    std::erase_if(found, [](const auto& entry) { return isHead(entry.first); });
    refuseLeft(found);
    return network;
}

void saveNetwork(const Network& network, const std::filesystem::path& directory)
{
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error)
        throw ModelError(directory.string() + ": cannot be made: " + error.message());
    std::vector<at::Tensor> keep;
    std::vector<TensorToWrite> tensors;
    for (const NamedView& view : network.views()) {
        const at::Tensor t = view.view.detach().to(at::kCPU, at::kFloat).contiguous();
        keep.push_back(t);
        const std::span bytes(static_cast<const std::byte*>(t.const_data_ptr()), t.nbytes());
        tensors.push_back({view.name, DType::F32, t.sizes().vec(), bytes});
    }
    const std::string text = formatModelConfig(network.config);
    writeFileAtomically(directory / "config.json", {std::as_bytes(std::span(text))});
    const TokenizerConfig& tokenizer = network.config.tokenizer;
    if (tokenizer.fileBytes)
        writeFileAtomically(directory / tokenizer.file, {std::as_bytes(std::span(*tokenizer.fileBytes))});
    writeSafetensors(directory / "model.safetensors", std::move(tensors), {{"format", "pt"}});
}

} // namespace corespan::model::nn
