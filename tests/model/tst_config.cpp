// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/config.h"
#include "test_files.h"

using namespace corespan::model;

/// config.json as it is read and written.
class TestConfig : public QObject
{
    Q_OBJECT

private slots:
    void defaultsOfTransformers();
    void allEncoderFields();
    void feedForwardNames_data();
    void feedForwardNames();
    void attentionKinds();
    void ownFields();
    void plainHuggingFaceCheckpoint();
    void labels();
    void unknownTopLevelFieldsAreIgnored();
    void roundTrip();
    void writtenForTransformers();
    void writtenLongT5();
    void readsDirectories();
};

void TestConfig::defaultsOfTransformers()
{
    const EncoderConfig encoder = parseModelConfig("{}", "config.json").encoder;
    QCOMPARE(encoder.vocabSize, 32128);
    QCOMPARE(encoder.dModel, 512);
    QCOMPARE(encoder.dKv, 64);
    QCOMPARE(encoder.dFf, 2048);
    QCOMPARE(encoder.numLayers, 6);
    QCOMPARE(encoder.numHeads, 8);
    QCOMPARE(encoder.relativeBuckets, 32);
    QCOMPARE(encoder.relativeMaxDistance, 128);
    QCOMPARE(encoder.dropout, 0.1);
    QCOMPARE(encoder.layerNormEpsilon, 1e-6);
    QVERIFY(encoder.activation == Activation::Relu && !encoder.gated && encoder.attention == AttentionKind::Full);
}

void TestConfig::allEncoderFields()
{
    const EncoderConfig encoder = parseModelConfig(R"({"model_type": "longt5", "vocab_size": 67, "d_model": 128,
        "d_kv": 16, "d_ff": 384, "num_layers": 5, "num_heads": 7, "relative_attention_num_buckets": 256,
        "relative_attention_max_distance": 300, "dropout_rate": 0, "layer_norm_epsilon": 1e-5, "initializer_factor": 0.5,
        "feed_forward_proj": "gated-silu", "encoder_attention_type": "transient-global", "local_radius": 63,
        "global_block_size": 32})",
                                                   "config.json")
                                      .encoder;
    QCOMPARE(encoder.vocabSize, 67);
    QCOMPARE(encoder.dModel, 128);
    QCOMPARE(encoder.dKv, 16);
    QCOMPARE(encoder.dFf, 384);
    QCOMPARE(encoder.numLayers, 5);
    QCOMPARE(encoder.numHeads, 7);
    QCOMPARE(encoder.relativeBuckets, 256);
    QCOMPARE(encoder.relativeMaxDistance, 300);
    QCOMPARE(encoder.dropout, 0.0);
    QCOMPARE(encoder.layerNormEpsilon, 1e-5);
    QCOMPARE(encoder.initializerFactor, 0.5);
    QCOMPARE(encoder.localRadius, 63);
    QCOMPARE(encoder.globalBlockSize, 32);
    QVERIFY(encoder.gated && encoder.activation == Activation::Silu);
    QVERIFY(encoder.attention == AttentionKind::TransientGlobal);
}

void TestConfig::feedForwardNames_data()
{
    QTest::addColumn<int>("activation");
    QTest::addColumn<bool>("gated");
    QTest::newRow("relu") << int(Activation::Relu) << false;
    QTest::newRow("gelu") << int(Activation::Gelu) << false;
    QTest::newRow("gelu_new") << int(Activation::GeluNew) << false;
    QTest::newRow("silu") << int(Activation::Silu) << false;
    QTest::newRow("gated-gelu") << int(Activation::GeluNew) << true; // as transformers reads it
    QTest::newRow("gated-silu") << int(Activation::Silu) << true;
    QTest::newRow("gated-relu") << int(Activation::Relu) << true;
}

void TestConfig::feedForwardNames()
{
    QFETCH(int, activation);
    QFETCH(bool, gated);
    const std::string given = QTest::currentDataTag();
    const ModelConfig config = parseModelConfig("{\"feed_forward_proj\": \"" + given + "\"}", "config.json");
    QCOMPARE(int(config.encoder.activation), activation);
    QCOMPARE(config.encoder.gated, gated);
    QVERIFY(formatModelConfig(config).find("\"feed_forward_proj\": \"" + given + "\"") != std::string::npos);
}

void TestConfig::attentionKinds()
{
    const auto kind = [](const char* json) { return parseModelConfig(json, "config.json").encoder.attention; };
    QVERIFY(kind(R"({"model_type": "t5"})") == AttentionKind::Full);
    QVERIFY(kind(R"({"model_type": "longt5"})") == AttentionKind::Local);
    QVERIFY(kind(R"({"model_type": "longt5", "encoder_attention_type": "local"})") == AttentionKind::Local);
    QVERIFY(kind(R"({"encoder_attention_type": "transient-global"})") == AttentionKind::TransientGlobal);
}

void TestConfig::ownFields()
{
    const ModelConfig config = parseModelConfig(R"({"corespan": {"format": 1, "alphabet": "dna",
        "tokenizer": {"kind": "kmer", "k": 5, "symbols": "ACGU", "first_id": 4, "unknown": 3,
                      "replace": {"from": "XN", "to": "A"}},
        "selector": {"kind": "span", "null": false, "types": ["gene"]},
        "decoding": {"min_length": 60, "max_length": 9000, "null_bias": -0.5, "n_best": 7},
        "training": {"seed": 1, "notes": ["free", {"form": null}]}}})",
                                                "config.json");
    QVERIFY(config.hasSelector && config.alphabet == Alphabet::Dna);
    QVERIFY(config.tokenizer.kind == TokenizerKind::Kmer);
    QCOMPARE(config.tokenizer.k, 5);
    QCOMPARE(config.tokenizer.symbols, std::string("ACGU"));
    QCOMPARE(config.tokenizer.firstId, 4);
    QCOMPARE(config.tokenizer.unknownId, 3);
    QCOMPARE(config.tokenizer.replaceFrom, std::string("XN"));
    QCOMPARE(config.tokenizer.replaceTo, 'A');
    QCOMPARE(config.selector.null, false);
    QCOMPARE(config.selector.types, std::vector<std::string>{"gene"});
    QCOMPARE(config.decoding.minLength, 60);
    QCOMPARE(config.decoding.maxLength, 9000);
    QCOMPARE(config.decoding.nullBias, -0.5);
    QCOMPARE(config.decoding.nBest, 7);
    QCOMPARE(config.trainingProvenance, std::string(R"({"notes":["free",{"form":null}],"seed":1})"));
}

