// SPDX-License-Identifier: GPL-3.0-or-later
// Training that starts from another model: which fields come from where, contradictions, frozen encoders.
#include "golden_tensors.h"
#include "model/predictor.h"
#include "nn/weights_io.h"
#include "support/tiny_model.h"
#include "test_files.h"
#include "train/start_model.h"

using namespace corespan::model;
using corespan::test::tinyRecords;
using corespan::test::tinyTraining;

class TestStartModel : public QObject
{
    Q_OBJECT

private slots:
    void plainEncoderGetsHeads();
    void plainTokenizerIsSaidAnew();
    void plainWithoutTokenizer();
    void classifierStays();
    void corespanModelKeepsItsOwn();
    void encoderWithTokenizer();
    void contradictionsAreListed();
    void startsTwiceTheSame();
    void printedDefaultsContradictNothing();
    void frozenEncoderStays_data();
    void frozenEncoderStays();
    void tokenizerFileOfANewModel();
};

namespace {

const std::string huggingFace = CORESPAN_TEST_DATA "/golden/huggingface/";
const std::string codons = CORESPAN_TEST_DATA "/golden/longt5_global_codons";

TrainConfig startFrom(const std::string& directory, const std::string& model = {})
{
    return parseTrainConfig("{\"init_from\": \"" + directory + "\"" +
                                (model.empty() ? std::string() : ", \"model\": " + model) + "}",
                            "train.json");
}

/// All tensors of the encoder, by name.
std::map<std::string, at::Tensor> encoderOf(const nn::Network& network)
{
    std::map<std::string, at::Tensor> tensors;
    for (const nn::NamedView& view : network.views()) {
        if (view.name.starts_with("transformer."))
            tensors[view.name] = view.view;
    }
    return tensors;
}

} // namespace

void TestStartModel::plainEncoderGetsHeads()
{
    const TrainConfig config = startFrom(huggingFace + "prott5", R"({"id2label": {"0": "S", "1": "H"},
        "dropout_rate": 0.2, "corespan": {"selector": {"kind": "bioes", "crf": true, "types": ["signal", "helix"]},
        "decoding": {"min_length": 3}, "window": {"size": 512, "overlap": 256}}})");
    const nn::Network network = startNetwork(config);
    const ModelConfig& model = network.config;
    QCOMPARE(model.encoder.dModel, 16);
    QCOMPARE(model.encoder.vocabSize, 128);
    QCOMPARE(model.encoder.dropout, 0.2);
    QCOMPARE(model.labels, (std::vector<std::string>{"S", "H"}));
    QVERIFY(model.selector.kind == SelectorKind::Bioes && model.selector.crf);
    QCOMPARE(model.decoding.minLength, 3);
    QCOMPARE(model.window.size, 512);
    QVERIFY(model.alphabet == Alphabet::Protein && model.tokenizer.kind == TokenizerKind::SentencePiece);
    QCOMPARE(model.tokenizer.joiner, std::string(" "));
    QVERIFY(!model.plain && model.hasSelector);
    QCOMPARE(network.selectorWeight.sizes(), (at::IntArrayRef{9, 16}));
    QCOMPARE(network.classifierWeight.sizes(), (at::IntArrayRef{2, 16}));
    QVERIFY(network.selectorWeight.abs().max().item<float>() < 0.2F &&
            !network.selectorWeight.equal(at::zeros({9, 16})));
    const auto theirs = encoderOf(nn::loadNetwork(huggingFace + "prott5"));
    for (const auto& [name, tensor] : encoderOf(network))
        QVERIFY2(at::equal(tensor, theirs.at(name)), name.c_str());
}

void TestStartModel::plainTokenizerIsSaidAnew()
{
    const ModelConfig model = startingModel(startFrom(huggingFace + "prott5", R"({"corespan": {"alphabet": "protein",
        "tokenizer": {"kind": "sentencepiece", "joiner": " ", "replace": {"from": "UZOBJ", "to": "X"}}}})"));
    QCOMPARE(model.tokenizer.replaceFrom, std::string("UZOBJ"));
    QVERIFY(model.tokenizer.fileBytes); // the directory's spiece.model
    const ModelConfig residues = startingModel(startFrom(huggingFace + "prott5", R"({"corespan": {
        "tokenizer": {"kind": "residue", "symbols": "ALGVSREDTIPKFQNYMHWCX"}}})"));
    QVERIFY(residues.tokenizer.kind == TokenizerKind::Residue);
    VERIFY_CONTAINS(errorOf([] {
                        startingModel(startFrom(huggingFace + "t5_encoder", R"({"corespan": {
        "tokenizer": {"kind": "kmer", "symbols": "ACGT", "k": 3}, "alphabet": "dna"}})"));
                    }),
                    "ids reach 66, but vocab_size is 28");
}

