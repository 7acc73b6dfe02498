// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h> // before Qt, whose "slots" is a macro
#include <ATen/core/grad_mode.h>

#include "model/pretraining.h"
#include "model/safetensors.h"
#include "nn/weights_io.h"
#include "support/tiny_model.h"
#include "test_files.h"
#include "train/checkpoint.h"

using namespace corespan::model;
using corespan::test::tinyRecords;
using corespan::test::tinyTraining;

namespace {

/// ACGTACGT… from a random letter on: what is hidden follows from its neighbours.
std::vector<TrainRecord> ladders(std::size_t count, unsigned seed)
{
    std::mt19937 generator(seed);
    std::vector<TrainRecord> records;
    for (std::size_t i = 0; i < count; ++i) {
        TrainRecord record;
        record.id = "s" + std::to_string(i);
        record.annotated = false;
        const std::size_t first = generator() % 4, length = 20 + generator() % 40;
        for (std::size_t p = 0; p < length; ++p)
            record.sequence += "ACGT"[(first + p) % 4];
        records.push_back(record);
    }
    return records;
}

TrainConfig configIn(const TestFolder& folder, const char* name)
{
    TrainConfig config = tinyTraining();
    config.outputDirectory = folder.path() / name;
    config.model.labels.clear();
    config.pretraining.pieceLength = 32;
    return config;
}

TrainReport pretrainFor(const TrainConfig& config, std::int64_t stopAfter, std::vector<TrainProgress>* told = nullptr)
{
    const auto sequences = ladders(60, 1), validation = ladders(10, 2);
    std::stop_source stop;
    return pretrain(
        config, sequences, validation,
        [&](const TrainProgress& p) {
            if (told)
                told->push_back(p);
            if (stopAfter > 0 && p.step >= stopAfter)
                stop.request_stop();
        },
        stop.get_token());
}

bool sameTensors(const std::filesystem::path& a, const std::filesystem::path& b)
{
    const SafetensorsFile first(a), second(b);
    for (const auto& [name, tensor] : first.tensors())
        if (!std::ranges::equal(tensor.bytes, second.tensors().at(name).bytes))
            return false;
    return !first.tensors().empty() && first.tensors().size() == second.tensors().size();
}

} // namespace

class TestPretraining : public QObject
{
    Q_OBJECT
private slots:
    void learnsWhatIsHidden();
    void resumesToTheSameNumbers();
    void encoderIsWhatInitFromTakes();
    void refusesWhatCannotBe();
};

void TestPretraining::learnsWhatIsHidden()
{
    const TestFolder folder;
    TrainConfig config = configIn(folder, "m");
    config.epochs = 40;
    std::vector<TrainProgress> told;
    const TrainReport report = pretrainFor(config, 0, &told);
    QVERIFY(report.pretraining);
    QVERIFY2(report.bestLabelAccuracy > 0.9, qPrintable(QString::number(report.bestLabelAccuracy)));
    QVERIFY(-report.bestExact < 0.4); // chance: log 4 = 1.39
    const auto validations = std::ranges::count_if(told, &TrainProgress::validated);
    QCOMPARE(validations, 40);
    const auto first = std::ranges::find_if(told, &TrainProgress::validated);
    QVERIFY(first->validationLoss > 1.0 && first->maskedAccuracy < 0.6);
    QVERIFY(std::ranges::all_of(told, [](const TrainProgress& p) { return p.pretraining && p.translatorLoss == 0.0; }));
}

void TestPretraining::resumesToTheSameNumbers()
{
    const TestFolder folder;
    TrainConfig whole = configIn(folder, "whole"), parts = configIn(folder, "parts");
    whole.emaDecay = parts.emaDecay = 0.9;
    const TrainReport once = pretrainFor(whole, 0);
    QVERIFY(pretrainFor(parts, 3).cancelled && pretrainFor(parts, 10).cancelled);
    const TrainReport last = pretrainFor(parts, 0);
    QCOMPARE(last.steps, once.steps);
    QCOMPARE(last.bestExact, once.bestExact);
    QVERIFY(sameTensors(checkpointFile(whole), checkpointFile(parts)));
    QVERIFY(sameTensors(whole.outputDirectory / "model.safetensors", parts.outputDirectory / "model.safetensors"));
}

void TestPretraining::encoderIsWhatInitFromTakes()
{
    const TestFolder folder;
    const TrainConfig config = configIn(folder, "encoder");
    pretrainFor(config, 0);
    const nn::Network encoder = nn::loadNetwork(config.outputDirectory);
    QVERIFY(!encoder.config.hasSelector && !encoder.config.translates());
    // Heads of two kinds over it.
    for (const SelectorKind kind : {SelectorKind::Span, SelectorKind::Bioes}) {
        TrainConfig heads = tinyTraining();
        heads.model.selector.kind = kind;
        heads.initFrom = config.outputDirectory;
        heads.outputDirectory = folder.path() / name(kind);
        heads.freezeLayers = -1;
        heads.epochs = 1;
        const auto records = tinyRecords(20, 1);
        train(heads, records, records, {});
        const nn::Network trained = nn::loadNetwork(heads.outputDirectory);
        QCOMPARE(trained.config.selector.kind, kind);
        QCOMPARE(trained.config.labels, heads.model.labels);
        QVERIFY(trained.embedding.equal(encoder.embedding)); // frozen, so it still is the pretrained one
        QVERIFY(trained.layers[1].wo.equal(encoder.layers[1].wo));
        QVERIFY(trained.selectorWeight.abs().sum().item<double>() > 0.0);
    }
}

void TestPretraining::refusesWhatCannotBe()
{
    const TestFolder folder;
    TrainConfig config = configIn(folder, "m");
    config.pretraining.maskId = 8;
    VERIFY_CONTAINS(errorOf([&] { pretrainFor(config, 0); }), "mask_id is 8, but vocab_size is 8");
    config.pretraining.maskId = 7;
    const std::vector<TrainRecord> empty(3);
    VERIFY_CONTAINS(errorOf([&] { pretrain(config, empty, {}, {}); }), "there is no sequence to pretrain on");
    VERIFY_CONTAINS(errorOf([] { parseTrainConfig(R"({"pretraining": {"mask_share": 0.6, "span_length": 1}})", "x"); }),
                    "leaves no gaps between stretches of span_length 1");
    QVERIFY(!std::filesystem::exists(config.outputDirectory));
}

QTEST_GUILESS_MAIN(TestPretraining)
#include "tst_pretraining.moc"
