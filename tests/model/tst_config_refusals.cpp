// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/config.h"
#include "test_files.h"

#include <limits>

using namespace corespan::model;

/// What config.json may not say, and that the message names the field.
class TestConfigRefusals : public QObject
{
    Q_OBJECT

private slots:
    void texts_data();
    void texts();
    void namesTheFile();
    void valuesSetByCode();
};

void TestConfigRefusals::texts_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* json, const char* reason) { QTest::newRow(json) << QByteArray(json) << reason; };
    const auto own = [](const char* fields, const char* reason) {
        QTest::newRow(fields) << "{\"corespan\": {" + QByteArray(fields) + "}}" << reason;
    };
    row("", "not valid JSON");
    row("[]", "a JSON object is expected, not array");
    row("{} x", "not valid JSON");
    row(R"({"d_model": 8, "d_model": 9})", "\"d_model\" appears twice");
    row(R"({"d_model": "8"})", "\"d_model\" must be a whole number");
    row(R"({"d_model": 8.5})", "\"d_model\" must be a whole number");
    row(R"({"d_model": 0})", "\"d_model\" is 0; at least 1");
    row(R"({"d_ff": -1})", "\"d_ff\" is -1");
    row(R"({"num_heads": 18446744073709551615})", "\"num_heads\" is 18446744073709551615; at most");
    row(R"({"vocab_size": 99999999999})", "\"vocab_size\" is 99999999999; at most");
    row(R"({"dropout_rate": 1.5})", "\"dropout_rate\" is 1.5");
    row(R"({"dropout_rate": 1.0})", "dropout_rate must be at least 0 and below 1");
    row(R"({"layer_norm_epsilon": 0})", "layer_norm_epsilon must be above 0");
    row(R"({"relative_attention_num_buckets": 3})", "\"relative_attention_num_buckets\" is 3");
    row(R"({"relative_attention_num_buckets": 64, "relative_attention_max_distance": 16})",
        "relative_attention_max_distance (16)");
    row(R"({"feed_forward_proj": "gated-tanh"})", "\"feed_forward_proj\" is \"gated-tanh\"");
    row(R"({"feed_forward_proj": "gated"})", "\"feed_forward_proj\" is \"gated\"");
    row(R"({"feed_forward_proj": 3})", "\"feed_forward_proj\" must be a string");
    row(R"({"model_type": "bert"})", "\"model_type\" is \"bert\"");
    row(R"({"model_type": "longt5", "encoder_attention_type": "global"})", "\"encoder_attention_type\" is \"global\"");
    row(R"({"model_type": "longt5", "local_radius": 0})", "\"local_radius\" is 0");
    row(R"({"model_type": "longt5", "global_block_size": 0})", "\"global_block_size\" is 0");
    row(R"({"id2label": ["A"]})", "\"id2label\" must be an object");
    row(R"({"id2label": {"0": "A", "2": "B"}})", "none with id 1");
    row(R"({"id2label": {"0": 5}})", "gives id 0 something");
    row(R"({"corespan": []})", "corespan: a JSON object is expected");
    row(R"({"corespan": null})", "corespan: a JSON object is expected");
    row(R"({"corespan": {}, "vocab_size": 22})", "the tokenizer's ids reach 22, but vocab_size is 22");
    row(R"({"corespan": {}, "id2label": {"0": "A", "1": "A"}})", "two ids the same label");
    own(R"("fromat": 1)", "corespan: unknown field \"fromat\"; did you mean \"format\"?");
    own(R"("completely_other": 1)", "corespan: unknown field \"completely_other\".");
    own(R"("format": 2)", "made by a newer CoreSpan");
    own(R"("format": 0)", "\"format\" is 0");
    own(R"("format": null)", "\"format\" must be a whole number, not null");
    own(R"("alphabet": "DNA")", "\"alphabet\" is \"DNA\"; known are protein, dna, rna and text");
    own(R"("tokenizer": {"kind": "bpe"})", "corespan.tokenizer: field \"kind\" is \"bpe\"");
    own(R"("tokenizer": {"kind": "sentencepiece", "symbols": "ACGT"})", "\"symbols\"");
    own(R"("tokenizer": {"kind": "sentencepiece", "file": ""})", "\"file\" is empty");
    own(R"("tokenizer": {"kind": "residue", "joiner": " "})", "\"joiner\"");
    own(R"("alphabet": "dna", "tokenizer": {"kind": "sentencepiece"}, "selector": {"grammar": {"name": "orf"}})",
        "need one token a position");
    own(R"("tokenizer": {"kind": "residue", "k": 3})", "corespan.tokenizer: unknown field \"k\"");
    own(R"("tokenizer": {"symbol": "AC"})", "unknown field \"symbol\"; did you mean \"symbols\"?");
    own(R"("tokenizer": {"symbols": ""})", "0 symbols");
    own(R"("tokenizer": {"symbols": "AA"})", "'A' twice");
    own(R"("tokenizer": {"kind": "kmer", "symbols": "ACGT", "k": 2})", "it must be odd");
    own(R"("tokenizer": {"unknown": 1})", "\"unknown\" is 1");
    own(R"("tokenizer": {"unknown": 5})", "also the id of a symbol");
    own(R"("tokenizer": {"replace": {"from": "U", "to": "XX"}})", "tokenizer.replace: field \"to\" must be one letter");
    own(R"("tokenizer": {"replace": {"with": "X"}})", "tokenizer.replace: unknown field \"with\"");
    own(R"("selector": {"kind": "crf"})", "corespan.selector: field \"kind\" is \"crf\"");
    own(R"("selector": {"kind": "span", "crf": true})", "\"crf\" belongs to bio and bioes, not to span");
    own(R"("selector": {"null": 1})", "\"null\" must be true or false");
    own(R"("selector": {"types": "core"})", "\"types\" must be a list of strings");
    own(R"("selector": {"types": [1]})", "\"types\" must be a list of strings; it holds 1");
    own(R"("selector": {"types": []})", "\"types\" is empty");
    own(R"("decoding": {"max_lenght": 5})",
        "corespan.decoding: unknown field \"max_lenght\"; did you mean \"max_length\"?");
    own(R"("decoding": {"min_length": 0})", "\"min_length\" is 0");
    own(R"("decoding": {"min_length": 9, "max_length": 5})", "\"max_length\" is below");
    own(R"("decoding": {"null_bias": 1e999})", "not valid JSON");
    own(R"("decoding": {"n_best": 0})", "\"n_best\" is 0");
    own(R"("training": "text")", "\"training\" must be an object");
}