void TestStartModel::plainWithoutTokenizer()
{
    VERIFY_CONTAINS(errorOf([] { startingModel(startFrom(huggingFace + "t5_encoder")); }),
                    "t5_encoder: nothing says which tokens its letters are");
    VERIFY_CONTAINS(errorOf([] { Predictor(huggingFace + "t5_encoder"); }), "nothing says which tokens");
    const ModelConfig said =
        startingModel(startFrom(huggingFace + "t5_encoder", R"({"corespan": {"tokenizer": {"kind": "residue"}}})"));
    QCOMPARE(said.tokenizer.symbols, std::string("ACDEFGHIKLMNPQRSTVWY"));
}

void TestStartModel::classifierStays()
{
    const char* tokenizer = R"("corespan": {"tokenizer": {"kind": "residue"}})";
    const std::string from = huggingFace + "t5_tokens";
    const nn::Network theirs = nn::loadNetwork(from);
    const nn::Network same = startNetwork(startFrom(from, std::string("{") + tokenizer + "}"));
    QCOMPARE(same.config.labels, (std::vector<std::string>{"inside", "outside", "signal"}));
    QVERIFY(at::equal(same.classifierWeight, theirs.classifierWeight));
    QVERIFY(same.selectorWeight.defined());
    const nn::Network other = startNetwork(
        startFrom(from, std::string(R"({"id2label": {"0": "a", "1": "b", "2": "c"}, )") + tokenizer + "}"));
    QVERIFY(!at::equal(other.classifierWeight, theirs.classifierWeight));
    QVERIFY(at::equal(other.classifierBias, at::zeros({3})));
}

void TestStartModel::corespanModelKeepsItsOwn()
{
    const ModelConfig there = readModelConfig(codons);
    const ModelConfig model = startingModel(startFrom(codons, R"({"dropout_rate": 0.3, "corespan": {
        "decoding": {"min_length": 30}, "window": {"size": 100, "overlap": 10}}})"));
    QCOMPARE(model.encoder.dModel, there.encoder.dModel);
    QCOMPARE(model.encoder.dropout, 0.3);
    QVERIFY(model.tokenizer.kind == TokenizerKind::Kmer && model.alphabet == Alphabet::Dna);
    QCOMPARE(model.labels, there.labels);
    QCOMPARE(model.decoding.minLength, 30);
    QCOMPARE(model.decoding.nBest, there.decoding.nBest);
    QCOMPARE(model.window.size, 100);
}

/// An encoder that CoreSpan saved without heads is a pretrained encoder as any other.
void TestStartModel::encoderWithTokenizer()
{
    const TestFolder folder;
    nn::saveNetwork(nn::loadNetwork(huggingFace + "prott5"), folder.path());
    QVERIFY(!bringsHeads(readModelConfig(folder.path())));
    const nn::Network network =
        startNetwork(startFrom(folder.path(), R"({"corespan": {"selector": {"kind": "mask"}}})"));
    QVERIFY(network.config.hasSelector && network.config.selector.kind == SelectorKind::Mask);
    QVERIFY(network.config.tokenizer.kind == TokenizerKind::SentencePiece);
    QCOMPARE(network.selectorWeight.sizes(), (at::IntArrayRef{1, 16}));
}

void TestStartModel::contradictionsAreListed()
{
    const QString error = errorOf([] {
        startingModel(startFrom(codons, R"({"d_model": 64, "num_layers": 2, "vocab_size": 99, "id2label": {"0": "x"},
            "corespan": {"alphabet": "rna", "selector": {"kind": "mask"}, "tokenizer": {"kind": "residue"}}})"));
    });
    VERIFY_CONTAINS(error, "\"model\" contradicts " + QString::fromStdString(codons));
    VERIFY_CONTAINS(error, "\n  d_model is 64, there it is 32");
    VERIFY_CONTAINS(error, "\n  vocab_size is 99, there it is 67");
    VERIFY_CONTAINS(error, "\n  id2label is {\"0\":\"x\"}, there it is {\"0\":\"A\"");
    VERIFY_CONTAINS(error, "\n  corespan.alphabet is \"rna\", there it is \"dna\"");
    VERIFY_CONTAINS(error, "\n  corespan.selector.kind is \"mask\", there it is \"span\"");
    QVERIFY(!error.contains("num_layers")); // the same there

    // A plain directory brings an encoder only: heads contradict nothing.
    const QString plain = errorOf([] {
        startingModel(startFrom(huggingFace + "prott5", R"({"d_ff": 16384, "feed_forward_proj": "gated-gelu",
            "corespan": {"selector": {"kind": "mask"}}})"));
    });
    VERIFY_CONTAINS(plain, "\n  d_ff is 16384, there it is 64");
    VERIFY_CONTAINS(plain, "\n  feed_forward_proj is \"gated-gelu\", there it is \"relu\"");
    QVERIFY(!plain.contains("selector"));
}

