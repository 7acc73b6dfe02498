// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h> // before Qt, whose "slots" is a macro
#include <ATen/core/grad_mode.h>

#include "model/safetensors.h"
#include "nn/initialise.h"
#include "nn/weights_io.h"
#include "support/file_size_limit.h"
#include "support/tiny_model.h"
#include "test_files.h"
#include "train/training_loop.h"

#include <filesystem>

using namespace corespan::model;
using corespan::test::FileSizeLimit;
using corespan::test::tinyRecords;
using corespan::test::tinyTraining;

namespace {

/// Trains until `stopAfter` steps (0: to the end).
TrainReport trainFor(const TrainConfig& config, std::int64_t stopAfter,
                     const std::function<void(const TrainProgress&)>& also = {})
{
    const auto records = tinyRecords(60, 1), validation = tinyRecords(20, 2);
    std::stop_source stop;
    return train(
        config, records, validation,
        [&](const TrainProgress& p) {
            if (also)
                also(p);
            if (stopAfter > 0 && p.step >= stopAfter)
                stop.request_stop();
        },
        stop.get_token());
}

TrainConfig configIn(const TestFolder& folder, const char* name)
{
    TrainConfig config = tinyTraining();
    config.outputDirectory = folder.path() / name;
    return config;
}

/// The file's tensors as text of bytes, by name.
std::map<std::string, QByteArray> tensorsOf(const std::filesystem::path& path)
{
    std::map<std::string, QByteArray> tensors;
    const SafetensorsFile file(path);
    for (const auto& [name, tensor] : file.tensors())
        tensors[name] =
            QByteArray(reinterpret_cast<const char*>(tensor.bytes.data()), static_cast<qsizetype>(tensor.bytes.size()));
    return tensors;
}

nn::Network tinyNetwork(std::uint64_t seed)
{
    nn::Network network = nn::Network::allocate(tinyTraining().model);
    nn::initialise(network, seed);
    return network;
}

/// A task of one weight, whose loss and its slope are what the test says for each pass.
class ScriptedTask : public TrainingTask
{
public:
    std::vector<double> losses, slopes;

    std::int64_t beginEpoch(std::int64_t) override { return static_cast<std::int64_t>(losses.size()); }
    BatchLoss loss(const nn::Network& network, std::int64_t, std::int64_t pass, double) override
    {
        const auto i = static_cast<std::size_t>(pass);
        const at::Tensor moving = network.selectorBias.sum(), zero = moving - moving.detach();
        // The root's slope at 0 is infinite, and not a number behind a factor of 0; its value is 0 in both.
        const at::Tensor slope = std::isnan(slopes[i])   ? at::sqrt(zero * 0.0)
                                 : std::isinf(slopes[i]) ? at::sqrt(zero)
                                                         : zero * slopes[i];
        return {slope + losses[i], losses[i], 0.0, 0.0, false, 10};
    }
    std::string recordsOf(std::int64_t batch) const override { return "batch " + std::to_string(batch); }
    ValidationScore validate(const nn::Network&, TrainProgress&) override { return {}; }
};

} // namespace

class TestTrainingLoop : public QObject
{
    Q_OBJECT
private slots:
    void meanFollowsTheWeights();
    void withoutDecayTheMeanIsTheNetwork();
    void meanIsWhatIsValidatedAndSaved();
    void everyAugmentationResumesToTheSameNumbers();
    void badNumbersStopAndNameTheBatch_data();
    void badNumbersStopAndNameTheBatch();
    void fullDiskKeepsTheLastCheckpoint();
    void anotherShapeIsNamed();
    void precisionNeedsItsDevice();
};

