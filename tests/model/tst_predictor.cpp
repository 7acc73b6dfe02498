// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/predictor.h"
#include "model/safetensors.h"
#include "predict/batching.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <fstream>
#include <list>
#include <sys/resource.h>
#include <unistd.h>

using namespace corespan::model;
namespace fs = std::filesystem;

namespace {

const char* const golden = CORESPAN_TEST_DATA "/golden/longt5_global_relu";
const PredictorOptions onCpu{DeviceChoice::Cpu, 1, 0};

/// A copy of the golden model, with its tensors passed through `change` before they are written.
class BrokenModel
{
public:
    template <typename Change>
    explicit BrokenModel(const Change& change)
    {
        fs::copy_file(fs::path(golden) / "config.json", path() / "config.json");
        const SafetensorsFile file(fs::path(golden) / "model.safetensors");
        std::vector<TensorToWrite> tensors;
        for (const auto& [name, t] : file.tensors()) {
            m_bytes.emplace_back(t.bytes.begin(), t.bytes.end());
            tensors.push_back({name, t.type, t.shape, m_bytes.back()});
        }
        change(tensors);
        writeSafetensors(path() / "model.safetensors", tensors);
    }

    fs::path path() const { return m_folder.path().toStdString(); }

    std::string message() const
    {
        try {
            const Predictor predictor(path(), onCpu);
            return "loaded";
        } catch (const ModelError& e) {
            return e.what();
        }
    }

private:
    QTemporaryDir m_folder;
    std::list<std::vector<std::byte>> m_bytes;
};

TensorToWrite& named(std::vector<TensorToWrite>& tensors, const std::string& name)
{
    return *std::ranges::find(tensors, name, &TensorToWrite::name);
}

bool contains(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

std::vector<Prediction> predictAll(Predictor& predictor, const std::vector<std::string>& sequences)
{
    const std::vector<std::string_view> views(sequences.begin(), sequences.end());
    std::vector<Prediction> out(sequences.size());
    predictor.predict(views, {}, [&](std::size_t i, Prediction p) { out[i] = std::move(p); });
    return out;
}

} // namespace

class TestPredictor : public QObject
{
    Q_OBJECT
private slots:
    void batchEqualsSingle();
    void emptySequence();
    void cancelStopsBetweenBatches();
    void progressCountsEverything();
    void labelMatrixSumsToOne();
    void outOfMemoryHalvesTheBatch();
    void missingTensor();
    void extraTensor();
    void misshapenTensor();
    void nanTensor();
    void pickledWeightsAreRefused();
    void batching();
};

void TestPredictor::batchEqualsSingle()
{
    const std::vector<std::string> sequences = {"ACGTACGGTTACA", "A", "GGCATTAGC", std::string(70, 'C'), "TTTTTTTT"};
    Predictor together(golden, {DeviceChoice::Cpu, 1, 10000}), alone(golden, {DeviceChoice::Cpu, 1, 1});
    const auto a = predictAll(together, sequences), b = predictAll(alone, sequences);
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        QCOMPARE(a[i].selector.pStart.size(), sequences[i].size());
        QCOMPARE(a[i].selector.core(), b[i].selector.core());
        for (std::size_t p = 0; p < sequences[i].size(); ++p) {
            QVERIFY(std::abs(a[i].selector.pCore[p] - b[i].selector.pCore[p]) < 1e-5);
            QCOMPARE(a[i].topLabel[p], b[i].topLabel[p]);
        }
    }
}

void TestPredictor::emptySequence()
{
    Predictor predictor(golden, onCpu);
    const auto result = predictAll(predictor, {"", "ACGT"});
    QVERIFY(!result[0].selector.core().has_value());
    QVERIFY(result[0].topLabel.empty());
    QCOMPARE(result[1].topLabel.size(), std::size_t{4});
}

void TestPredictor::cancelStopsBetweenBatches()
{
    Predictor predictor(golden, {DeviceChoice::Cpu, 1, 1});
    const std::vector<std::string_view> sequences(10, "ACGT");
    std::stop_source stop;
    int seen = 0;
    const PredictSummary summary = predictor.predict(
        sequences, {},
        [&](std::size_t, const Prediction&) {
            if (++seen == 3)
                stop.request_stop();
        },
        {}, stop.get_token());
    QVERIFY(summary.cancelled);
    QCOMPARE(seen, 3);
    QCOMPARE(summary.done, std::size_t{3});
}