/// The command line settles the model, adds labels from the data, and hands it over to be settled again.
void TestStartModel::startsTwiceTheSame()
{
    for (const std::string& directory : {huggingFace + "prott5", huggingFace + "umt5_tokens", codons}) {
        TrainConfig config = startFrom(directory, R"({"corespan": {"tokenizer": {"kind": "residue"}}})");
        config.model = startingModel(config);
        const std::string once = formatModelConfig(config.model);
        config.model = startingModel(config);
        QCOMPARE(formatModelConfig(config.model), once);
    }
}

/// `train --print-config`, init_from filled in: defaults count as not given.
void TestStartModel::printedDefaultsContradictNothing()
{
    for (const std::string& directory : {huggingFace + "prott5", huggingFace + "umt5_tokens", codons}) {
        TrainConfig config = parseTrainConfig(formatTrainConfig(TrainConfig()), "train.json");
        config.initFrom = directory;
        QCOMPARE(startingModel(config).encoder.dModel, readModelConfig(directory).encoder.dModel);
    }
}

void TestStartModel::frozenEncoderStays_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("freeze");
    QTest::newRow("all of it") << "prott5" << -1;
    QTest::newRow("two of three layers") << "prott5" << 2;
    QTest::newRow("a bias in each layer") << "umt5_encoder" << 1;
}

void TestStartModel::frozenEncoderStays()
{
    QFETCH(QString, name);
    QFETCH(int, freeze);
    const TestFolder folder;
    TrainConfig config = startFrom(huggingFace + name.toStdString(), R"({"id2label": {"0": "x", "1": "y"},
        "corespan": {"tokenizer": {"kind": "residue"}}})");
    config.outputDirectory = folder.path() / "model";
    config.epochs = 2;
    config.learningRate = 0.01;
    config.threads = 1;
    config.freezeLayers = freeze;
    train(config, tinyRecords(20, 1), tinyRecords(5, 2), {});
    const auto before = encoderOf(nn::loadNetwork(config.initFrom));
    const nn::Network trained = nn::loadNetwork(config.outputDirectory);
    int same = 0, changed = 0;
    for (const auto& [tensorName, tensor] : encoderOf(trained)) {
        const std::size_t at = tensorName.find(".block.");
        const int layer = at == std::string::npos ? (tensorName.find("final") == std::string::npos ? 0 : 99)
                                                  : tensorName[at + 7] - '0';
        const bool frozen = freeze < 0 || layer < freeze;
        const bool equal = at::equal(tensor, before.at(tensorName));
        QVERIFY2(equal == frozen, tensorName.c_str());
        (frozen ? same : changed) += 1;
    }
    QVERIFY(same > 0 && (changed > 0) == (freeze > 0));
    QVERIFY(!at::equal(trained.selectorBias, at::zeros_like(trained.selectorBias)));
    // A checkpoint holds what learns, not the encoder that stays.
    const SafetensorsFile checkpoint(config.outputDirectory / "checkpoint" / "state.safetensors");
    QCOMPARE(checkpoint.tensors().contains("weight.embedding"), false);
    QCOMPARE(checkpoint.tensors().contains("weight.selector.weight"), true);
}

void TestStartModel::tokenizerFileOfANewModel()
{
    TrainConfig config = tinyTraining();
    config.model.tokenizer = {.kind = TokenizerKind::SentencePiece,
                              .file = CORESPAN_TEST_DATA "/golden/tokenizers/prott5/spiece.model",
                              .joiner = " ",
                              .given = true};
    config.model.encoder.vocabSize = 28;
    const ModelConfig model = startingModel(config);
    QCOMPARE(model.tokenizer.file, std::string("spiece.model"));
    QVERIFY(model.tokenizer.fileBytes);
    config.model.encoder.vocabSize = 20;
    VERIFY_CONTAINS(errorOf([&] { startingModel(config); }), "ids reach 27, but vocab_size is 20");
    config.model.tokenizer.file = "nowhere/spiece.model";
    VERIFY_CONTAINS(errorOf([&] { startingModel(config); }), "nowhere/spiece.model: is missing");
}

QTEST_GUILESS_MAIN(TestStartModel)
#include "tst_start_model.moc"