void TestTrainingLoop::meanFollowsTheWeights()
{
    const nn::Network network = tinyNetwork(1);
    WeightMean mean(network, 0.9);
    const at::NoGradGuard noGrad;
    double expected = network.embedding[3][4].item<double>();
    for (std::int64_t step = 1; step <= 200; ++step) {
        network.embedding.add_(0.5);
        mean.update(step);
        const auto t = static_cast<double>(step);
        const double kept = std::min(0.9, (1.0 + t) / (10.0 + t));
        expected = kept * expected + (1.0 - kept) * network.embedding[3][4].item<double>();
        QVERIFY(std::abs(mean.network().embedding[3][4].item<double>() - expected) < 1e-4);
    }
    QVERIFY(!mean.network().embedding.equal(network.embedding));
    QVERIFY(mean.network().finalNorm.equal(network.finalNorm)); // it did not move
    QCOMPARE(mean.state().size(), network.parameters().size());
}

void TestTrainingLoop::withoutDecayTheMeanIsTheNetwork()
{
    const nn::Network network = tinyNetwork(1);
    WeightMean mean(network, 0.0);
    mean.update(1);
    QVERIFY(mean.network().embedding.is_same(network.embedding));
    QVERIFY(mean.state().empty());
}

void TestTrainingLoop::meanIsWhatIsValidatedAndSaved()
{
    const TestFolder folder;
    TrainConfig config = configIn(folder, "m");
    config.emaDecay = 0.8;
    config.epochs = 25;
    const TrainReport report = trainFor(config, 0);
    QVERIFY2(report.bestExact >= 0.9, qPrintable(QString::number(report.bestExact)));
    // The last validation is the best or as good: what is saved are means, not weights.
    const auto checkpoint = tensorsOf(checkpointFile(config));
    const auto saved = tensorsOf(config.outputDirectory / "model.safetensors");
    QVERIFY(checkpoint.at("mean.selector.weight") != checkpoint.at("weight.selector.weight"));
    QVERIFY(saved.at("selector.weight") != checkpoint.at("weight.selector.weight"));
}

void TestTrainingLoop::everyAugmentationResumesToTheSameNumbers()
{
    const TestFolder folder;
    TrainConfig whole = configIn(folder, "whole");
    whole.model.alphabet = Alphabet::Dna;
    whole.emaDecay = 0.95;
    whole.balance = {true, true, 1.0};
    whole.augmentation = {0.5, 24, 0.5, 0.3, AugmentationConfig::ReverseGold::NoCore, 0.05, 0.01, 2};
    whole.coupling = {0.0, 0.1, 0.5, 1.0, ""};
    whole.minFlank = 2;
    TrainConfig parts = whole;
    parts.outputDirectory = folder.path() / "parts";
    const TrainReport once = trainFor(whole, 0);
    QVERIFY(trainFor(parts, 4).cancelled && trainFor(parts, 11).cancelled);
    QCOMPARE(trainFor(parts, 0).steps, once.steps);
    QVERIFY(once.steps > 11);
    const auto first = tensorsOf(checkpointFile(whole)), second = tensorsOf(checkpointFile(parts));
    QVERIFY(first.contains("mean.embedding"));
    QVERIFY(first == second);
    QVERIFY(tensorsOf(whole.outputDirectory / "model.safetensors") ==
            tensorsOf(parts.outputDirectory / "model.safetensors"));
}

void TestTrainingLoop::badNumbersStopAndNameTheBatch_data()
{
    const double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("slope");
    QTest::addColumn<QString>("message");
    QTest::newRow("loss NaN") << nan << 1.0 << "the loss is not a number at step 2 (records batch 2)";
    QTest::newRow("loss infinite") << infinity << 1.0 << "the loss is not a number at step 2 (records batch 2)";
    QTest::newRow("gradient NaN") << 1.0 << nan << "the gradient is not a number at step 2 (records batch 2)";
    QTest::newRow("gradient infinite") << 1.0 << infinity << "the gradient is not a number at step 2";
}