void TestConfigRefusals::texts()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, reason);
    const QString error = errorOf([&] { parseModelConfig(json.toStdString(), "config.json"); });
    VERIFY_CONTAINS(error, reason);
    QVERIFY2(error.startsWith("config.json: "), qPrintable(error));
}

void TestConfigRefusals::namesTheFile()
{
    const TestFolder folder;
    folder.write("config.json", R"({"corespan": {"selector": {"kind": "crf"}}})");
    const QString error = errorOf([&] { readModelConfig(folder.path()); });
    VERIFY_CONTAINS(error, QString::fromStdString((folder.path() / "config.json").string()));
}

void TestConfigRefusals::valuesSetByCode()
{
    const auto refused = [](auto change) {
        ModelConfig config;
        change(config);
        return errorOf([&] { validate(config, "here"); });
    };
    QCOMPARE(refused([](ModelConfig&) {}), QString());
    VERIFY_CONTAINS(refused([](ModelConfig& c) { c.encoder.dModel = 0; }), "here: vocab_size, d_model");
    VERIFY_CONTAINS(refused([](ModelConfig& c) {
                        c.encoder.gated = true;
                        c.encoder.activation = Activation::Gelu;
                    }),
                    "gated exact gelu");
    VERIFY_CONTAINS(refused([](ModelConfig& c) { c.labels.assign(40'000, ""); }), "same label");
    VERIFY_CONTAINS(refused([](ModelConfig& c) { c.decoding.nullBias = std::numeric_limits<double>::infinity(); }),
                    "\"null_bias\" must be finite");
    VERIFY_CONTAINS(refused([](ModelConfig& c) { c.decoding.nBest = 0; }), "\"n_best\"");
    ModelConfig latin1;
    latin1.labels = {"\xe4"};
    VERIFY_CONTAINS(errorOf([&] { formatModelConfig(latin1); }), "is not UTF-8");
    ModelConfig provenance;
    provenance.trainingProvenance = std::string("{");
    VERIFY_CONTAINS(errorOf([&] { formatModelConfig(provenance); }), "training provenance: not valid JSON");
}

QTEST_GUILESS_MAIN(TestConfigRefusals)
#include "tst_config_refusals.moc"
