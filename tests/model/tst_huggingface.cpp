// SPDX-License-Identifier: GPL-3.0-or-later
// Both directions: what transformers saves is read (tests/data/golden/huggingface), and what CoreSpan saves opens there
// with equal logits. The second runs the Python that CORESPAN_PYTHON names, or python3, where it has transformers; its
// golden form compares what is saved with directories that transformers was seen to open (make_golden.py).
#include "golden_tensors.h"
#include "io/files.h"
#include "nn/weights_io.h"
#include "test_files.h"

#include <QFileInfo>
#include <QProcess>
#include <c10/core/InferenceMode.h>

#include <cstdio>
#include <nlohmann/json.hpp>

using namespace corespan::model;
using namespace corespan::test;

class TestHuggingFace : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void readsSharedConfigurations();
    void savesWhatTransformersOpens_data();
    void savesWhatTransformersOpens();
    void opensInTransformers_data();
    void opensInTransformers();
    void savesItsTokenizer();
    void namesOfOneTensorMustAgree();
    void otherShape();
};

namespace {

constexpr double tolerance = 1e-5;
const QString golden = QStringLiteral(CORESPAN_TEST_DATA "/golden");

struct Outputs
{
    at::Tensor hidden, labels; ///< [B, L, …], rows beyond the mask are 0
};

/// All sequences of a padded batch, computed as one packed one.
Outputs compute(const nn::Network& network, const at::Tensor& ids, const at::Tensor& mask)
{
    const c10::InferenceMode inference;
    nn::Packed packed;
    std::vector<at::Tensor> parts;
    for (std::int64_t s = 0; s < ids.size(0); ++s) {
        parts.push_back(realIds(ids, mask, s));
        packed.append(parts.back().size(0));
    }
    const nn::NetworkOutput out = nn::forward(network, at::cat(parts), packed);
    const auto padded = [&](const at::Tensor& rows) {
        if (!rows.defined())
            return rows;
        const at::Tensor all = at::zeros({ids.size(0), ids.size(1), rows.size(1)});
        for (std::int64_t s = 0; s < ids.size(0); ++s) {
            const std::int64_t first = packed.offsets[static_cast<std::size_t>(s)];
            all[s].narrow(0, 0, packed.length(s)).copy_(rows.narrow(0, first, packed.length(s)));
        }
        return all;
    };
    return {padded(out.hidden), padded(out.labels)};
}

double difference(const at::Tensor& own, const at::Tensor& theirs, const at::Tensor& mask)
{
    return largestDifference(own, theirs * mask.unsqueeze(-1));
}

void addDirectories(const QString& folder, const QString& prefix)
{
    for (const QString& directory : goldenDirectories(folder))
        QTest::newRow(qPrintable(prefix + QFileInfo(directory).fileName())) << directory;
}

QString python()
{
    return qEnvironmentVariable("CORESPAN_PYTHON", QStringLiteral("python3"));
}

/// "" where the Python at hand has transformers, else why not.
QString whyNoTransformers()
{
    QProcess process;
    process.start(python(), {"-c", "import torch, transformers, safetensors"});
    if (!process.waitForStarted() || !process.waitForFinished(120000))
        return python() + " does not start; CORESPAN_PYTHON names another";
    return process.exitCode() == 0
               ? QString()
               : python() + " has no torch, transformers and safetensors; CORESPAN_PYTHON names another";
}

nlohmann::json configIn(const std::filesystem::path& directory)
{
    return nlohmann::json::parse(readSmallFile(directory / "config.json", 1 << 20));
}

} // namespace

void TestHuggingFace::reads_data()
{
    QTest::addColumn<QString>("directory");
    QVERIFY(goldenDirectories(golden + "/huggingface").size() >= 20);
    addDirectories(golden + "/huggingface", {});
}

void TestHuggingFace::reads()
{
    QFETCH(QString, directory);
    const nn::Network network = nn::loadNetwork(directory.toStdString());
    const SafetensorsFile file(directory.toStdString() + "/golden.safetensors");
    const at::Tensor ids = tensorOf(file, "input_ids"), mask = tensorOf(file, "attention_mask");
    const Outputs out = compute(network, ids, mask);
    const double hidden = difference(out.hidden, tensorOf(file, "hidden"), mask);
    double labels = 0.0;
    QCOMPARE(out.labels.defined(), file.tensors().contains("labels"));
    if (out.labels.defined())
        labels = difference(out.labels, tensorOf(file, "labels"), mask);
    std::printf("%-24s hidden %.1e  labels %.1e\n", QTest::currentDataTag(), hidden, labels);
    QVERIFY(hidden < tolerance);
    QVERIFY(labels < tolerance);
    QVERIFY(network.config.plain && !network.config.hasSelector);
}

