// SPDX-License-Identifier: GPL-3.0-or-later
// The padded decoder as a model kind: targets, loss, training with resume, prediction, and what is refused.
#ifndef Q_MOC_RUN
#include <ATen/ATen.h> // before Qt, whose macros it does not stand

#include "heads/padded_loss.h"
#include "model/padded_decoder.h"
#include "model/predictor.h"
#include "model/safetensors.h"
#include "nn/decoder.h"
#include "nn/initialise.h"
#include "nn/weights_io.h"
#include "support/tiny_model.h"
#include "test_files.h"
#include "train/checkpoint.h"
#endif

using namespace corespan::model;
using corespan::test::tinyRecords;
using corespan::test::tinyTraining;

namespace {

/// tinyTraining() with a decoder. Tokens: 3..6 A C G T, 7 `<pre>`, 8 `<core>`, 9 `<post>`, 10 x, 11 y.
TrainConfig paddedTraining()
{
    TrainConfig config = tinyTraining();
    config.model.selector.kind = SelectorKind::Padded;
    config.model.encoder.vocabSize = 12;
    config.model.decoder.numLayers = 1;
    return config;
}

TrainRecord record(const std::string& sequence, std::vector<GoldCore> cores, std::vector<std::int16_t> labels = {})
{
    TrainRecord r;
    r.id = "r";
    r.sequence = sequence;
    r.cores = std::move(cores);
    r.labels = std::move(labels);
    return r;
}

PaddedTargets targetsOf(const TrainConfig& config, const std::vector<TrainRecord>& records)
{
    std::vector<Slice> slices;
    for (std::size_t i = 0; i < records.size(); ++i)
        slices.push_back({i, 0, static_cast<std::int64_t>(records[i].sequence.size())});
    const Tokenizer tokenizer(config.model.tokenizer, config.model.alphabet);
    return paddedTargets(config.model, makeTrainBatch(records, slices, tokenizer));
}

std::vector<std::int64_t> values(const at::Tensor& t)
{
    return {t.const_data_ptr<std::int64_t>(), t.const_data_ptr<std::int64_t>() + t.numel()};
}

using Ids = std::vector<std::int64_t>;
constexpr std::int64_t no = PaddedTargets::ignored, some = PaddedTargets::someCore;

/// tinyRecords() of a few positions: what a decoder can count off without ever being told where it is.
std::vector<TrainRecord> shortRecords(std::size_t count, unsigned seed)
{
    std::mt19937 generator(seed);
    std::vector<TrainRecord> records;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t pre = generator() % 4, core = i % 4 == 3 ? 0 : 1 + generator() % 4,
                          post = 1 + generator() % 3;
        TrainRecord r = record(std::string(pre, 'A') + std::string(core, 'C') + std::string(post, 'G'), {});
        r.id = "r" + std::to_string(i);
        r.labels.assign(r.sequence.size(), -100);
        std::fill_n(r.labels.begin() + static_cast<std::ptrdiff_t>(pre), core, std::int16_t{1});
        if (core > 0)
            r.cores = {{{static_cast<std::int64_t>(pre), static_cast<std::int64_t>(pre + core)}}};
        records.push_back(r);
    }
    return records;
}

struct Run
{
    TrainReport report;
    std::vector<double> losses; ///< selector's share, step by step
};

Run trainFor(const TrainConfig& config, std::int64_t stopAfter)
{
    const auto records = shortRecords(80, 1), validation = shortRecords(12, 2);
    std::stop_source stop;
    Run run;
    run.report = train(
        config, records, validation,
        [&](const TrainProgress& p) {
            if (!p.validated)
                run.losses.push_back(p.selectorLoss);
            if (stopAfter > 0 && p.step >= stopAfter)
                stop.request_stop();
        },
        stop.get_token());
    return run;
}

} // namespace

class TestPaddedTraining : public QObject
{
    Q_OBJECT
private slots:
    void targetsOfARecord();
    void targetsWithoutCore();
    void targetsOfWhatIsNotKnown();
    void targetsOfOpenEndsAndZones();
    void lossEqualsItsDefinition();
    void unlabelledCoreIsAnyCoreToken();
    void lossIsTheSameInAnyBatch();
    void learnsAndPredicts();
    void resumesToTheSameNumbers();
    void longRecordsGoThroughWindows();
    void severalCoresAreRefused();
    void refusals_data();
    void refusals();
    void decoderTensorsAreChecked();
};

void TestPaddedTraining::targetsOfARecord()
{
    const PaddedTargets t = targetsOf(paddedTraining(), {record("AACCG", {{{2, 4}}}, {-100, -100, 1, 0, -100})});
    QCOMPARE(values(t.targets), (Ids{7, 7, 11, 10, 9, 1}));
    QCOMPARE(values(t.inputs), (Ids{0, 7, 7, 11, 10, 9}));
}

