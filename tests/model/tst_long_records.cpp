// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/predictor.h"
#include "nn/initialise.h"
#include "nn/weights_io.h"
#include "support/tiny_model.h"
#include "text/reverse_complement.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

using namespace corespan::model;

namespace {

std::string randomSequence(std::size_t length, unsigned seed)
{
    std::mt19937 generator(seed);
    std::string sequence(length, 'A');
    for (char& letter : sequence)
        letter = "ACGT"[generator() % 4];
    return sequence;
}

/// Local attention: a position sees 7 neighbours on each side in each of two layers, so 14 in all.
void saveModel(SelectorKind kind, bool crf, const QString& directory, const GrammarConfig& grammar = {}, int types = 2)
{
    ModelConfig config = corespan::test::tinyTraining().model;
    config.encoder.attention = AttentionKind::Local;
    config.selector = {kind, true, crf, {"c", "t"}, grammar};
    config.selector.types.resize(static_cast<std::size_t>(types));
    config.alphabet = Alphabet::Dna;
    config.decoding.minLength = 2;
    if (kind == SelectorKind::Padded) {
        config.selector.grammar = {};
        config.encoder.vocabSize = 12; // its tokens behind the tokenizer's: `<pre>`, `<core>`, `<post>`, two labels
        config.decoder.numLayers = 1;
    }
    nn::Network network = nn::Network::allocate(config);
    nn::initialise(network, 3);
    if (network.selectorWeight.defined())
        network.selectorWeight.normal_(0.0, 0.5); // decided enough for cores to appear
    nn::saveNetwork(network, directory.toStdString());
}

Prediction predictOne(Predictor& predictor, std::string_view sequence, std::int64_t size, std::int64_t overlap,
                      bool grammar = true, bool bothStrands = false)
{
    Prediction result;
    PredictOptions options;
    options.windowSize = size;
    options.windowOverlap = overlap;
    options.labelMatrix = true;
    options.decode.grammar = grammar;
    options.bothStrands = bothStrands;
    const PredictSummary summary =
        predictor.predict({&sequence, 1}, options, [&](std::size_t, Prediction p) { result = std::move(p); });
    if (summary.done != 1 || summary.positions != static_cast<std::int64_t>(sequence.size()))
        return {};
    return result;
}

double furthest(const auto& a, const auto& b)
{
    double most = a.size() == b.size() ? 0.0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        most = std::max(most, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return most;
}

} // namespace

namespace {

/// Windows cut cores in two: a model that is to be silent about a half has to have seen some.
void appendCut(std::vector<TrainRecord>& records)
{
    for (std::size_t i = 0, count = records.size(); i < count; ++i) {
        if (records[i].cores.empty())
            continue;
        const Span core = records[i].cores.front().span;
        const auto middle = static_cast<std::size_t>(core.begin + core.length() / 2);
        for (const std::string& half : {records[i].sequence.substr(0, middle), records[i].sequence.substr(middle)}) {
            TrainRecord cut;
            cut.id = records[i].id + " cut " + std::to_string(cut.sequence.size());
            cut.sequence = half;
            cut.annotated = true;
            records.push_back(cut);
        }
    }
}

} // namespace

class TestLongRecords : public QObject
{
    Q_OBJECT
private slots:
    void windowsGiveWhatTheWholeGives_data();
    void windowsGiveWhatTheWholeGives();
    void aWindowThatHoldsAllChangesNothing_data();
    void aWindowThatHoldsAllChangesNothing();
    void spansOfSeveralWindows();
    void grammarsHoldForEverySelector_data();
    void grammarsHoldForEverySelector();
    void strandsAreMirrorImages_data();
    void strandsAreMirrorImages();
    void impossibleRunsAreRefused();
    void stopsBetweenWindows();
};

void TestLongRecords::windowsGiveWhatTheWholeGives_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("crf");
    QTest::newRow("mask") << int(SelectorKind::Mask) << false;
    QTest::newRow("bio") << int(SelectorKind::Bio) << false;
    QTest::newRow("bioes+crf") << int(SelectorKind::Bioes) << true;
    QTest::newRow("ctc") << int(SelectorKind::Ctc) << false;
}

