// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/predictor.h"
#include "model/trainer.h"
#include "support/tiny_model.h"

#include <QTemporaryDir>
#include <QTest>

using namespace corespan::model;
using corespan::test::tinyRecords;
using corespan::test::tinyTraining;

namespace {

/// Runs of C are cores of type "c", runs of T cores of type "t"; a record has none, one or both.
std::vector<TrainRecord> typedRecords(std::size_t count, unsigned seed)
{
    std::mt19937 generator(seed);
    std::vector<TrainRecord> records;
    for (std::size_t i = 0; i < count; ++i) {
        TrainRecord record;
        record.id = "r" + std::to_string(i);
        record.sequence = std::string(4 + generator() % 10, 'A');
        for (const int type : {0, 1}) {
            if (generator() % 4 == 0)
                continue;
            const auto begin = static_cast<std::int64_t>(record.sequence.size());
            record.sequence += std::string(2 + generator() % 10, type == 0 ? 'C' : 'T');
            record.cores.push_back({{begin, static_cast<std::int64_t>(record.sequence.size())}, type});
            record.sequence += std::string(4 + generator() % 10, 'G');
        }
        records.push_back(record);
    }
    return records;
}

/// Target strings without positions: C emits x, T emits y, once a run.
std::vector<TrainRecord> stringRecords(std::size_t count, unsigned seed)
{
    std::vector<TrainRecord> records = typedRecords(count, seed);
    for (TrainRecord& record : records) {
        for (const GoldCore& core : record.cores)
            record.target.push_back(static_cast<std::int16_t>(core.type));
        record.annotated = record.cores.empty();
        record.cores.clear();
    }
    return records;
}

TrainConfig configFor(SelectorKind kind, bool crf, const QTemporaryDir& folder)
{
    TrainConfig config = tinyTraining();
    config.model.selector = {kind, true, crf, {"c", "t"}};
    config.outputDirectory = folder.filePath("m").toStdString();
    config.epochs = 30;
    config.selectorWeight = 1.0;
    return config;
}

int exactOf(const TrainConfig& config, const std::vector<TrainRecord>& records)
{
    Predictor predictor(config.outputDirectory, {DeviceChoice::Cpu, 1, 0});
    std::vector<std::string_view> sequences;
    for (const TrainRecord& record : records)
        sequences.emplace_back(record.sequence);
    int right = 0;
    predictor.predict(sequences, {}, [&](std::size_t i, const Prediction& p) {
        const auto same = [](const ScoredSpan& a, const GoldCore& b) { return a.span == b.span && a.type == b.type; };
        right += std::ranges::equal(p.selector.cores, records[i].cores, same) ? 1 : 0;
    });
    return right;
}

} // namespace

class TestSelectorTraining : public QObject
{
    Q_OBJECT
private slots:
    void findsTypedCores_data();
    void findsTypedCores();
    void ctcLearnsStringsWithoutPositions();
    void couplingAndNoiseTrain();
    void accumulatedBatchesAreOneStep();
    void frozenLayersStay();
    void refusesRecordsThatDoNotFit();
};

void TestSelectorTraining::findsTypedCores_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("crf");
    QTest::newRow("mask") << int(SelectorKind::Mask) << false;
    QTest::newRow("bio") << int(SelectorKind::Bio) << false;
    QTest::newRow("bioes") << int(SelectorKind::Bioes) << false;
    QTest::newRow("bio+crf") << int(SelectorKind::Bio) << true;
    QTest::newRow("bioes+crf") << int(SelectorKind::Bioes) << true;
}

void TestSelectorTraining::findsTypedCores()
{
    QFETCH(const int, kind);
    QFETCH(const bool, crf);
    const QTemporaryDir folder;
    const TrainConfig config = configFor(static_cast<SelectorKind>(kind), crf, folder);
    const auto records = typedRecords(60, 1), validation = typedRecords(20, 2);
    const TrainReport report = train(config, records, validation, {}, {});
    QVERIFY2(report.bestExact >= 0.9, qPrintable(QString::number(report.bestExact)));
    QCOMPARE(exactOf(config, validation), static_cast<int>(std::lround(report.bestExact * 20)));
}

void TestSelectorTraining::ctcLearnsStringsWithoutPositions()
{
    const QTemporaryDir folder;
    TrainConfig config = configFor(SelectorKind::Ctc, false, folder);
    config.model.selector.types = {"core"};
    config.model.hasTranslator = false;
    config.epochs = 120; // blanks come first, as ever with this loss
    const auto records = stringRecords(150, 1), validation = stringRecords(50, 2);
    const TrainReport report = train(config, records, validation, {}, {});
    QVERIFY2(report.bestExact >= 0.9, qPrintable(QString::number(report.bestExact)));

    Predictor predictor(config.outputDirectory, {DeviceChoice::Cpu, 1, 0});
    std::vector<std::string_view> sequences;
    for (const TrainRecord& record : validation)
        sequences.emplace_back(record.sequence);
    int right = 0;
    predictor.predict(sequences, {}, [&](std::size_t i, const Prediction& p) {
        const std::vector<int>& told = p.strings.front().labels;
        right += std::ranges::equal(told, validation[i].target) ? 1 : 0;
        QCOMPARE(p.topLabel.size(), sequences[i].size());
        for (const std::int16_t label : {std::int16_t{0}, std::int16_t{1}})
            QCOMPARE(std::ranges::count(p.topLabel, label), std::ranges::count(told, label));
    });
    QCOMPARE(right, static_cast<int>(std::lround(report.bestExact * 50)));
}