void TestPaddedTraining::targetsWithoutCore()
{
    const PaddedTargets t = targetsOf(paddedTraining(), {record("AG", {}), record("C", {{{0, 1}}}, {1})});
    QCOMPARE(values(t.targets), (Ids{7, 7, 1, 11, 1}));
    QCOMPARE(values(t.inputs), (Ids{0, 7, 7, 0, 11}));
}

void TestPaddedTraining::targetsOfWhatIsNotKnown()
{
    TrainRecord labelsOnly = record("ACG", {}, {-100, 1, -100});
    labelsOnly.annotated = false;
    const PaddedTargets t =
        targetsOf(paddedTraining(), {record("ACCG", {{{1, 3}}}, {-100, 1, -100, -100}), labelsOnly});
    QCOMPARE(values(t.targets), (Ids{7, 11, some, 9, 1, no, 11, no, no}));
    QCOMPARE(values(t.inputs), (Ids{0, 7, 11, 8, 9, 0, 2, 11, 2}));
}

void TestPaddedTraining::targetsOfOpenEndsAndZones()
{
    TrainRecord open = record("ACCGG", {{{1, 3}, 0, true, true}}, {-100, 1, 1, -100, -100});
    TrainRecord zone = record("ACCG", {{{1, 3}}}, {-100, 1, 1, -100});
    zone.ambiguous = {{0, 2}};
    const PaddedTargets t = targetsOf(paddedTraining(), {open, zone});
    QCOMPARE(values(t.targets), (Ids{7, no, 11, no, 9, 1, no, no, 11, 9, 1}));
    QCOMPARE(values(t.inputs), (Ids{0, 7, 11, 11, 9, 9, 0, 7, 8, 11, 9}));
}

namespace {

struct Taught
{
    nn::Network network;
    TrainBatch batch;
    at::Tensor hidden;

    Taught(const TrainConfig& config, const std::vector<TrainRecord>& records)
        : network(nn::Network::allocate(config.model))
    {
        nn::initialise(network, 3);
        std::vector<Slice> slices;
        for (std::size_t i = 0; i < records.size(); ++i)
            slices.push_back({i, 0, static_cast<std::int64_t>(records[i].sequence.size())});
        batch = makeTrainBatch(records, slices, Tokenizer(config.model.tokenizer, config.model.alphabet));
        hidden = nn::forward(network, batch.ids, batch.packed).hidden;
    }
    Losses loss(double smoothing = 0.0) const { return paddedLoss(network, hidden, batch, smoothing, nullptr); }
    at::Tensor logProbabilities() const
    {
        const at::Tensor inputs = paddedTargets(network.config, batch).inputs;
        return at::log_softmax(nn::outputLogits(network, nn::decode(network, hidden, inputs, batch.packed), 0, 12), 1);
    }
};

} // namespace

void TestPaddedTraining::lossEqualsItsDefinition()
{
    const Taught taught(paddedTraining(), {record("AACCG", {{{2, 4}}}, {-100, -100, 1, 0, -100})});
    const Losses losses = taught.loss();
    const at::Tensor log = taught.logProbabilities();
    const Ids tokens = {7, 7, 11, 10, 9, 1};
    double inside = 0.0, outside = 0.0;
    for (std::size_t i = 0; i < tokens.size(); ++i)
        (i == 2 || i == 3 ? inside : outside) -= log[static_cast<std::int64_t>(i)][tokens[i]].item<double>();
    QVERIFY(std::abs(losses.total.item<double>() - (inside + outside) / 6.0) < 1e-6);
    QVERIFY(std::abs(losses.translator - inside / 2.0) < 1e-6);
    QVERIFY(std::abs(losses.selector - outside / 4.0) < 1e-6);
    QVERIFY(taught.loss(0.1).total.item<double>() > 0.0);
    QVERIFY(std::abs(taught.loss(0.1).total.item<double>() - losses.total.item<double>()) > 1e-4);
}

void TestPaddedTraining::unlabelledCoreIsAnyCoreToken()
{
    const Taught taught(paddedTraining(), {record("AC", {{{1, 2}}})});
    const at::Tensor p = taught.logProbabilities().exp();
    const double any = (p[1][8] + p[1][10] + p[1][11]).item<double>();
    QVERIFY(std::abs(taught.loss().translator + std::log(any)) < 1e-6);
}