void TestLongRecords::windowsGiveWhatTheWholeGives()
{
    QFETCH(const int, kind);
    QFETCH(const bool, crf);
    const QTemporaryDir folder;
    saveModel(static_cast<SelectorKind>(kind), crf, folder.path(), {}, kind == int(SelectorKind::Ctc) ? 1 : 2);
    Predictor predictor(folder.path().toStdString(), {DeviceChoice::Cpu, 1, 0});
    const std::string sequence = randomSequence(700, 5);
    const Prediction whole = predictOne(predictor, sequence, 0, 0);
    QCOMPARE(whole.selector.pCore.size(), sequence.size());
    QVERIFY(!whole.selector.cores.empty());
    // Wherever windows fall: each kept position has at least its 14 neighbours in view.
    for (const auto& [size, overlap] :
         {std::pair(100, 40), std::pair(128, 64), std::pair(333, 30), std::pair(699, 60)}) {
        const Prediction pieces = predictOne(predictor, sequence, size, overlap);
        QVERIFY(furthest(pieces.selector.pCore, whole.selector.pCore) < 1e-5);
        QVERIFY(furthest(pieces.selector.pStart, whole.selector.pStart) < 1e-5);
        QVERIFY(furthest(pieces.labelProbabilities, whole.labelProbabilities) < 1e-5);
        QVERIFY(pieces.topLabel == whole.topLabel);
        QCOMPARE(pieces.selector.cores.size(), whole.selector.cores.size());
        for (std::size_t i = 0; i < whole.selector.cores.size(); ++i)
            QVERIFY(pieces.selector.cores[i].span == whole.selector.cores[i].span);
    }
}

void TestLongRecords::aWindowThatHoldsAllChangesNothing_data()
{
    strandsAreMirrorImages_data();
}

void TestLongRecords::aWindowThatHoldsAllChangesNothing()
{
    QFETCH(const int, kind);
    QFETCH(const bool, crf);
    const bool oneType = kind == int(SelectorKind::Ctc) || kind == int(SelectorKind::Padded);
    const QTemporaryDir folder;
    saveModel(static_cast<SelectorKind>(kind), crf, folder.path(), {}, oneType ? 1 : 2);
    Predictor predictor(folder.path().toStdString(), {DeviceChoice::Cpu, 1, 0});
    const std::string sequence = randomSequence(300, 11);
    for (const bool both : {false, true}) {
        const Prediction whole = predictOne(predictor, sequence, 0, 0, true, both);
        QCOMPARE(whole.selector.pCore.size(), sequence.size());
        for (const std::int64_t size : {300, 301, 5000}) {
            const Prediction windowed = predictOne(predictor, sequence, size, size / 2, true, both);
            QVERIFY(windowed.selector.pCore == whole.selector.pCore);
            QVERIFY(windowed.selector.pStart == whole.selector.pStart);
            QVERIFY(windowed.topLabel == whole.topLabel);
            QVERIFY(windowed.labelProbabilities == whole.labelProbabilities);
            QCOMPARE(windowed.selector.cores.size(), whole.selector.cores.size());
            for (std::size_t i = 0; i < whole.selector.cores.size(); ++i)
                QVERIFY(windowed.selector.cores[i].span == whole.selector.cores[i].span);
        }
    }
}

void TestLongRecords::grammarsHoldForEverySelector_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("crf");
    QTest::addColumn<int>("types");
    for (const int types : {1, 2}) {
        QTest::addRow("span, %d", types) << int(SelectorKind::Span) << false << types;
        QTest::addRow("mask, %d", types) << int(SelectorKind::Mask) << false << types;
        QTest::addRow("bio, %d", types) << int(SelectorKind::Bio) << false << types;
        QTest::addRow("bioes+crf, %d", types) << int(SelectorKind::Bioes) << true << types;
    }
    QTest::addRow("ctc") << int(SelectorKind::Ctc) << false << 1;
}

