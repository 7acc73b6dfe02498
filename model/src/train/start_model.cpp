// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/start_model.h"

#include "io/config_parts.h"
#include "nn/initialise.h"
#include "nn/weights_io.h"

#include <algorithm>
#include <array>

namespace corespan::model {

using nlohmann::json;

namespace {

constexpr std::array encoderFields = {"model_type",
                                      "vocab_size",
                                      "d_model",
                                      "d_kv",
                                      "d_ff",
                                      "num_layers",
                                      "num_heads",
                                      "relative_attention_num_buckets",
                                      "relative_attention_max_distance",
                                      "layer_norm_epsilon",
                                      "feed_forward_proj",
                                      "encoder_attention_type",
                                      "local_radius",
                                      "global_block_size"};

json toJson(const ModelConfig& config)
{
    return json::parse(formatModelConfig(config));
}

/// A configuration beside the directory that it starts from.
struct Sides
{
    json wanted, there;
    json defaults; ///< of the wanted model_type
    std::string faults;

    Sides(const ModelConfig& wantedConfig, const ModelConfig& thereConfig)
        : wanted(toJson(wantedConfig)), there(toJson(thereConfig))
    {
        ModelConfig plain = parseModelConfig(json{{"model_type", wanted["model_type"]}}.dump(), "defaults");
        plain.hasSelector = plain.hasTokenizer = true;
        defaults = toJson(plain);
    }

    /// Names what is given in the field, or anywhere in it, and is another than the directory's. `path`: "/d_model"
    void compare(const std::string& path)
    {
        const json value = at(wanted, path);
        if (value.is_object() && path != "/id2label") {
            for (const auto& [name, inner] : value.items())
                compare(path + '/' + name);
            return;
        }
        const json own = at(there, path);
        if (value.is_null() || value == at(defaults, path) || value == own)
            return;
        std::string name = path.substr(1);
        std::ranges::replace(name, '/', '.');
        faults += "\n  " + name + " is " + value.dump() + ", there it is " + (own.is_null() ? "absent" : own.dump());
    }

    static json at(const json& side, const std::string& path)
    {
        const json::json_pointer pointer(path);
        return side.contains(pointer) ? side.at(pointer) : json();
    }
};

void readTokenizerOf(ModelConfig& model, const std::filesystem::path& directory)
{
    TokenizerConfig& tokenizer = model.tokenizer;
    if (tokenizer.kind != TokenizerKind::SentencePiece || tokenizer.fileBytes)
        return;
    std::filesystem::path file = tokenizer.file;
    if (!directory.empty() && std::filesystem::exists(directory / file))
        file = directory / file;
    tokenizer.fileBytes = readTokenizerFile(file);
    tokenizer.file = file.filename().string();
}

/// Tokenizer, selector and labels are the directory's.
ModelConfig goOn(const ModelConfig& there, const Sides& sides)
{
    json merged = sides.there;
    const json decoding = Sides::at(sides.wanted, "/corespan/decoding");
    for (const auto& [name, value] : decoding.items()) {
        if (value != Sides::at(sides.defaults, "/corespan/decoding/" + name))
            merged["corespan"]["decoding"][name] = value;
    }
    if (const json window = Sides::at(sides.wanted, "/corespan/window"); !window.is_null())
        merged["corespan"]["window"] = window;
    ModelConfig model = parseModelConfig(merged.dump(), "model");
    model.tokenizer = there.tokenizer;
    return model;
}

/// Heads and what belongs to them are the configuration's.
ModelConfig newHeads(const ModelConfig& wanted, const ModelConfig& there, const Sides& sides,
                     const std::filesystem::path& directory)
{
    ModelConfig model = wanted;
    model.encoder = there.encoder;
    if (wanted.labels.empty())
        model.labels = there.labels;
    const json tokenizer = Sides::at(sides.wanted, "/corespan/tokenizer");
    const bool tokenizerIsDefault =
        tokenizer.is_null() || tokenizer == Sides::at(sides.defaults, "/corespan/tokenizer");
    if (tokenizerIsDefault && there.hasTokenizer) {
        model.tokenizer = there.tokenizer;
        model.alphabet = there.alphabet;
    } else if (!wanted.tokenizer.given && tokenizerIsDefault) {
        throw ModelError(directory.string() +
                         ": nothing says which tokens its letters are: it has neither a \"corespan\" object nor a "
                         "spiece.model. Give \"model\": {\"corespan\": {\"tokenizer\": …}} in the configuration.");
    }
    readTokenizerOf(model, directory);
    return model;
}

} // namespace

bool bringsHeads(const ModelConfig& config)
{
    return !config.plain && (config.hasSelector || config.translates());
}

ModelConfig startingModel(const TrainConfig& config)
{
    ModelConfig model = config.model;
    if (config.initFrom.empty()) {
        readTokenizerOf(model, {});
    } else {
        const ModelConfig there = readModelConfig(config.initFrom);
        Sides sides(config.model, there);
        for (const char* name : encoderFields)
            sides.compare('/' + std::string(name));
        if (bringsHeads(there)) {
            for (const char* path : {"/id2label", "/corespan/alphabet", "/corespan/tokenizer", "/corespan/selector",
                                     "/corespan/translator"})
                sides.compare(path);
        }
        if (!sides.faults.empty())
            throw ModelError("\"model\" contradicts " + config.initFrom.string() +
                             ", from which training starts; leave out or change:" + sides.faults);
        model = bringsHeads(there) ? goOn(there, sides) : newHeads(config.model, there, sides, config.initFrom);
        const EncoderConfig& wanted = config.model.encoder;
        model.encoder.dropout = wanted.dropout != EncoderConfig().dropout ? wanted.dropout : there.encoder.dropout;
    }
    model.plain = false;
    model.hasTokenizer = true;
    validate(model, "model", ConfigStage::Draft);
    return model;
}

nn::Network startNetwork(const TrainConfig& config)
{
    ModelConfig model = startingModel(config);
    validate(model, "model");
    if (!config.initFrom.empty()) {
        const bool whole = bringsHeads(readModelConfig(config.initFrom));
        nn::Network network =
            whole ? nn::loadNetwork(config.initFrom) : nn::loadEncoder(config.initFrom, model, config.seed);
        network.config = std::move(model);
        network.config.trainingProvenance.clear();
        return network;
    }
    nn::Network network = nn::Network::allocate(model);
    nn::initialise(network, config.seed);
    if (!config.biasInit.empty())
        nn::initialiseBias(network, config.biasInit);
    return network;
}

} // namespace corespan::model