void TestConfig::plainHuggingFaceCheckpoint()
{
    const ModelConfig config = parseModelConfig(R"({"model_type": "t5", "vocab_size": 10, "classifier_dropout": null,
        "dropout_rate": null, "architectures": ["T5ForConditionalGeneration"]})",
                                                "config.json");
    QVERIFY(!config.hasSelector); // so the tokenizer's defaults need not fit the vocabulary
    QVERIFY(config.labels.empty());
    QCOMPARE(config.encoder.dropout, 0.1);
    QVERIFY(formatModelConfig(config).find("corespan") == std::string::npos);
}

void TestConfig::labels()
{
    const auto labels = [](const char* json) { return parseModelConfig(json, "config.json").labels; };
    QCOMPARE(labels(R"({"id2label": {"1": "C", "0": "A", "2": "*"}})"), (std::vector<std::string>{"A", "C", "*"}));
    QString many;
    for (int i = 0; i < 12; ++i)
        many += QString("%1\"%2\": \"L%2\"").arg(i ? "," : "").arg(i);
    QCOMPARE(labels(qPrintable("{\"id2label\": {" + many + "}}")).at(10), std::string("L10")); // not in text order
    QCOMPARE(labels(R"({"architectures": ["T5ForTokenClassification"]})"),
             (std::vector<std::string>{"LABEL_0", "LABEL_1"}));
}

void TestConfig::unknownTopLevelFieldsAreIgnored()
{
    parseModelConfig(R"({"transformers_version": "5.17.0", "task_specific_params": {"x": [1]}, "local_radius": "T5"})",
                     "config.json");
}

void TestConfig::roundTrip()
{
    ModelConfig config;
    config.encoder.attention = AttentionKind::TransientGlobal;
    config.encoder.vocabSize = 67;
    config.encoder.layerNormEpsilon = 0.1 + 0.2; // written with all digits
    config.encoder.localRadius = 63;
    config.labels = {"A", "\xc3\xa4 \"quoted\"", "*"};
    config.alphabet = Alphabet::Rna;
    config.tokenizer = {.kind = TokenizerKind::Kmer, .symbols = "ACGU", .k = 3, .replaceFrom = "N", .replaceTo = 'A'};
    config.decoding = {.minLength = 3, .maxLength = 30, .nullBias = 0.25, .nBest = 2};
    config.trainingProvenance = R"({"seed":1})";
    const std::string text = formatModelConfig(config);
    const ModelConfig read = parseModelConfig(text, "config.json");
    QCOMPARE(formatModelConfig(read), text);
    QCOMPARE(read.encoder.layerNormEpsilon, 0.1 + 0.2);
    QCOMPARE(read.labels, config.labels);
    QVERIFY(read.alphabet == Alphabet::Rna);
    QCOMPARE(read.decoding.nullBias, 0.25);
    QCOMPARE(read.trainingProvenance, config.trainingProvenance);
}

void TestConfig::writtenForTransformers()
{
    ModelConfig config;
    config.labels = {"A", "C"};
    const QString text = QString::fromStdString(formatModelConfig(config));
    QVERIFY(text.contains("\"model_type\": \"t5\""));
    QVERIFY(text.contains("\"T5ForTokenClassification\""));
    QVERIFY(text.contains("\"id2label\": {\n    \"0\": \"A\",\n    \"1\": \"C\"\n  }"));
    QVERIFY(text.contains("\"label2id\": {\n    \"A\": 0,\n    \"C\": 1\n  }"));
    QVERIFY(text.contains("\"pad_token_id\": 0") && text.contains("\"eos_token_id\": 1"));
    QVERIFY(!text.contains("encoder_attention_type"));
    config.labels.clear();
    QVERIFY(QString::fromStdString(formatModelConfig(config)).contains("\"T5EncoderModel\""));
}

void TestConfig::writtenLongT5()
{
    ModelConfig config;
    config.encoder.attention = AttentionKind::Local;
    const QString text = QString::fromStdString(formatModelConfig(config));
    QVERIFY(text.contains("\"model_type\": \"longt5\"") && text.contains("\"LongT5EncoderModel\""));
    QVERIFY(text.contains("\"encoder_attention_type\": \"local\"") && text.contains("\"local_radius\": 127"));
}

void TestConfig::readsDirectories()
{
    const TestFolder folder;
    const auto reading = [](const std::filesystem::path& path) { return errorOf([&] { readModelConfig(path); }); };
    VERIFY_CONTAINS(reading(folder.path() / "missing"), "there is no such model directory");
    VERIFY_CONTAINS(reading(folder.path()), "it has no config.json");
    folder.write("config.json", "{\"d_model\": 8");
    VERIFY_CONTAINS(reading(folder.path()), "config.json: not valid JSON");
    folder.write("config.json", "{\"d_model\": 8}");
    QCOMPARE(readModelConfig(folder.path()).encoder.dModel, 8);
}

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