void TestLongRecords::grammarsHoldForEverySelector()
{
    QFETCH(const int, kind);
    QFETCH(const bool, crf);
    QFETCH(const int, types);
    const std::string sequence = randomSequence(600, 7);
    const auto predictWith = [&](const GrammarConfig& grammar, std::int64_t window, bool on) {
        const QTemporaryDir folder;
        saveModel(static_cast<SelectorKind>(kind), crf, folder.path(), grammar, types);
        Predictor predictor(folder.path().toStdString(), {DeviceChoice::Cpu, 1, 0});
        return predictOne(predictor, sequence, window, window / 3, on).selector;
    };
    GrammarConfig orf;
    orf.kind = GrammarConfig::Kind::Orf;
    orf.orf.table = 1;
    const std::vector<Span> legal = legalOrfs(sequence, orf.orf, 2);
    const auto listed = [&](const ScoredSpan& core) { return std::ranges::find(legal, core.span) != legal.end(); };
    for (const std::int64_t window : {0, 150}) {
        const Selection found = predictWith(orf, window, true);
        QVERIFY(std::ranges::all_of(found.cores, listed));
        QVERIFY(!found.candidates.empty() && std::ranges::all_of(found.candidates, listed));
        QVERIFY(!std::ranges::all_of(predictWith(orf, window, false).candidates, listed));
    }
    if (types == 1)
        return;
    GrammarConfig rules; // the second type comes behind the first, and nothing behind it
    rules.kind = GrammarConfig::Kind::Types;
    rules.types.first = {1, 0};
    rules.types.next = {0, 1, 0, 0};
    rules.types.touching = rules.types.next;
    for (const std::int64_t window : {0, 150}) {
        const Selection found = predictWith(rules, window, true);
        QVERIFY(typeGrammarFault(found.cores, rules.types, 2).empty());
        QVERIFY(found.cores.size() <= 2);
        QVERIFY(found.cores.empty() || found.cores.front().type == 0);
    }
}

void TestLongRecords::spansOfSeveralWindows()
{
    // The trained task has one core a record; a chain of such records has one core each.
    const QTemporaryDir folder;
    TrainConfig config = corespan::test::tinyTraining();
    config.model.encoder.attention = AttentionKind::Local;
    config.outputDirectory = folder.filePath("m").toStdString();
    config.epochs = 25;
    config.model.window.scales = 2;
    auto records = corespan::test::tinyRecords(60, 1);
    const auto validation = corespan::test::tinyRecords(20, 2);
    appendCut(records);
    QVERIFY(train(config, records, validation, {}, {}).bestExact >= 0.9);
    std::string chain;
    std::vector<Span> cores;
    for (int i = 0; i < 6; ++i) {
        const auto begin = static_cast<std::int64_t>(chain.size()) + 15;
        cores.push_back({begin, begin + 12});
        chain += std::string(15, 'A') + std::string(12, 'C') + std::string(15, 'G');
    }
    Predictor predictor(config.outputDirectory, {DeviceChoice::Cpu, 1, 0});
    // Wherever windows fall, as long as a core with the context that it was taught with fits the smaller ones.
    for (const auto& [size, overlap] : {std::pair(84, 42), std::pair(96, 64), std::pair(120, 84)}) {
        std::vector<Span> found;
        for (const ScoredSpan& core : predictOne(predictor, chain, size, overlap).selector.cores)
            found.push_back(core.span);
        QCOMPARE(found.size(), cores.size());
        QVERIFY(found == cores);
    }
}

void TestLongRecords::strandsAreMirrorImages_data()
{
    windowsGiveWhatTheWholeGives_data();
    QTest::newRow("span") << int(SelectorKind::Span) << false;
    QTest::newRow("padded") << int(SelectorKind::Padded) << false;
}