void TestTrainingLoop::badNumbersStopAndNameTheBatch()
{
    QFETCH(const double, loss);
    QFETCH(const double, slope);
    QFETCH(const QString, message);
    const TestFolder folder;
    TrainConfig config = configIn(folder, "m");
    config.checkpointEveryMinutes = 0.0;
    ScriptedTask task;
    task.losses = {1.0, 1.0, loss, 1.0};
    task.slopes = {1.0, 1.0, slope, 1.0};
    nn::Network network = tinyNetwork(1);
    const std::function<void(const TrainProgress&)> nobody;
    TrainingLoop loop(config, network, trainingDevice(config), task, nobody, {});
    const QString error = errorOf([&] { loop.run(); });
    VERIFY_CONTAINS(error, message);
    VERIFY_CONTAINS(error, "the checkpoint of step 2 is kept");
    QVERIFY(network.selectorBias.isfinite().all().item<bool>());
    const auto kept = tensorsOf(checkpointFile(config));
    const auto bias = network.selectorBias.detach();
    QCOMPARE(kept.at("weight.selector.bias"),
             QByteArray(reinterpret_cast<const char*>(bias.const_data_ptr()), static_cast<qsizetype>(bias.nbytes())));
}

void TestTrainingLoop::fullDiskKeepsTheLastCheckpoint()
{
    const TestFolder folder;
    TrainConfig config = configIn(folder, "m");
    config.checkpointEveryMinutes = 0.0;
    std::optional<FileSizeLimit> limit;
    const auto fillUp = [&](const TrainProgress& p) {
        if (p.step == 3)
            limit.emplace(1000);
    };
    const QString error = errorOf([&] { trainFor(config, 0, fillUp); });
    limit.reset();
    VERIFY_CONTAINS(error, "the checkpoint of step 3 could not be written: that of step 2 is kept");
    VERIFY_CONTAINS(error, "state.safetensors: cannot be written: File too large");
    const std::filesystem::path checkpoints = checkpointFile(config).parent_path();
    QCOMPARE(std::distance(std::filesystem::directory_iterator(checkpoints), {}), 1); // nothing half-written
    // With room again it goes on from step 2 to the same numbers.
    TrainConfig whole = configIn(folder, "whole");
    whole.checkpointEveryMinutes = 0.0;
    trainFor(whole, 0);
    std::int64_t first = -1;
    trainFor(config, 0, [&](const TrainProgress& p) { first = first < 0 ? p.step : first; });
    QCOMPARE(first, 3);
    QVERIFY(tensorsOf(checkpointFile(config)) == tensorsOf(checkpointFile(whole)));
}

void TestTrainingLoop::anotherShapeIsNamed()
{
    const TestFolder folder;
    nn::Network start = tinyNetwork(1);
    nn::saveNetwork(start, folder.path() / "start");
    TrainConfig config = configIn(folder, "m");
    config.initFrom = folder.path() / "start";
    config.model.encoder.dFf = EncoderConfig().dFf; // not given: the directory's
    trainFor(config, 2);
    const auto before = tensorsOf(checkpointFile(config));
    // The same configuration, but another model is in the directory now.
    ModelConfig wider = tinyTraining().model;
    wider.encoder.dFf = 32;
    start = nn::Network::allocate(wider);
    nn::initialise(start, 1);
    nn::saveNetwork(start, config.initFrom);
    const QString error = errorOf([&] { trainFor(config, 4); });
    VERIFY_CONTAINS(error, "is 32 x 16, but the model has 64 x 16: the checkpoint is of another shape");
    VERIFY_CONTAINS(error, "delete the checkpoint folder");
    QVERIFY(tensorsOf(checkpointFile(config)) == before);
}

void TestTrainingLoop::precisionNeedsItsDevice()
{
    TrainConfig config;
    config.device = DeviceChoice::Cpu;
    QVERIFY(trainingDevice(config).type == at::kFloat);
    config.precision = Precision::Bf16;
    VERIFY_CONTAINS(errorOf([&] { trainingDevice(config); }), "\"precision\" is bf16, which needs a GPU");
    config.device = DeviceChoice::Auto;
    config.precision = Precision::Fp32;
    QVERIFY(trainingDevice(config).type == at::kFloat);
}

QTEST_GUILESS_MAIN(TestTrainingLoop)
#include "tst_training_loop.moc"