void TestPaddedTraining::lossIsTheSameInAnyBatch()
{
    const auto records = tinyRecords(5, 4);
    const double together = Taught(paddedTraining(), records).loss().total.item<double>();
    double sum = 0.0, rows = 0.0;
    for (const TrainRecord& r : records) {
        const double count = static_cast<double>(r.sequence.size()) + 1.0;
        sum += Taught(paddedTraining(), {r}).loss().total.item<double>() * count;
        rows += count;
    }
    QVERIFY(std::abs(together - sum / rows) < 1e-5);
}

void TestPaddedTraining::learnsAndPredicts()
{
    const TestFolder folder;
    TrainConfig config = paddedTraining();
    config.outputDirectory = folder.path() / "m";
    config.epochs = 60;
    config.tokenBudget = 100;
    config.model.encoder.dropout = 0.0;
    const Run run = trainFor(config, 0);
    QVERIFY2(run.losses.back() < 0.2 * run.losses.front(), qPrintable(QString::number(run.losses.back())));
    QVERIFY2(run.report.bestExact >= 0.9, qPrintable(QString::number(run.report.bestExact)));

    // What is on disk is what was validated, and one by one is as together.
    Predictor predictor(config.outputDirectory, {DeviceChoice::Cpu, 1, 0});
    const auto validation = shortRecords(12, 2);
    std::vector<std::string_view> sequences;
    for (const TrainRecord& r : validation)
        sequences.emplace_back(r.sequence);
    std::vector<Prediction> together(sequences.size());
    predictor.predict(sequences, {}, [&](std::size_t i, Prediction p) { together[i] = std::move(p); });
    int right = 0;
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        const auto gold = validation[i].cores;
        const auto core = together[i].selector.core();
        right += gold.empty() ? !core.has_value() : core == gold.front().span;
        for (std::size_t p = 0; p < sequences[i].size(); ++p)
            QCOMPARE(together[i].topLabel[p] >= 0, core && core->contains(static_cast<std::int64_t>(p)));
        Prediction alone;
        predictor.predict({&sequences[i], 1}, {}, [&](std::size_t, Prediction p) { alone = std::move(p); });
        QVERIFY(alone.selector.core() == core);
        QVERIFY(std::abs(alone.selector.nullProbability - together[i].selector.nullProbability) < 1e-4);
        QVERIFY(alone.topLabel == together[i].topLabel);
    }
    QCOMPARE(right, static_cast<int>(std::lround(run.report.bestExact * 12)));
    const RawLogits raw = predictor.logits(sequences[0]);
    QCOMPARE(raw.selectorRows, paddedTracks);
    QCOMPARE(raw.labelCount, 2);
}

void TestPaddedTraining::resumesToTheSameNumbers()
{
    const TestFolder folder;
    TrainConfig whole = paddedTraining(), halves = whole;
    whole.outputDirectory = folder.path() / "whole";
    halves.outputDirectory = folder.path() / "halves";
    const Run once = trainFor(whole, 0), first = trainFor(halves, 4), last = trainFor(halves, 0);
    QVERIFY(first.report.cancelled && !last.report.cancelled);
    QCOMPARE(last.report.steps, once.report.steps);
    const SafetensorsFile a(checkpointFile(whole)), b(checkpointFile(halves));
    QCOMPARE(a.tensors().size(), b.tensors().size());
    QVERIFY(a.tensors().contains("first.decoder.layer.0.cross_key_value"));
    for (const auto& [name, tensor] : a.tensors())
        QVERIFY2(std::ranges::equal(tensor.bytes, b.tensors().at(name).bytes), name.c_str());
}

void TestPaddedTraining::longRecordsGoThroughWindows()
{
    const TestFolder folder;
    TrainConfig config = paddedTraining();
    config.outputDirectory = folder.path() / "m";
    trainFor(config, 3);
    nn::Network network = nn::Network::allocate(config.model);
    nn::initialise(network, 2);
    nn::saveNetwork(network, folder.path() / "w");
    Predictor predictor(folder.path() / "w", {DeviceChoice::Cpu, 1, 0});
    const std::string text = std::string(40, 'A') + std::string(30, 'C') + std::string(50, 'G');
    const std::string_view one[] = {text};
    PredictOptions options;
    options.windowSize = 32;
    options.windowOverlap = 8;
    options.labelMatrix = true;
    Prediction prediction;
    predictor.predict(one, options, [&](std::size_t, Prediction p) { prediction = std::move(p); });
    QCOMPARE(prediction.selector.pStart.size(), text.size());
    QCOMPARE(prediction.topLabel.size(), text.size());
    QCOMPARE(prediction.labelProbabilities.size(), 2 * text.size());
    for (std::size_t i = 1; i < prediction.selector.cores.size(); ++i)
        QVERIFY(prediction.selector.cores[i - 1].span.end < prediction.selector.cores[i].span.begin);
}

