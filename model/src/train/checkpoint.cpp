// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/checkpoint.h"

#include "model/safetensors.h"

#include <ATen/ATen.h>

#include <cstring>
#include <nlohmann/json.hpp>

namespace corespan::model {

using nlohmann::json;

namespace {

/// The configuration without what does not change the numbers, so that a run may go on with other threads or elsewhere.
std::string identityOf(TrainConfig config)
{
    config.threads = 0;
    config.checkpointEveryMinutes = 0.0;
    config.outputDirectory.clear();
    return formatTrainConfig(config);
}

} // namespace

std::filesystem::path checkpointFile(const TrainConfig& config)
{
    return config.outputDirectory / "checkpoint" / "state.safetensors";
}

void saveCheckpoint(const TrainConfig& config, const AdamW& optimizer, const TrainState& state)
{
    std::error_code error;
    std::filesystem::create_directories(checkpointFile(config).parent_path(), error);
    if (error)
        throw ModelError(checkpointFile(config).parent_path().string() + ": cannot be made: " + error.message());
    const json numbers = {{"epoch", state.epoch},
                          {"batch", state.batch},
                          {"minutes", state.minutes},
                          {"best_exact", state.bestExact},
                          {"steps", optimizer.steps},
                          {"passes", state.passes},
                          {"best_label_accuracy", state.bestLabelAccuracy},
                          {"bad_validations", state.badValidations}};
    std::vector<at::Tensor> keep;
    std::vector<TensorToWrite> tensors;
    for (const nn::NamedView& view : optimizer.state()) {
        keep.push_back(view.view.detach().contiguous());
        const std::span bytes(static_cast<const std::byte*>(keep.back().const_data_ptr()), keep.back().nbytes());
        tensors.push_back({view.name, DType::F32, keep.back().sizes().vec(), bytes});
    }
    writeSafetensors(checkpointFile(config), std::move(tensors),
                     {{"config", identityOf(config)}, {"state", numbers.dump()}});
}

bool loadCheckpoint(const TrainConfig& config, AdamW& optimizer, TrainState& state)
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
    const at::NoGradGuard noGrad;
    for (const nn::NamedView& view : optimizer.state()) {
        const auto it = file.tensors().find(view.name);
        if (it == file.tensors().end() || at::IntArrayRef(it->second.shape) != view.view.sizes() ||
            it->second.type != DType::F32)
            throw ModelError(path.string() + ": tensor \"" + view.name +
                             "\" is missing or misshapen; delete the checkpoint folder");
        view.view.copy_(at::from_blob(const_cast<std::byte*>(it->second.bytes.data()), it->second.shape, at::kFloat));
    }
    const json numbers = json::parse(metadata.at("state"));
    state.epoch = numbers.at("epoch");
    state.batch = numbers.at("batch");
    state.passes = numbers.at("passes");
    state.minutes = numbers.at("minutes");
    state.bestExact = numbers.at("best_exact");
    state.bestLabelAccuracy = numbers.at("best_label_accuracy");
    state.badValidations = numbers.at("bad_validations");
    optimizer.steps = numbers.at("steps");
    return true;
}

} // namespace corespan::model
