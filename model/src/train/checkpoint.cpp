// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/checkpoint.h"

#include "model/safetensors.h"

#include <ATen/ATen.h>

#include <nlohmann/json.hpp>

namespace corespan::model {

using nlohmann::json;

namespace {

/// The configuration without what does not change the numbers (but for rounding), so that a run may go on with other
/// threads or elsewhere.
std::string identityOf(TrainConfig config)
{
    config.threads = 0;
    config.device = DeviceChoice::Auto;
    config.checkpointEveryMinutes = 0.0;
    config.outputDirectory.clear();
    return formatTrainConfig(config);
}

std::string shapeText(at::IntArrayRef shape)
{
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text.empty() ? "a number" : text;
}

json numbersOf(const TrainState& state)
{
    return {{"epoch", state.epoch},
            {"batch", state.batch},
            {"passes", state.passes},
            {"steps", state.steps},
            {"minutes", state.minutes},
            {"validated", state.validated},
            {"best_score", state.bestScore},
            {"best_tie_break", state.bestTieBreak},
            {"bad_validations", state.badValidations}};
}

TrainState stateOf(const std::string& text)
{
    const json numbers = json::parse(text);
    TrainState state;
    state.epoch = numbers.at("epoch");
    state.batch = numbers.at("batch");
    state.passes = numbers.at("passes");
    state.steps = numbers.at("steps");
    state.minutes = numbers.at("minutes");
    state.validated = numbers.at("validated");
    state.bestScore = numbers.at("best_score");
    state.bestTieBreak = numbers.at("best_tie_break");
    state.badValidations = numbers.at("bad_validations");
    return state;
}

/// The tensor of the file that fills `view`.
const TensorView& tensorFor(const nn::NamedView& view, const SafetensorsFile& file)
{
    const auto it = file.tensors().find(view.name);
    const std::string where = file.path().string() + ": tensor \"" + view.name + "\" ";
    const std::string remedy = "; choose another \"output\", or delete the checkpoint folder to begin anew";
    if (it == file.tensors().end())
        throw ModelError(where + "is missing: the checkpoint is of another model" + remedy);
    if (at::IntArrayRef(it->second.shape) != view.view.sizes() || it->second.type != DType::F32)
        throw ModelError(where + "is " + shapeText(it->second.shape) + ", but the model has " +
                         shapeText(view.view.sizes()) + ": the checkpoint is of another shape" + remedy);
    return it->second;
}

} // namespace

std::filesystem::path checkpointFile(const TrainConfig& config)
{
    return config.outputDirectory / "checkpoint" / "state.safetensors";
}

void saveCheckpoint(const TrainConfig& config, std::span<const nn::NamedView> views, const TrainState& state)
{
    std::error_code error;
    std::filesystem::create_directories(checkpointFile(config).parent_path(), error);
    if (error)
        throw ModelError(checkpointFile(config).parent_path().string() + ": cannot be made: " + error.message());
    std::vector<at::Tensor> keep;
    std::vector<TensorToWrite> tensors;
    for (const nn::NamedView& view : views) {
        keep.push_back(view.view.detach().cpu().contiguous());
        const std::span bytes(static_cast<const std::byte*>(keep.back().const_data_ptr()), keep.back().nbytes());
        tensors.push_back({view.name, DType::F32, keep.back().sizes().vec(), bytes});
    }
    writeSafetensors(checkpointFile(config), std::move(tensors),
                     {{"config", identityOf(config)}, {"state", numbersOf(state).dump()}});
}

bool loadCheckpoint(const TrainConfig& config, std::span<const nn::NamedView> views, TrainState& state)
{
    const std::filesystem::path path = checkpointFile(config);
    if (!std::filesystem::exists(path))
        return false;
    const SafetensorsFile file(path);
    const auto& metadata = file.metadata();
    if (!metadata.contains("config") || !metadata.contains("state") || metadata.at("config") != identityOf(config))
        throw ModelError(
            path.string() +
            ": this checkpoint was made by another configuration; choose another \"output\", or delete the "
            "checkpoint folder to begin anew");
    std::vector<const TensorView*> found;
    for (const nn::NamedView& view : views)
        found.push_back(&tensorFor(view, file));
    const at::NoGradGuard noGrad;
    for (std::size_t i = 0; i < views.size(); ++i)
        views[i].view.copy_(at::from_blob(const_cast<std::byte*>(found[i]->bytes.data()), found[i]->shape, at::kFloat));
    state = stateOf(metadata.at("state"));
    return true;
}

} // namespace corespan::model