void TestPaddedTraining::severalCoresAreRefused()
{
    const TestFolder folder;
    TrainConfig config = paddedTraining();
    config.outputDirectory = folder.path() / "m";
    const std::vector<TrainRecord> records = {record("ACACA", {{{1, 2}}, {{3, 4}}})};
    VERIFY_CONTAINS(errorOf([&] { train(config, records, {}, {}); }), "2 cores; a padded selector finds one");
}

void TestPaddedTraining::refusals_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("message");
    QTest::newRow("vocabulary") << "\"vocab_size\": 12"
                                << "\"vocab_size\": 11"
                                << "it must be at least 12";
    QTest::newRow("types") << "\"core\""
                           << "\"core\", \"other\""
                           << "padded finds cores of one type";
    QTest::newRow("start") << "\"decoder_start_token_id\": 0"
                           << "\"decoder_start_token_id\": 12"
                           << "decoder_start_token_id is 12";
    QTest::newRow("buckets") << "\"relative_attention_max_distance\": 128"
                             << "\"relative_attention_max_distance\": 16"
                             << "for a decoder";
    QTest::newRow("crf") << "\"crf\": false"
                         << "\"crf\": true"
                         << "belongs to bio and bioes, not to padded";
    QTest::newRow("layers") << "\"num_decoder_layers\": 1"
                            << "\"num_decoder_layers\": 0"
                            << "num_decoder_layers";
    QTest::newRow("kind") << "\"padded\""
                          << "\"paded\""
                          << "ctc and padded";
    QTest::newRow("field") << "\"crf\": false"
                           << "\"layers\": 3"
                           << "\"layers\"";
}

void TestPaddedTraining::refusals()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, message);
    QString text = QString::fromStdString(formatModelConfig(paddedTraining().model));
    QVERIFY(errorOf([&] { parseModelConfig(text.toStdString(), "c"); }).isEmpty());
    QVERIFY2(text.contains(from), qPrintable(text));
    text.replace(from, to);
    VERIFY_CONTAINS(errorOf([&] { parseModelConfig(text.toStdString(), "c"); }), message);
}

void TestPaddedTraining::decoderTensorsAreChecked()
{
    const TestFolder folder;
    nn::Network network = nn::Network::allocate(paddedTraining().model);
    nn::initialise(network, 1);
    const std::filesystem::path good = folder.path() / "good", bad = folder.path() / "bad";
    nn::saveNetwork(network, good);
    std::filesystem::create_directory(bad);
    std::filesystem::copy_file(good / "config.json", bad / "config.json");
    const SafetensorsFile file(good / "model.safetensors");
    const auto rewrite = [&](const auto& change) {
        std::vector<TensorToWrite> tensors;
        for (const auto& [name, t] : file.tensors())
            tensors.push_back({name, t.type, t.shape, t.bytes});
        change(tensors);
        writeSafetensors(bad / "model.safetensors", std::move(tensors), file.metadata());
        return errorOf([&] { nn::loadNetwork(bad); });
    };
    const auto named = [](std::vector<TensorToWrite>& tensors, const std::string& name) {
        return std::ranges::find(tensors, name, &TensorToWrite::name);
    };
    const std::string query = "decoder.block.0.layer.1.EncDecAttention.q.weight";
    QCOMPARE(rewrite([](auto&) {}), QString());
    VERIFY_CONTAINS(rewrite([&](auto& t) { t.erase(named(t, query)); }), "EncDecAttention.q.weight\" is missing");
    VERIFY_CONTAINS(rewrite([&](auto& t) { named(t, query)->shape = {8, 32}; }), "has shape [8, 32]");
    VERIFY_CONTAINS(rewrite([&](auto& t) {
                        TensorToWrite more = *named(t, query);
                        more.name = "decoder.block.1.layer.1.EncDecAttention.q.weight";
                        t.push_back(more);
                    }),
                    "is not part of the model");
    // A second output matrix: the same is an old file's habit, another one would be lost.
    const auto head = [&](const std::vector<float>& of) {
        return rewrite([&](auto& t) {
            t.push_back({"lm_head.weight", DType::F32, {12, 16}, std::as_bytes(std::span(of))});
        });
    };
    const at::Tensor shared = network.embedding.contiguous();
    std::vector<float> copy(shared.const_data_ptr<float>(), shared.const_data_ptr<float>() + shared.numel());
    QCOMPARE(head(copy), QString());
    copy[5] += 1.0F;
    VERIFY_CONTAINS(head(copy), "differs from \"shared.weight\"");
}

QTEST_APPLESS_MAIN(TestPaddedTraining)
#include "tst_padded_training.moc"
