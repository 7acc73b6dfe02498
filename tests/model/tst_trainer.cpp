// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/predictor.h"
#include "model/safetensors.h"
#include "model/trainer.h"
#include "nn/weights_io.h"
#include "support/tiny_model.h"
#include "train/checkpoint.h"
#include "train/examples.h"
#include "train/optimizer.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

using namespace corespan::model;
using corespan::test::tinyRecords;
using corespan::test::tinyTraining;

namespace {

/// Trains until `stopAfter` steps (0: to the end) and gives the report.
TrainReport trainFor(const TrainConfig& config, std::int64_t stopAfter)
{
    const auto records = tinyRecords(60, 1), validation = tinyRecords(20, 2);
    std::stop_source stop;
    return train(
        config, records, validation,
        [&](const TrainProgress& p) {
            if (stopAfter > 0 && p.step >= stopAfter)
                stop.request_stop();
        },
        stop.get_token());
}

std::optional<Span> coreOf(const TrainRecord& record)
{
    return record.cores.empty() ? std::nullopt : std::optional(record.cores.front().span);
}

bool equalStates(const TrainConfig& a, const TrainConfig& b)
{
    const SafetensorsFile first(checkpointFile(a)), second(checkpointFile(b));
    for (const auto& [name, tensor] : first.tensors())
        if (!std::ranges::equal(tensor.bytes, second.tensors().at(name).bytes))
            return false;
    return !first.tensors().empty() && first.tensors().size() == second.tensors().size();
}

} // namespace

class TestTrainer : public QObject
{
    Q_OBJECT
private slots:
    void learnsATinyTask();
    void resumesToTheSameNumbers();
    void threadsDoNotChangeTheNumbers();
    void refusesAnotherConfigurationsCheckpoint();
    void divergenceStopsAndKeepsTheCheckpoint();
    void slicesKeepTheCoreAndTheirFlanks();
    void batchesHoldEverySliceOnce();
    void batchTargets();
    void schedule();
    void configRoundTrip();
    void configRefusesUnknownFields();
};

void TestTrainer::learnsATinyTask()
{
    const QTemporaryDir folder;
    TrainConfig config = tinyTraining();
    config.outputDirectory = folder.filePath("m").toStdString();
    config.epochs = 25;
    const TrainReport report = trainFor(config, 0);
    QVERIFY2(report.bestExact >= 0.9, qPrintable(QString::number(report.bestExact)));
    QVERIFY(report.bestLabelAccuracy >= 0.99);

    // What is on disk is what was validated.
    Predictor predictor(config.outputDirectory, {DeviceChoice::Cpu, 1, 0});
    const auto validation = tinyRecords(20, 2);
    std::vector<std::string_view> sequences;
    for (const TrainRecord& record : validation)
        sequences.emplace_back(record.sequence);
    int right = 0;
    predictor.predict(sequences, {}, [&](std::size_t i, const Prediction& p) {
        right += p.selector.core() == coreOf(validation[i]) ? 1 : 0;
    });
    QCOMPARE(right, static_cast<int>(std::lround(report.bestExact * 20)));
}

void TestTrainer::resumesToTheSameNumbers()
{
    const QTemporaryDir folder;
    TrainConfig whole = tinyTraining(), halves = whole;
    whole.device = halves.device = DeviceChoice::Cpu; // a GPU adds up in any order
    whole.outputDirectory = folder.filePath("whole").toStdString();
    halves.outputDirectory = folder.filePath("halves").toStdString();
    const TrainReport once = trainFor(whole, 0);
    const TrainReport first = trainFor(halves, 4), second = trainFor(halves, 9), last = trainFor(halves, 0);
    QVERIFY(first.cancelled && second.cancelled && !last.cancelled);
    QCOMPARE(first.steps, 4);
    QCOMPARE(last.steps, once.steps);
    QCOMPARE(last.bestExact, once.bestExact);
    QVERIFY(equalStates(whole, halves));
}

void TestTrainer::threadsDoNotChangeTheNumbers()
{
    const QTemporaryDir folder;
    TrainConfig one = tinyTraining(), two = one;
    one.device = two.device = DeviceChoice::Cpu;
    one.outputDirectory = folder.filePath("one").toStdString();
    two.outputDirectory = folder.filePath("two").toStdString();
    two.threads = 2;
    trainFor(one, 6);
    trainFor(two, 6);
    const SafetensorsFile first(checkpointFile(one)), second(checkpointFile(two));
    for (const auto& [name, tensor] : first.tensors()) {
        const auto* a = reinterpret_cast<const float*>(tensor.bytes.data());
        const auto* b = reinterpret_cast<const float*>(second.tensors().at(name).bytes.data());
        for (std::size_t i = 0; i < tensor.bytes.size() / sizeof(float); ++i)
            QVERIFY2(std::abs(a[i] - b[i]) < 1e-3F,
                     name.c_str()); // torch's own matrix products may split sums by threads
    }
}

void TestTrainer::refusesAnotherConfigurationsCheckpoint()
{
    const QTemporaryDir folder;
    TrainConfig config = tinyTraining();
    config.outputDirectory = folder.filePath("m").toStdString();
    trainFor(config, 2);
    config.learningRate *= 2.0;
    QVERIFY_THROWS_EXCEPTION(ModelError, trainFor(config, 3));
}