/// What is forward of one strand is reverse of the other, in one piece and in windows, with grammar and without.
void TestLongRecords::strandsAreMirrorImages()
{
    QFETCH(const int, kind);
    QFETCH(const bool, crf);
    const int types = kind == int(SelectorKind::Ctc) || kind == int(SelectorKind::Padded) ? 1 : 2;
    GrammarConfig orf;
    orf.kind = GrammarConfig::Kind::Orf;
    orf.orf.table = 1;
    const QTemporaryDir folder;
    saveModel(static_cast<SelectorKind>(kind), crf, folder.path(), orf, types);
    Predictor predictor(folder.path().toStdString(), {DeviceChoice::Cpu, 1, 0});
    const std::string sequence = randomSequence(600, 9), other = reverseComplement(sequence, Alphabet::Dna);
    const auto length = static_cast<std::int64_t>(sequence.size());
    for (const std::int64_t window : {0, 200})
        for (const bool grammar : {false, true}) {
            const Prediction here = predictOne(predictor, sequence, window, window / 2, grammar, true);
            const Prediction there = predictOne(predictor, other, window, window / 2, grammar, true);
            QCOMPARE(here.selector.pType.size(), static_cast<std::size_t>(2 * types) * sequence.size());
            std::vector<double> core = there.selector.pCore, end = there.selector.pEnd;
            std::ranges::reverse(core), std::ranges::reverse(end);
            QVERIFY(furthest(here.selector.pCore, core) < 1e-4);
            QVERIFY(furthest(here.selector.pStart, end) < 1e-4);
            QCOMPARE(here.selector.cores.size(), there.selector.cores.size());
            for (std::size_t i = 0; i < here.selector.cores.size(); ++i) {
                const ScoredSpan &a = here.selector.cores[i],
                                 &b = there.selector.cores[there.selector.cores.size() - 1 - i];
                QVERIFY(a.span == (Span{length - b.span.end, length - b.span.begin}));
                QCOMPARE(a.type, b.type < types ? b.type + types : b.type - types);
            }
        }
}

void TestLongRecords::impossibleRunsAreRefused()
{
    const QTemporaryDir folder;
    saveModel(SelectorKind::Mask, false, folder.path());
    Predictor predictor(folder.path().toStdString(), {DeviceChoice::Cpu, 1, 0});
    const auto message = [&](std::int64_t size, std::int64_t overlap) -> QString {
        try {
            predictOne(predictor, "ACGTACGT", size, overlap);
        } catch (const ModelError& error) {
            return error.what();
        }
        return {};
    };
    // Also where no record is as long as a window.
    QVERIFY(message(100, 100).contains("windows of 100 positions cannot overlap by 100"));
    QVERIFY(message(100, 300).contains("overlap"));
    QVERIFY(message(0, 50).contains("without windows"));
    QVERIFY(message(100, 99).isEmpty());
    QVERIFY(message(100, -1).isEmpty());

    ModelConfig protein = corespan::test::tinyTraining().model;
    nn::Network network = nn::Network::allocate(protein);
    nn::initialise(network, 3);
    const QTemporaryDir text;
    nn::saveNetwork(network, text.path().toStdString());
    Predictor oneStrand(text.path().toStdString(), {DeviceChoice::Cpu, 1, 0});
    QVERIFY_THROWS_EXCEPTION(ModelError, predictOne(oneStrand, "ACGT", 0, 0, false, true));
}

void TestLongRecords::stopsBetweenWindows()
{
    const QTemporaryDir folder;
    saveModel(SelectorKind::Mask, false, folder.path());
    Predictor predictor(folder.path().toStdString(), {DeviceChoice::Cpu, 1, 64});
    const std::string sequence = randomSequence(2000, 1);
    const std::string_view one[] = {sequence};
    PredictOptions options;
    options.windowSize = 60;
    options.windowOverlap = 30;
    std::stop_source stop;
    int progressed = 0;
    const PredictSummary summary = predictor.predict(
        one, options, [](std::size_t, const Prediction&) { QFAIL("a stopped record must not be reported"); },
        [&](const PredictProgress& p) {
            QVERIFY(p.positionsDone < 2000);
            if (++progressed == 3)
                stop.request_stop();
        },
        stop.get_token());
    QVERIFY(summary.cancelled);
    QCOMPARE(summary.done, std::size_t{0});
    QCOMPARE(progressed, 3);
}

QTEST_APPLESS_MAIN(TestLongRecords)
#include "tst_long_records.moc"