void TestPredictor::progressCountsEverything()
{
    Predictor predictor(golden, {DeviceChoice::Cpu, 1, 6});
    const std::vector<std::string_view> sequences = {"ACGTA", "AC", "ACG"};
    PredictProgress last;
    const PredictSummary summary = predictor.predict(
        sequences, {}, [](std::size_t, const Prediction&) {},
        [&](const PredictProgress& p) {
            QVERIFY(p.done > last.done);
            last = p;
        });
    QCOMPARE(last.done, std::size_t{3});
    QCOMPARE(last.positionsDone, 10);
    QCOMPARE(last.positionsTotal, 10);
    QCOMPARE(summary.positions, 10);
    QCOMPARE(summary.paddedPositions, 0);
}

void TestPredictor::labelMatrixSumsToOne()
{
    Predictor predictor(golden, onCpu);
    const std::vector<std::string_view> sequences = {"ACGTAC"};
    PredictOptions options;
    options.labelMatrix = true;
    predictor.predict(sequences, options, [&](std::size_t, const Prediction& p) {
        const std::size_t labels = predictor.config().labels.size();
        QCOMPARE(p.labelProbabilities.size(), 6 * labels);
        float sum = 0.0F;
        for (std::size_t k = 0; k < labels; ++k)
            sum += p.labelProbabilities[3 * labels + k];
        QVERIFY(std::abs(sum - 1.0F) < 1e-5F);
        QCOMPARE(p.topLabelProbability[3], p.labelProbabilities[3 * labels + static_cast<std::size_t>(p.topLabel[3])]);
    });
}

void TestPredictor::outOfMemoryHalvesTheBatch()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("sanitizers reserve more address space than this test allows");
#endif
    Predictor predictor(CORESPAN_TEST_DATA "/golden/longt5_local_relu", {DeviceChoice::Cpu, 1, 100'000'000});
    const std::string sequence(60'000, 'A');
    const std::vector<std::string_view> sequences(16, sequence);
    rlimit before{};
    getrlimit(RLIMIT_AS, &before);
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    rlimit tight = before;
    tight.rlim_cur =
        pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) + 250'000'000; // 16 at once want about 500 MB
    setrlimit(RLIMIT_AS, &tight);
    std::vector<int> seen(sequences.size());
    PredictSummary summary;
    try {
        summary = predictor.predict(sequences, {}, [&](std::size_t i, const Prediction&) { ++seen[i]; });
    } catch (...) {
        setrlimit(RLIMIT_AS, &before);
        throw;
    }
    setrlimit(RLIMIT_AS, &before);
    QVERIFY2(summary.oomRetries >= 1, qPrintable(QString::number(summary.oomRetries)));
    QCOMPARE(std::ranges::count(seen, 1), 16);
}

void TestPredictor::missingTensor()
{
    const BrokenModel model(
        [](auto& tensors) { std::erase_if(tensors, [](const auto& t) { return t.name == "selector.bias"; }); });
    QVERIFY2(contains(model.message(), "\"selector.bias\" is missing"), model.message().c_str());
}

void TestPredictor::extraTensor()
{
    const BrokenModel model([](auto& tensors) {
        TensorToWrite extra = tensors.front();
        extra.name = "transformer.encoder.block.9.extra";
        tensors.push_back(extra);
    });
    QVERIFY2(contains(model.message(), "block.9.extra"), model.message().c_str());
}

void TestPredictor::misshapenTensor()
{
    const BrokenModel model([](auto& tensors) {
        TensorToWrite& t = named(tensors, "selector.weight");
        std::swap(t.shape[0], t.shape[1]);
    });
    QVERIFY2(contains(model.message(), "\"selector.weight\" has shape [16, 2]; config.json asks for [2, 16]"),
             model.message().c_str());
}

void TestPredictor::nanTensor()
{
    const BrokenModel model([](auto& tensors) {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        std::memcpy(const_cast<std::byte*>(named(tensors, "selector.weight").bytes.data()), &nan, sizeof nan);
    });
    QVERIFY2(contains(model.message(), "\"selector.weight\" holds NaN"), model.message().c_str());
}

void TestPredictor::pickledWeightsAreRefused()
{
    const QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    fs::copy_file(fs::path(golden) / "config.json", path / "config.json");
    std::ofstream(path / "pytorch_model.bin") << "PK";
    QVERIFY_THROWS_EXCEPTION(ModelError, Predictor(path, onCpu));
}

void TestPredictor::batching()
{
    const std::vector<std::int64_t> lengths = {5, 100, 7, 6, 30};
    const std::vector<std::vector<std::size_t>> expected = {{1}, {4}, {2, 3, 0}};
    QCOMPARE(makeBatches(lengths, 32), expected);
    QVERIFY(makeBatches({}, 32).empty());
}

QTEST_APPLESS_MAIN(TestPredictor)
#include "tst_predictor.moc"