/// Fields as the checkpoints that people have give them.
void TestHuggingFace::readsSharedConfigurations()
{
    const ModelConfig xl = parseModelConfig(R"({"architectures": ["T5WithLMHeadModel"], "d_ff": 16384, "d_kv": 128,
        "d_model": 1024, "decoder_start_token_id": 0, "dropout_rate": 0.1, "eos_token_id": 1, "feed_forward_proj": "relu",
        "initializer_factor": 1.0, "is_encoder_decoder": true, "layer_norm_epsilon": 1e-06, "model_type": "t5",
        "n_positions": 512, "num_heads": 32, "num_layers": 24, "output_past": true, "pad_token_id": 0,
        "relative_attention_num_buckets": 32, "vocab_size": 128})",
                                            "ProtT5-XL");
    QCOMPARE(xl.encoder.dModel, 1024);
    QCOMPARE(xl.encoder.dKv * xl.encoder.numHeads, 4096); // not d_model
    QCOMPARE(xl.encoder.dFf, 16384);
    QCOMPARE(xl.encoder.numLayers, 24);
    QCOMPARE(xl.encoder.relativeMaxDistance, 128);
    QVERIFY(xl.encoder.activation == Activation::Relu && !xl.encoder.gated && xl.labels.empty() && !xl.hasTokenizer);

    const std::string small = CORESPAN_TEST_DATA "/golden/huggingface/prott5";
    const ModelConfig like = readModelConfig(small);
    QVERIFY(like.hasTokenizer && like.alphabet == Alphabet::Protein);
    QCOMPARE(like.tokenizer.joiner, std::string(" "));
    QVERIFY(parseModelConfig(R"({"model_type": "umt5"})", "umt5").encoder.biasPerLayer);
    QCOMPARE(parseModelConfig(R"({"model_type": "umt5"})", "umt5").encoder.numHeads, 6);
}

void TestHuggingFace::savesWhatTransformersOpens_data()
{
    QTest::addColumn<QString>("directory");
    addDirectories(golden, {});
    QTest::newRow("umt5_tokens") << golden + "/huggingface/umt5_tokens";
}

/// The golden directories were opened by transformers: what is saved after loading them is the same to it.
void TestHuggingFace::savesWhatTransformersOpens()
{
    QFETCH(QString, directory);
    const std::filesystem::path from = directory.toStdString();
    const TestFolder folder;
    nn::saveNetwork(nn::loadNetwork(from), folder.path());
    const nlohmann::json expected = configIn(from);
    nlohmann::json saved = configIn(folder.path());
    // UMT5Config says true to the last two, whatever the model is.
    for (const char* ours : {"corespan", "is_encoder_decoder", "use_cache"})
        saved.erase(ours);
    for (const auto& [field, value] : saved.items())
        QVERIFY2(expected.contains(field) && expected[field] == value, field.c_str());
    const SafetensorsFile one(from / "model.safetensors"), other(folder.path() / "model.safetensors");
    QCOMPARE(other.metadata().at("format"), std::string("pt"));
    std::map<std::string, TensorView> wanted;
    for (const auto& [name, tensor] : one.tensors())
        wanted[name == "transformer.encoder.embed_tokens.weight" ? "transformer.shared.weight" : name] = tensor;
    QCOMPARE(other.tensors().size(), wanted.size());
    for (const auto& [name, tensor] : other.tensors()) {
        QVERIFY2(wanted.contains(name), name.c_str());
        QCOMPARE(tensor.type, DType::F32);
        QCOMPARE(tensor.shape, wanted.at(name).shape);
        QVERIFY2(std::ranges::equal(tensor.bytes, wanted.at(name).bytes), name.c_str());
    }
}

