// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/weights_io.h"

#include "io/files.h"
#include "model/safetensors.h"

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

/// What a checkpoint may hold beside the model: for an encoder its decoder, for both the embedding under its other
/// names and, in old ones, the bias of cross-attention, which T5 does not have.
bool isPassedOver(const std::string& plain, bool hasDecoder)
{
    if (hasDecoder)
        return plain == "encoder.embed_tokens.weight" || plain == "decoder.embed_tokens.weight" ||
               plain == "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight";
    return plain.starts_with("decoder.") || plain == "lm_head.weight" || plain == "encoder.embed_tokens.weight";
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

/// Tied files of old have the output matrix twice; a second one that differs would be lost.
void checkHead(const Network& network, std::map<std::string, Found>& found)
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

} // namespace

Network loadNetwork(const std::filesystem::path& directory)
{
    const at::NoGradGuard noGrad;
    Network network = Network::allocate(readModelConfig(directory));
    const std::vector<SafetensorsFile> files = openModelTensors(directory);
    std::map<std::string, Found> found;
    for (const SafetensorsFile& file : files)
        for (const auto& [name, tensor] : file.tensors())
            found[plainName(name)] = {&tensor, file.path().string() + ": tensor \"" + name + '"'};
    if (!found.contains("shared.weight") && found.contains("encoder.embed_tokens.weight"))
        found["shared.weight"] = found.at("encoder.embed_tokens.weight");
    // T5 1.1's transformers 5 way: the output matrix is not scaled for, but the file has it only once.
    if (network.decoder.head.defined() && !found.contains("lm_head.weight") && found.contains("shared.weight"))
        found["lm_head.weight"] = found.at("shared.weight");

    for (const NamedView& view : network.views()) {
        const auto it = found.find(plainName(view.name));
        if (it == found.end())
            throw ModelError(directory.string() + ": tensor \"" + view.name + "\" is missing; config.json asks for it");
        copyInto(view.view, it->second);
        found.erase(it);
    }
    const bool padded = network.config.isPadded();
    std::erase_if(found, [&](const auto& entry) { return isPassedOver(entry.first, padded); });
    if (padded)
        checkHead(network, found);
    if (!found.empty())
        throw ModelError(found.begin()->second.where + " is not part of the model that config.json describes");
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
    writeSafetensors(directory / "model.safetensors", std::move(tensors), {{"format", "pt"}});
}

} // namespace corespan::model::nn
