// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/config_parts.h"
#include "io/json_fields.h"

#include <array>

namespace corespan::model {

using nlohmann::json;

namespace {

constexpr std::int64_t maxSize = std::int64_t{1} << 24; ///< any dimension: far above real models, far below overflow

struct ActivationName
{
    const char* name;
    Activation activation;
};

// First name of each kind is the one written. transformers maps "gated-gelu" to gelu_new (see readFeedForward).
constexpr std::array<ActivationName, 6> activationNames{{{"relu", Activation::Relu},
                                                         {"gelu_new", Activation::GeluNew},
                                                         {"silu", Activation::Silu},
                                                         {"gelu", Activation::Gelu},
                                                         {"swish", Activation::Silu},
                                                         {"gelu_pytorch_tanh", Activation::GeluNew}}};

void readFeedForward(JsonFields& fields, EncoderConfig& encoder)
{
    const std::string given = fields.text("feed_forward_proj", encoder.biasPerLayer ? "gated-gelu" : "relu");
    encoder.gated = given.starts_with("gated-");
    const std::string wanted = encoder.gated ? given.substr(6) : given;
    if (given == "gated-gelu") {
        encoder.activation = Activation::GeluNew;
        return;
    }
    for (const ActivationName& known : activationNames) {
        if (wanted == known.name) {
            encoder.activation = known.activation;
            return;
        }
    }
    fields.fail("feed_forward_proj",
                "is \"" + given + "\"; known are relu, gelu, gelu_new, silu, and gated-gelu, gated-silu, gated-relu.");
}

std::string feedForwardName(const EncoderConfig& encoder)
{
    if (encoder.gated && encoder.activation == Activation::GeluNew)
        return "gated-gelu";
    for (const ActivationName& known : activationNames) {
        if (known.activation == encoder.activation)
            return (encoder.gated ? "gated-" : "") + std::string(known.name);
    }
    return "relu";
}

void readAttention(JsonFields& fields, EncoderConfig& encoder)
{
    const bool longKind = fields.has("encoder_attention_type");
    const std::string type = fields.text("model_type", longKind ? "longt5" : "t5");
    encoder.biasPerLayer = type == "umt5";
    if (encoder.biasPerLayer) { // UMT5Config's own defaults
        encoder.vocabSize = 250112;
        encoder.dFf = 1024;
        encoder.numLayers = 8;
        encoder.numHeads = 6;
    }
    if (type == "t5" || encoder.biasPerLayer) {
        encoder.attention = AttentionKind::Full;
        return;
    }
    if (type != "longt5")
        fields.fail("model_type", "is \"" + type + "\"; CoreSpan reads t5, longt5 and umt5.");
    const std::string kind = fields.text("encoder_attention_type", "local");
    if (kind != "local" && kind != "transient-global")
        fields.fail("encoder_attention_type", "is \"" + kind + "\"; known are local and transient-global.");
    encoder.attention = kind == "local" ? AttentionKind::Local : AttentionKind::TransientGlobal;
    encoder.localRadius = fields.integer("local_radius", encoder.localRadius, 1, maxSize);
    encoder.globalBlockSize = fields.integer("global_block_size", encoder.globalBlockSize, 1, maxSize);
}

void readDecoder(JsonFields& fields, const EncoderConfig& encoder, DecoderConfig& decoder)
{
    decoder.numLayers = fields.integer("num_decoder_layers", encoder.numLayers, 1, 10'000);
    // transformers 5 keeps what 4 said by tie_word_embeddings in a field of its own, and then always writes "true".
    decoder.tied = fields.boolean("tie_word_embeddings", true);
    decoder.tied = fields.boolean("scale_decoder_outputs", decoder.tied);
    decoder.startId = fields.integer("decoder_start_token_id", decoder.startId, 0, maxSize);
}

void writeDecoder(const DecoderConfig& decoder, bool longKind, json& object)
{
    object["architectures"] = {longKind ? "LongT5ForConditionalGeneration" : "T5ForConditionalGeneration"};
    object["num_decoder_layers"] = decoder.numLayers;
    object["tie_word_embeddings"] = decoder.tied;
    object["scale_decoder_outputs"] = decoder.tied;
    object["decoder_start_token_id"] = decoder.startId;
    object["is_encoder_decoder"] = true;
    object["use_cache"] = true;
}

/// id2label in id order. A saved T5ForTokenClassification with exactly two unnamed labels has no id2label at all.
std::vector<std::string> readLabels(JsonFields& fields)
{
    const json* map = fields.find("id2label");
    if (!map) {
        const std::vector<std::string> architectures = fields.texts("architectures", {});
        const bool classifier = !architectures.empty() && architectures.front().ends_with("T5ForTokenClassification");
        return classifier ? std::vector<std::string>{"LABEL_0", "LABEL_1"} : std::vector<std::string>{};
    }
    if (!map->is_object())
        fields.fail("id2label", "must be an object such as {\"0\": \"A\"}, not " + std::string(map->type_name()) + ".");
    std::vector<std::string> labels;
    for (std::size_t id = 0; id < map->size(); ++id) {
        const auto found = map->find(std::to_string(id));
        if (found == map->end())
            fields.fail("id2label", "has " + std::to_string(map->size()) + " labels but none with id " +
                                        std::to_string(id) + "; ids must run from 0 without gaps.");
        if (!found->is_string())
            fields.fail("id2label", "gives id " + std::to_string(id) + " something that is not a string.");
        labels.push_back(found->get<std::string>());
    }
    return labels;
}

} // namespace

void readHuggingFaceFields(const json& object, const std::string& where, ModelConfig& config)
{
    JsonFields fields(object, where, JsonFields::Null::MeansAbsent);
    EncoderConfig& encoder = config.encoder;
    readAttention(fields, encoder);
    encoder.vocabSize = fields.integer("vocab_size", encoder.vocabSize, 1, maxSize);
    encoder.dModel = fields.integer("d_model", encoder.dModel, 1, maxSize);
    encoder.dKv = fields.integer("d_kv", encoder.dKv, 1, maxSize);
    encoder.dFf = fields.integer("d_ff", encoder.dFf, 1, maxSize);
    encoder.numLayers = fields.integer("num_layers", encoder.numLayers, 1, 10'000);
    encoder.numHeads = fields.integer("num_heads", encoder.numHeads, 1, 100'000);
    encoder.relativeBuckets = fields.integer("relative_attention_num_buckets", encoder.relativeBuckets, 4, maxSize);
    encoder.relativeMaxDistance =
        fields.integer("relative_attention_max_distance", encoder.relativeMaxDistance, 1, std::int64_t{1} << 40);
    encoder.dropout = fields.number("dropout_rate", encoder.dropout, 0.0, 1.0);
    encoder.layerNormEpsilon = fields.number("layer_norm_epsilon", encoder.layerNormEpsilon, 0.0, 1.0);
    encoder.initializerFactor = fields.number("initializer_factor", encoder.initializerFactor, 0.0, 1e6);
    readFeedForward(fields, encoder);
    readDecoder(fields, encoder, config.decoder);
    config.labels = readLabels(fields);
}

void writeHuggingFaceFields(const ModelConfig& config, json& object)
{
    const EncoderConfig& encoder = config.encoder;
    const bool longKind = encoder.attention != AttentionKind::Full;
    object["model_type"] = longKind ? "longt5" : encoder.biasPerLayer ? "umt5" : "t5";
    object["architectures"] = {longKind ? std::string("LongT5EncoderModel")
                                        : std::string(encoder.biasPerLayer ? "UM" : "") +
                                              (config.labels.empty() ? "T5EncoderModel" : "T5ForTokenClassification")};
    object["vocab_size"] = encoder.vocabSize;
    object["d_model"] = encoder.dModel;
    object["d_kv"] = encoder.dKv;
    object["d_ff"] = encoder.dFf;
    object["num_layers"] = encoder.numLayers;
    object["num_decoder_layers"] = encoder.numLayers;
    object["num_heads"] = encoder.numHeads;
    object["relative_attention_num_buckets"] = encoder.relativeBuckets;
    object["relative_attention_max_distance"] = encoder.relativeMaxDistance;
    object["dropout_rate"] = encoder.dropout;
    object["classifier_dropout"] = 0.0;
    object["layer_norm_epsilon"] = encoder.layerNormEpsilon;
    object["initializer_factor"] = encoder.initializerFactor;
    object["feed_forward_proj"] = feedForwardName(encoder);
    object["is_encoder_decoder"] = false;
    object["use_cache"] = false;
    object["pad_token_id"] = 0;
    object["eos_token_id"] = 1;
    object["dtype"] = "float32";
    if (longKind) {
        object["encoder_attention_type"] = encoder.attention == AttentionKind::Local ? "local" : "transient-global";
        object["local_radius"] = encoder.localRadius;
        object["global_block_size"] = encoder.globalBlockSize;
    }
    if (config.isPadded())
        writeDecoder(config.decoder, longKind, object);
    for (std::size_t id = 0; id < config.labels.size(); ++id) {
        object["id2label"][std::to_string(id)] = config.labels[id];
        object["label2id"][config.labels[id]] = id;
    }
}

} // namespace corespan::model
