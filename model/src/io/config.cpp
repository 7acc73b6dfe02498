// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/config.h"

#include "io/config_parts.h"
#include "io/files.h"
#include "io/json_fields.h"
#include "model/padded_decoder.h"
#include "model/tokenizer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace corespan::model {

using nlohmann::json;

namespace {

constexpr std::size_t maxConfigBytes = 64 << 20;
constexpr std::size_t maxTokenizerBytes = 64 << 20; // UMT5's, of 250,000 pieces, has 5 million bytes

void require(bool condition, const std::string& where, const std::string& otherwise)
{
    if (!condition)
        throw ModelError(where + ": " + otherwise);
}

bool allDifferent(const std::vector<std::string>& names)
{
    return std::set<std::string>(names.begin(), names.end()).size() == names.size();
}

void validateEncoder(const EncoderConfig& encoder, const std::string& where)
{
    const bool sizes = std::min({encoder.vocabSize, encoder.dModel, encoder.dKv, encoder.dFf, encoder.numLayers,
                                 encoder.numHeads, encoder.localRadius, encoder.globalBlockSize}) >= 1;
    require(sizes, where,
            "vocab_size, d_model, d_kv, d_ff, num_layers, num_heads, local_radius and global_block_size "
            "must be at least 1.");
    // Half of the buckets belong to each direction, and half of those to one distance each.
    const std::int64_t exact = encoder.relativeBuckets / 4;
    require(exact >= 1, where, "relative_attention_num_buckets must be at least 4.");
    require(encoder.relativeMaxDistance > exact, where,
            "relative_attention_max_distance (" + std::to_string(encoder.relativeMaxDistance) +
                ") must be above a quarter of relative_attention_num_buckets (" +
                std::to_string(encoder.relativeBuckets) + ").");
    require(encoder.dropout >= 0.0 && encoder.dropout < 1.0, where, "dropout_rate must be at least 0 and below 1.");
    require(encoder.layerNormEpsilon > 0.0, where, "layer_norm_epsilon must be above 0.");
    require(!(encoder.gated && encoder.activation == Activation::Gelu), where,
            "a gated exact gelu cannot be named in config.json; use gated-gelu, which is gelu_new.");
}

void validateSelector(const SelectorConfig& selector, bool lacksLabels, const std::string& where)
{
    const bool tags = selector.kind == SelectorKind::Bio || selector.kind == SelectorKind::Bioes;
    require(tags || !selector.crf, where,
            std::string("corespan.selector: field \"crf\" belongs to bio and bioes, not to ") + name(selector.kind) +
                ".");
    if (selector.kind == SelectorKind::Ctc) {
        require(!lacksLabels, where, "corespan.selector: ctc emits labels, but id2label names none.");
        require(selector.types.size() == 1, where, "corespan.selector: ctc finds cores of one type.");
        require(selector.grammar.kind != GrammarConfig::Kind::Types, where,
                "corespan.selector.grammar: rules on types have no meaning for ctc, which has one type.");
    }
}

void validatePadded(const ModelConfig& config, const std::string& where)
{
    require(config.selector.types.size() == 1, where, "corespan.selector: padded finds cores of one type.");
    require(config.selector.grammar.kind == GrammarConfig::Kind::None, where,
            "corespan.selector.grammar: a padded decoder writes its own sequence; no grammar constrains it.");
    require(config.decoder.numLayers >= 1, where, "num_decoder_layers must be at least 1.");
    // A decoder looks one way only, so each distance has twice the encoder's buckets.
    require(config.encoder.relativeMaxDistance > config.encoder.relativeBuckets / 2, where,
            "relative_attention_max_distance must be above half of relative_attention_num_buckets for a decoder.");
    require(config.decoder.startId < config.encoder.vocabSize, where,
            "decoder_start_token_id is " + std::to_string(config.decoder.startId) + ", but vocab_size is " +
                std::to_string(config.encoder.vocabSize) + ".");
}

void validateHeads(const ModelConfig& config, const std::string& where, ConfigStage stage)
{
    require(!config.selector.types.empty(), where, "corespan.selector: field \"types\" is empty.");
    require(allDifferent(config.selector.types), where, "corespan.selector: field \"types\" names a type twice.");
    validateSelector(config.selector, config.labels.empty() && stage == ConfigStage::Complete, where);
    if (config.isPadded())
        validatePadded(config, where);
    const bool nucleotides = config.alphabet == Alphabet::Dna || config.alphabet == Alphabet::Rna;
    require(config.selector.grammar.kind != GrammarConfig::Kind::Orf || nucleotides, where,
            "corespan.selector.grammar: open reading frames are of dna or rna; the alphabet is another.");
    require(config.selector.grammar.kind != GrammarConfig::Kind::Orf ||
                config.tokenizer.kind != TokenizerKind::SentencePiece,
            where,
            "corespan.selector.grammar: open reading frames need one token a position; sentencepiece gives pieces.");
    require(allDifferent(config.labels), where, "id2label gives two ids the same label.");
    require(config.labels.size() <= static_cast<std::size_t>(std::numeric_limits<std::int16_t>::max()), where,
            "id2label has more than 32767 labels.");
    const DecodingConfig& decoding = config.decoding;
    require(decoding.minLength >= 1, where, "corespan.decoding: field \"min_length\" must be at least 1.");
    require(decoding.maxLength == 0 || decoding.maxLength >= decoding.minLength, where,
            "corespan.decoding: field \"max_length\" is below \"min_length\"; 0 means no limit.");
    require(decoding.nBest >= 1, where, "corespan.decoding: field \"n_best\" must be at least 1.");
    require(std::isfinite(decoding.nullBias), where, "corespan.decoding: field \"null_bias\" must be finite.");
    require(config.window.size == 0 || config.window.overlap < config.window.size, where,
            "corespan.window: field \"overlap\" must be below \"size\".");
    require(decoding.threshold > 0.0 && decoding.threshold < 1.0, where,
            "corespan.decoding: field \"threshold\" must lie between 0 and 1.");
}

} // namespace