void TestSelectorTraining::couplingAndNoiseTrain()
{
    const QTemporaryDir folder;
    TrainConfig config = tinyTraining();
    config.outputDirectory = folder.filePath("m").toStdString();
    config.epochs = 25;
    config.coupling = {0.2, 0.5, 0.8, 1.0, "x"};
    config.translatorGradient = 0.5;
    config.selectorWeightEnd = 1.0;
    config.selectorLoss.labelSmoothing = 0.05;
    config.selectorLoss.boundarySigma = 0.5;
    const auto records = tinyRecords(60, 1), validation = tinyRecords(20, 2);
    const TrainReport report = train(config, records, validation, {}, {});
    QVERIFY2(report.bestExact >= 0.85, qPrintable(QString::number(report.bestExact)));
    QVERIFY(report.bestLabelAccuracy >= 0.95);
}

void TestSelectorTraining::accumulatedBatchesAreOneStep()
{
    const QTemporaryDir folder;
    TrainConfig config = tinyTraining();
    config.outputDirectory = folder.filePath("m").toStdString();
    config.epochs = 2;
    config.tokenBudget = 100;
    const auto records = tinyRecords(40, 1);
    const TrainReport plain = train(config, records, {}, {}, {});
    config.accumulate = 4;
    config.outputDirectory = folder.filePath("n").toStdString();
    const TrainReport added = train(config, records, {}, {}, {});
    QVERIFY(plain.steps > 8);
    QCOMPARE(added.steps, plain.steps / 4);
}

void TestSelectorTraining::frozenLayersStay()
{
    const QTemporaryDir folder;
    TrainConfig config = tinyTraining();
    config.outputDirectory = folder.filePath("a").toStdString();
    config.epochs = 1;
    const auto records = tinyRecords(20, 1);
    train(config, records, {}, {}, {});
    TrainConfig frozen = config;
    frozen.initFrom = config.outputDirectory;
    frozen.outputDirectory = folder.filePath("b").toStdString();
    frozen.freezeLayers = -1;
    train(frozen, records, {}, {}, {});
    Predictor before(config.outputDirectory, {DeviceChoice::Cpu, 1, 0}),
        after(frozen.outputDirectory, {DeviceChoice::Cpu, 1, 0});
    const RawLogits a = before.logits(records[0].sequence), b = after.logits(records[0].sequence);
    QVERIFY(a.hidden == b.hidden);
    QVERIFY(a.selector != b.selector);
}

void TestSelectorTraining::refusesRecordsThatDoNotFit()
{
    const QTemporaryDir folder;
    const auto messageFor = [&](const TrainConfig& config, const TrainRecord& record) {
        try {
            train(config, std::span(&record, 1), {}, {}, {});
        } catch (const ModelError& error) {
            return QString::fromUtf8(error.what());
        }
        return QString();
    };
    TrainRecord record{"bad", "AACCGG", true, {{{2, 4}}, {{3, 5}}}, {}, {}, {}};
    QVERIFY(messageFor(configFor(SelectorKind::Bio, true, folder), record)
                .contains("record \"bad\": core [3, 5) overlaps"));
    record.cores = {{{2, 9}}};
    QVERIFY(messageFor(configFor(SelectorKind::Mask, false, folder), record).contains("does not fit its 6 positions"));
    record.cores = {{{2, 4}}, {{4, 5}}};
    TrainConfig span = configFor(SelectorKind::Span, false, folder);
    QVERIFY(messageFor(span, record).contains("2 cores; a span selector finds one"));
    TrainConfig ctc = configFor(SelectorKind::Ctc, false, folder);
    ctc.model.selector.types = {"core"};
    record = {"long", "ACG", false, {}, {}, {}, {0, 0}};
    QVERIFY(messageFor(ctc, record).isEmpty());
    record.target = {0, 0, 1};
    QVERIFY(messageFor(ctc, record).contains("a target of 3 letters needs 4 positions"));
    ctc.selectorLoss.ctcStep = 3;
    record.target = {0, 1};
    QVERIFY(messageFor(ctc, record).contains("a target of 2 letters that stand 3 positions apart"));
    record.sequence = "ACGT";
    ctc.outputDirectory = folder.filePath("spaced").toStdString();
    QVERIFY(messageFor(ctc, record).isEmpty());
}

QTEST_APPLESS_MAIN(TestSelectorTraining)
#include "tst_selector_training.moc"