void TestHuggingFace::opensInTransformers_data()
{
    QTest::addColumn<QString>("directory");
    if (const QString why = whyNoTransformers(); !why.isEmpty())
        QSKIP(qPrintable(why));
    for (const char* name : {"t5_gated_gelu", "longt5_global_codons", "huggingface/umt5_tokens", "huggingface/prott5"})
        QTest::newRow(name) << golden + '/' + name;
}

void TestHuggingFace::opensInTransformers()
{
    QFETCH(QString, directory);
    const TestFolder folder;
    const nn::Network network = nn::loadNetwork(directory.toStdString());
    nn::saveNetwork(network, folder.path() / "model");
    const std::string given = CORESPAN_TEST_DATA "/golden/huggingface/t5_encoder/golden.safetensors";
    const auto answer = folder.path() / "answer.safetensors";
    QProcess process;
    process.start(python(), {QStringLiteral(CORESPAN_TEST_DATA "/../support/open_with_transformers.py"),
                             QString::fromStdString((folder.path() / "model").string()), QString::fromStdString(given),
                             QString::fromStdString(answer.string())});
    QVERIFY(process.waitForFinished(120000));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    const SafetensorsFile input(given), theirs(answer);
    const at::Tensor ids = tensorOf(input, "input_ids").clamp_max(network.config.encoder.vocabSize - 1);
    const at::Tensor mask = tensorOf(input, "attention_mask");
    const Outputs out = compute(network, ids, mask);
    QVERIFY(difference(out.hidden, tensorOf(theirs, "hidden"), mask) < tolerance);
    if (theirs.tensors().contains("labels"))
        QVERIFY(difference(out.labels, tensorOf(theirs, "labels"), mask) < tolerance);
    const bool classifies = network.config.encoder.attention == AttentionKind::Full && !network.config.labels.empty();
    QCOMPARE(theirs.tensors().contains("labels"), classifies);
}

void TestHuggingFace::savesItsTokenizer()
{
    const std::filesystem::path from = CORESPAN_TEST_DATA "/golden/huggingface/prott5";
    const TestFolder folder;
    nn::saveNetwork(nn::loadNetwork(from), folder.path());
    QCOMPARE(readSmallFile(folder.path() / "spiece.model", 1 << 20), readSmallFile(from / "spiece.model", 1 << 20));
    const ModelConfig saved = readModelConfig(folder.path());
    QVERIFY(!saved.plain && !saved.hasSelector && saved.hasTokenizer);
    QCOMPARE(saved.tokenizer.joiner, std::string(" "));
    QCOMPARE(saved.tokenizer.replaceFrom, std::string("UZOB"));
}

void TestHuggingFace::namesOfOneTensorMustAgree()
{
    const std::filesystem::path from = CORESPAN_TEST_DATA "/golden/huggingface/t5_both_names";
    const SafetensorsFile file(from / "model.safetensors");
    std::vector<TensorToWrite> tensors;
    std::vector<std::byte> changed;
    for (const auto& [name, tensor] : file.tensors()) {
        tensors.push_back({name, tensor.type, tensor.shape, tensor.bytes});
        if (name == "encoder.embed_tokens.weight") {
            changed.assign(tensor.bytes.begin(), tensor.bytes.end());
            changed[0] ^= std::byte{1};
            tensors.back().bytes = changed;
        }
    }
    const TestFolder folder;
    folder.write("config.json", readSmallFile(from / "config.json", 1 << 20));
    writeSafetensors(folder.path() / "model.safetensors", tensors);
    const QString error = errorOf([&] { nn::loadNetwork(folder.path()); });
    VERIFY_CONTAINS(error, "\"shared.weight\" differs from");
    VERIFY_CONTAINS(error, "\"encoder.embed_tokens.weight\"");
}

void TestHuggingFace::otherShape()
{
    const std::filesystem::path from = CORESPAN_TEST_DATA "/golden/huggingface/t5_encoder";
    const TestFolder folder;
    nlohmann::json config = configIn(from);
    config["d_ff"] = 48;
    folder.write("config.json", config.dump());
    std::filesystem::copy_file(from / "model.safetensors", folder.path() / "model.safetensors");
    const QString error = errorOf([&] { nn::loadNetwork(folder.path()); });
    VERIFY_CONTAINS(error, "wi.weight\" has shape [32, 16]; config.json asks for [48, 16]");
}

QTEST_GUILESS_MAIN(TestHuggingFace)
#include "tst_huggingface.moc"
