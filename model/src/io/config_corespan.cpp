// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/config_parts.h"
#include "io/grammar_json.h"
#include "io/json_fields.h"

#include <algorithm>
#include <array>

namespace corespan::model {

using nlohmann::json;

namespace {

constexpr std::int64_t knownFormat = 1;
constexpr std::array selectorKinds = {SelectorKind::Span,  SelectorKind::Mask, SelectorKind::Bio,
                                      SelectorKind::Bioes, SelectorKind::Ctc,  SelectorKind::Padded};
constexpr std::array tokenizerKinds = {TokenizerKind::Residue, TokenizerKind::Kmer, TokenizerKind::SentencePiece};

Alphabet readAlphabet(JsonFields& fields)
{
    const std::string given = fields.text("alphabet", name(Alphabet::Protein));
    for (const Alphabet alphabet : {Alphabet::Protein, Alphabet::Dna, Alphabet::Rna, Alphabet::Text}) {
        if (given == name(alphabet))
            return alphabet;
    }
    fields.fail("alphabet", "is \"" + given + "\"; known are protein, dna, rna and text.");
}

void readReplace(const json& object, const std::string& where, TokenizerConfig& tokenizer)
{
    JsonFields fields(object, where);
    tokenizer.replaceFrom = fields.text("from", "");
    const std::string to = fields.text("to", "X");
    if (to.size() != 1)
        fields.fail("to", "must be one letter, not \"" + to + "\".");
    tokenizer.replaceTo = to.front();
    fields.refuseUnknown();
}

void readTokenizer(const json& object, const std::string& where, TokenizerConfig& tokenizer)
{
    JsonFields fields(object, where);
    const std::string kind = fields.text("kind", name(TokenizerKind::Residue));
    const auto* known = std::ranges::find(tokenizerKinds, kind, [](TokenizerKind k) { return std::string(name(k)); });
    if (known == tokenizerKinds.end())
        fields.fail("kind", "is \"" + kind + "\"; known are residue, kmer and sentencepiece.");
    tokenizer.kind = *known;
    tokenizer.given = true;
    if (tokenizer.kind == TokenizerKind::SentencePiece) {
        tokenizer.file = fields.text("file", tokenizer.file);
        tokenizer.joiner = fields.text("joiner", tokenizer.joiner);
        if (tokenizer.file.empty())
            fields.fail("file", "is empty; it names the SentencePiece model.");
    } else {
        tokenizer.symbols = fields.text("symbols", tokenizer.symbols);
        if (tokenizer.kind == TokenizerKind::Kmer)
            tokenizer.k = fields.integer("k", 3, 1, 31);
        tokenizer.firstId = fields.integer("first_id", tokenizer.firstId, 2, std::int64_t{1} << 31);
        tokenizer.unknownId = fields.integer("unknown", tokenizer.unknownId, 2, std::int64_t{1} << 31);
    }
    if (const json* replace = fields.find("replace"))
        readReplace(*replace, where + ".replace", tokenizer);
    fields.refuseUnknown();
}

void readSelector(const json& object, const std::string& where, SelectorConfig& selector)
{
    JsonFields fields(object, where);
    const std::string kind = fields.text("kind", name(SelectorKind::Span));
    const auto* known = std::ranges::find(selectorKinds, kind, [](SelectorKind k) { return std::string(name(k)); });
    if (known == selectorKinds.end())
        fields.fail("kind", "is \"" + kind + "\"; known are span, mask, bio, bioes, ctc and padded.");
    selector.kind = *known;
    selector.null = fields.boolean("null", selector.null);
    selector.crf = fields.boolean("crf", selector.crf);
    selector.types = fields.texts("types", selector.types);
    if (const json* grammar = fields.find("grammar"))
        selector.grammar = parseGrammar(*grammar, selector.types, where + ".grammar");
    fields.refuseUnknown();
}

void readDecoding(const json& object, const std::string& where, DecodingConfig& decoding)
{
    JsonFields fields(object, where);
    decoding.minLength = fields.integer("min_length", decoding.minLength, 1);
    decoding.maxLength = fields.integer("max_length", decoding.maxLength, 0);
    decoding.nullBias = fields.number("null_bias", decoding.nullBias);
    decoding.nBest = fields.integer("n_best", decoding.nBest, 1, 1'000'000);
    decoding.threshold = fields.number("threshold", decoding.threshold);
    decoding.mergeGap = fields.integer("merge_gap", decoding.mergeGap, 0);
    decoding.exactSegments = fields.boolean("exact_segments", decoding.exactSegments);
    decoding.singleCore = fields.boolean("single_core", decoding.singleCore);
    decoding.grammar = fields.boolean("grammar", decoding.grammar);
    decoding.unit = fields.integer("unit", decoding.unit, 1, 1000);
    fields.refuseUnknown();
}

json tokenizerObject(const TokenizerConfig& tokenizer)
{
    json object{{"kind", name(tokenizer.kind)}};
    if (tokenizer.kind == TokenizerKind::SentencePiece) {
        object["file"] = tokenizer.file;
        object["joiner"] = tokenizer.joiner;
    } else {
        object["symbols"] = tokenizer.symbols;
        object["first_id"] = tokenizer.firstId;
        object["unknown"] = tokenizer.unknownId;
    }
    if (tokenizer.kind == TokenizerKind::Kmer)
        object["k"] = tokenizer.k;
    if (!tokenizer.replaceFrom.empty())
        object["replace"] = {{"from", tokenizer.replaceFrom}, {"to", std::string(1, tokenizer.replaceTo)}};
    return object;
}

json selectorObject(const SelectorConfig& selector)
{
    json object{
        {"kind", name(selector.kind)}, {"null", selector.null}, {"crf", selector.crf}, {"types", selector.types}};
    if (selector.grammar.kind != GrammarConfig::Kind::None)
        object["grammar"] = grammarJson(selector.grammar, selector.types);
    return object;
}

json decodingObject(const DecodingConfig& decoding)
{
    return {{"min_length", decoding.minLength},
            {"max_length", decoding.maxLength},
            {"null_bias", decoding.nullBias},
            {"n_best", decoding.nBest},
            {"threshold", decoding.threshold},
            {"merge_gap", decoding.mergeGap},
            {"exact_segments", decoding.exactSegments},
            {"single_core", decoding.singleCore},
            {"grammar", decoding.grammar},
            {"unit", decoding.unit}};
}

} // namespace

void readCorespanObject(const json& object, const std::string& where, ModelConfig& config)
{
    JsonFields fields(object, where);
    const std::int64_t format = fields.integer("format", knownFormat, 1);
    if (format > knownFormat)
        fields.fail("format", "is " + std::to_string(format) +
                                  ": the model was made by a newer CoreSpan; this one reads format 1.");
    config.alphabet = readAlphabet(fields);
    if (const json* tokenizer = fields.find("tokenizer"))
        readTokenizer(*tokenizer, where + ".tokenizer", config.tokenizer);
    const json* selector = fields.find("selector");
    config.hasSelector = !selector || !selector->is_boolean() || selector->get<bool>();
    if (selector && !selector->is_boolean())
        readSelector(*selector, where + ".selector", config.selector);
    if (const json* decoding = fields.find("decoding"))
        readDecoding(*decoding, where + ".decoding", config.decoding);
    if (const json* window = fields.find("window")) {
        JsonFields inner(*window, where + ".window");
        config.window.size = inner.integer("size", config.window.size, 0);
        config.window.overlap = inner.integer("overlap", config.window.overlap, 0);
        config.window.scales = inner.integer("scales", config.window.scales, 1);
        inner.refuseUnknown();
    }
    config.hasTranslator = fields.boolean("translator", config.hasTranslator);
    if (const json* training = fields.find("training")) {
        if (!training->is_object())
            fields.fail("training", "must be an object.");
        config.trainingProvenance = training->dump();
    }
    fields.refuseUnknown();
}

json corespanObject(const ModelConfig& config)
{
    json object{{"format", knownFormat},
                {"alphabet", name(config.alphabet)},
                {"tokenizer", tokenizerObject(config.tokenizer)},
                {"selector", config.hasSelector ? selectorObject(config.selector) : json(false)},
                {"decoding", decodingObject(config.decoding)}};
    if (config.window.size > 0)
        object["window"] = {
            {"size", config.window.size}, {"overlap", config.window.overlap}, {"scales", config.window.scales}};
    if (!config.hasTranslator)
        object["translator"] = false;
    if (!config.trainingProvenance.empty())
        object["training"] = parseStrictJson(config.trainingProvenance, "training provenance");
    return object;
}

} // namespace corespan::model