ModelConfig parseModelConfig(const std::string& text, const std::string& where, ConfigStage stage)
{
    const json object = parseStrictJson(text, where);
    ModelConfig config;
    readHuggingFaceFields(object, where, config);
    const auto own = object.find("corespan");
    config.plain = own == object.end();
    config.hasSelector = config.hasTokenizer = !config.plain;
    if (!config.plain)
        readCorespanObject(*own, where + ": corespan", config);
    validate(config, where, stage);
    return config;
}

ModelConfig readModelConfig(const std::filesystem::path& directory)
{
    const std::filesystem::path file = directory / "config.json";
    if (!std::filesystem::is_directory(directory))
        throw ModelError(directory.string() + ": there is no such model directory.");
    if (!std::filesystem::exists(file))
        throw ModelError(directory.string() + ": is not a model directory: it has no config.json.");
    ModelConfig config = parseModelConfig(readSmallFile(file, maxConfigBytes), file.string());
    const std::filesystem::path pieces = config.tokenizer.file;
    if (config.plain && std::filesystem::exists(directory / pieces)) {
        plainTokenizer(readTokenizerFile(directory / pieces), (directory / pieces).string(), config);
        config.hasTokenizer = true;
    } else if (config.tokenizer.kind == TokenizerKind::SentencePiece) {
        if (pieces.filename() != pieces)
            throw ModelError(file.string() + ": corespan.tokenizer: field \"file\" is \"" + pieces.string() +
                             "\"; a file name in the same directory is expected.");
        config.tokenizer.fileBytes = readTokenizerFile(directory / pieces);
    }
    if (config.tokenizer.fileBytes)
        validate(config, directory.string());
    return config;
}

std::shared_ptr<const std::string> readTokenizerFile(const std::filesystem::path& file)
{
    if (!std::filesystem::exists(file))
        throw ModelError(file.string() + ": is missing; the model splits sequences by it. Copy it from where the "
                                         "model comes from.");
    return std::make_shared<const std::string>(readSmallFile(file, maxTokenizerBytes));
}

std::string formatModelConfig(const ModelConfig& config)
{
    json object = json::object();
    writeHuggingFaceFields(config, object);
    if (config.hasTokenizer)
        object["corespan"] = corespanObject(config);
    try {
        return object.dump(2) + "\n";
    } catch (const json::exception& error) {
        throw ModelError(std::string("config.json: a label or type name is not UTF-8: ") + error.what());
    }
}

void validate(const ModelConfig& config, const std::string& where, ConfigStage stage)
{
    validateEncoder(config.encoder, where);
    if (config.hasSelector)
        validateHeads(config, where, stage);
    const bool unread = config.tokenizer.kind == TokenizerKind::SentencePiece && !config.tokenizer.fileBytes;
    if (!config.hasTokenizer || unread)
        return;
    const std::int64_t needed = Tokenizer(config.tokenizer, config.alphabet, where).size();
    require(needed <= config.encoder.vocabSize, where,
            "the tokenizer's ids reach " + std::to_string(needed - 1) + ", but vocab_size is " +
                std::to_string(config.encoder.vocabSize) + ".");
    if (!config.isPadded())
        return;
    const PaddedTokens tokens = paddedTokens(config);
    require(tokens.end() <= config.encoder.vocabSize, where,
            "a padded decoder writes " + std::to_string(tokens.count()) + " tokens behind the tokenizer's " +
                std::to_string(needed) + ", but vocab_size is " + std::to_string(config.encoder.vocabSize) +
                "; it must be at least " + std::to_string(tokens.end()) + ".");
}

std::int64_t ModelConfig::selectorRows() const
{
    const auto types = static_cast<std::int64_t>(selector.types.size());
    switch (selector.kind) {
    case SelectorKind::Span:
        return 2 * types;
    case SelectorKind::Mask:
        return types;
    case SelectorKind::Bio:
        return 2 * types + 1;
    case SelectorKind::Bioes:
        return 4 * types + 1;
    case SelectorKind::Ctc:
        return static_cast<std::int64_t>(labels.size()) + 1;
    case SelectorKind::Padded:
        return paddedTracks;
    }
    return 0;
}

const char* name(SelectorKind kind)
{
    switch (kind) {
    case SelectorKind::Span:
        return "span";
    case SelectorKind::Mask:
        return "mask";
    case SelectorKind::Bio:
        return "bio";
    case SelectorKind::Bioes:
        return "bioes";
    case SelectorKind::Ctc:
        return "ctc";
    case SelectorKind::Padded:
        return "padded";
    }
    return "";
}

const char* name(TokenizerKind kind)
{
    switch (kind) {
    case TokenizerKind::Residue:
        return "residue";
    case TokenizerKind::Kmer:
        return "kmer";
    case TokenizerKind::SentencePiece:
        return "sentencepiece";
    }
    return "";
}

const char* name(Alphabet alphabet)
{
    switch (alphabet) {
    case Alphabet::Protein:
        return "protein";
    case Alphabet::Dna:
        return "dna";
    case Alphabet::Rna:
        return "rna";
    case Alphabet::Text:
        return "text";
    }
    return "";
}

} // namespace corespan::model