void TestTrainer::divergenceStopsAndKeepsTheCheckpoint()
{
    const QTemporaryDir folder;
    TrainConfig config = tinyTraining();
    config.outputDirectory = folder.filePath("m").toStdString();
    trainFor(config, 3);
    {
        // A weight that overflows: the next loss is not a number.
        const SafetensorsFile file(checkpointFile(config));
        std::vector<TensorToWrite> tensors;
        std::vector<float> huge(static_cast<std::size_t>(config.model.encoder.dModel * 2),
                                std::numeric_limits<float>::infinity());
        for (const auto& [name, t] : file.tensors())
            tensors.push_back(
                {name, t.type, t.shape, name == "weight.selector.weight" ? std::as_bytes(std::span(huge)) : t.bytes});
        writeSafetensors(checkpointFile(config), tensors, file.metadata());
    }
    const std::string before = SafetensorsFile(checkpointFile(config)).metadata().at("state");
    try {
        trainFor(config, 0);
        QFAIL("a loss that is not a number has to stop the training");
    } catch (const ModelError& e) {
        QVERIFY(std::string(e.what()).find("not a number at step 3") != std::string::npos);
        QVERIFY(std::string(e.what()).find("records r") != std::string::npos);
    }
    QCOMPARE(SafetensorsFile(checkpointFile(config)).metadata().at("state"), before);
}

void TestTrainer::slicesKeepTheCoreAndTheirFlanks()
{
    std::vector<TrainRecord> records(1);
    records[0].sequence.assign(1000, 'A');
    records[0].cores = {{{400, 600}}};
    TrainConfig config;
    config.minFlank = 50;
    config.maxFlank = 300;
    std::int64_t shortest = 1000, longest = 0;
    for (std::int64_t epoch = 0; epoch < 200; ++epoch) {
        const Slice slice = drawSlices(records, config, epoch).front();
        QVERIFY(slice.begin >= 100 && slice.begin <= 350);
        QVERIFY(slice.end >= 650 && slice.end <= 900);
        shortest = std::min(shortest, slice.end - slice.begin);
        longest = std::max(longest, slice.end - slice.begin);
    }
    QVERIFY(shortest < 400 && longest > 700);
    config.minFlank = -1;
    QCOMPARE(drawSlices(records, config, 3).front().end, 1000);
}

void TestTrainer::batchesHoldEverySliceOnce()
{
    std::vector<Slice> slices;
    for (std::size_t i = 0; i < 100; ++i)
        slices.push_back({i, 0, static_cast<std::int64_t>(10 + i % 37)});
    std::vector<int> seen(100);
    for (const auto& batch : drawBatches(slices, 120, 1, 0)) {
        std::int64_t tokens = 0;
        for (const Slice& slice : batch) {
            ++seen[slice.record];
            tokens += slice.end + 1;
        }
        QVERIFY(tokens <= 120);
    }
    QCOMPARE(std::ranges::count(seen, 1), 100);
}

void TestTrainer::batchTargets()
{
    const auto records = tinyRecords(8, 1);
    const Tokenizer tokenizer(tinyTraining().model.tokenizer, Alphabet::Text);
    const auto length = static_cast<std::int64_t>(records[3].sequence.size());
    const std::vector<Slice> slices = {{0, 2, static_cast<std::int64_t>(records[0].sequence.size())}, {3, 0, length}};
    const TrainBatch batch = makeTrainBatch(records, slices, tokenizer);
    const Span core = records[0].cores.front().span;
    QVERIFY(batch.truth[0].cores.front().span == (Span{core.begin - 2, core.end - 2}));
    QVERIFY(batch.truth[1].annotated && batch.truth[1].cores.empty());
    QCOMPARE(batch.truth[1].length, length);
    QCOMPARE(batch.labels[0].item<std::int64_t>(), -100);
    QCOMPARE(batch.labels[core.begin - 2].item<std::int64_t>(), 1);
    QVERIFY(batch.anyLabel);
}

void TestTrainer::schedule()
{
    QCOMPARE(scheduleFactor(0, 10, 0.0, 0.1), 0.1);
    QCOMPARE(scheduleFactor(9, 10, 0.0, 0.1), 1.0);
    QCOMPARE(scheduleFactor(50, 10, 0.5, 0.1), 0.55);
    QCOMPARE(scheduleFactor(50, 10, 1.0, 0.1), 0.1);
}

void TestTrainer::configRoundTrip()
{
    TrainConfig config = tinyTraining();
    config.trainFile = "a.jsonl";
    config.minFlank = 50;
    config.augmentation.cropProbability = 0.25;
    config.augmentation.cropLength = 700;
    config.biasInit.resize(2);
    config.biasInit[1].kind = BiasPattern::Kind::Offsets;
    config.biasInit[1].offsets = {-3, 2};
    const std::string text = formatTrainConfig(config);
    QCOMPARE(formatTrainConfig(parseTrainConfig(text, "x.json")), text);
}

void TestTrainer::configRefusesUnknownFields()
{
    try {
        parseTrainConfig(R"({"learning_rat": 1})", "x.json");
        QFAIL("an unknown field has to be refused");
    } catch (const ModelError& e) {
        const std::string message = e.what();
        QVERIFY(message.find("x.json") != std::string::npos && message.find("learning_rat") != std::string::npos);
    }
    QVERIFY_THROWS_EXCEPTION(ModelError, parseTrainConfig(R"({"augmentation": {"crop_probability": 1.5}})", "x.json"));
    QVERIFY_THROWS_EXCEPTION(ModelError, parseTrainConfig(R"({"bias_init": [{"kind": "spiral"}]})", "x.json"));
}

QTEST_APPLESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
