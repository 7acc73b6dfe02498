// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tiny_model.h"
#include "train/augment.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace corespan::model;

namespace {

TrainRecord recordOf(std::int64_t length, std::vector<GoldCore> cores)
{
    TrainRecord record;
    record.id = "r";
    record.sequence.assign(static_cast<std::size_t>(length), 'A');
    record.cores = std::move(cores);
    return record;
}

AugmentationConfig cropping(std::int64_t length, double startShare)
{
    AugmentationConfig config;
    config.cropProbability = 1.0;
    config.cropLength = length;
    config.cropStartShare = startShare;
    return config;
}

SelectorTruth truthIn(const TrainRecord& record, const Slice& slice)
{
    const Tokenizer tokenizer(corespan::test::tinyTraining().model.tokenizer, Alphabet::Text);
    return makeTrainBatch(std::span(&record, 1), std::span(&slice, 1), tokenizer).truth.front();
}

} // namespace

class TestAugment : public QObject
{
    Q_OBJECT
private slots:
    void piecesLieAroundOneBoundary_data();
    void piecesLieAroundOneBoundary();
    void openEndsAreNoBoundaries();
    void shortOrUnknownRecordsStayWhole();
    void recordsWithoutCoreGiveAnyPiece();
    void probabilityIsKept();
    void targetsOfCutCoresAreLeftOut();
    void slicesAreCutAfterTheirFlanks();
};

void TestAugment::piecesLieAroundOneBoundary_data()
{
    QTest::addColumn<double>("startShare");
    QTest::newRow("start") << 1.0;
    QTest::newRow("end") << 0.0;
    QTest::newRow("both") << 0.3;
}

void TestAugment::piecesLieAroundOneBoundary()
{
    QFETCH(const double, startShare);
    const TrainRecord record = recordOf(1000, {{{200, 800}}});
    std::mt19937_64 generator(1);
    int starts = 0;
    std::int64_t first = 100, last = 0;
    for (int i = 0; i < 2000; ++i) {
        const Slice slice = cropSlice({0, 0, 1000}, record, cropping(100, startShare), generator);
        QCOMPARE(slice.end - slice.begin, 100);
        const GoldCore core = truthIn(record, slice).cores.at(0);
        QVERIFY(core.openBegin != core.openEnd); // one boundary is seen, the other end is open
        const std::int64_t at = core.openEnd ? core.span.begin : core.span.end;
        QVERIFY(at >= 25 && at <= 75);
        QCOMPARE(core.openEnd ? core.span.end : core.span.begin, core.openEnd ? 100 : 0);
        first = std::min(first, at);
        last = std::max(last, at);
        starts += core.openEnd ? 1 : 0;
    }
    QCOMPARE(first, 25);
    QCOMPARE(last, 75);
    QVERIFY(std::abs(starts / 2000.0 - startShare) < 0.03);
}

void TestAugment::openEndsAreNoBoundaries()
{
    std::mt19937_64 generator(2);
    GoldCore core{{0, 800}};
    core.openBegin = true;
    const TrainRecord half = recordOf(1000, {core});
    for (int i = 0; i < 100; ++i) {
        const Slice slice = cropSlice({0, 0, 1000}, half, cropping(100, 1.0), generator);
        QVERIFY(slice.begin < 800 && slice.end > 800);
    }
    core = {{0, 1000}};
    core.openBegin = core.openEnd = true;
    const TrainRecord inside = recordOf(1000, {core});
    std::int64_t least = 1000, most = 0;
    for (int i = 0; i < 500; ++i) {
        const Slice slice = cropSlice({0, 0, 1000}, inside, cropping(100, 0.5), generator);
        least = std::min(least, slice.begin);
        most = std::max(most, slice.end);
    }
    QVERIFY(least < 20 && most > 980);
    // Near the sequence's edge the piece moves inwards instead of running out.
    const TrainRecord early = recordOf(1000, {{{3, 900}}});
    QCOMPARE(cropSlice({0, 0, 1000}, early, cropping(100, 1.0), generator).begin, 0);
}

void TestAugment::shortOrUnknownRecordsStayWhole()
{
    std::mt19937_64 generator(3);
    const auto lengthOf = [&](const TrainRecord& record) {
        const auto whole = static_cast<std::int64_t>(record.sequence.size());
        const Slice slice = cropSlice({0, 0, whole}, record, cropping(100, 0.5), generator);
        return slice.end - slice.begin;
    };
    QCOMPARE(lengthOf(recordOf(100, {{{20, 80}}})), 100);
    TrainRecord string = recordOf(500, {});
    string.annotated = false;
    string.target = {0, 1};
    QCOMPARE(lengthOf(string), 500);
    string.labels.assign(500, 1); // labels are known by position: any piece teaches
    QCOMPARE(lengthOf(string), 100);
}

void TestAugment::recordsWithoutCoreGiveAnyPiece()
{
    std::mt19937_64 generator(4);
    const TrainRecord record = recordOf(1000, {});
    double sum = 0.0;
    for (int i = 0; i < 2000; ++i) {
        const Slice slice = cropSlice({0, 0, 1000}, record, cropping(100, 0.5), generator);
        QCOMPARE(slice.end - slice.begin, 100);
        QVERIFY(slice.begin >= 0 && slice.end <= 1000);
        sum += static_cast<double>(slice.begin);
        const SelectorTruth truth = truthIn(record, slice);
        QVERIFY(truth.annotated && truth.cores.empty());
    }
    QVERIFY(std::abs(sum / 2000.0 - 450.0) < 20.0);
}

void TestAugment::probabilityIsKept()
{
    std::mt19937_64 generator(5);
    AugmentationConfig config = cropping(100, 0.5);
    config.cropProbability = 0.25;
    const TrainRecord record = recordOf(1000, {{{200, 800}}});
    int cut = 0;
    for (int i = 0; i < 4000; ++i)
        cut += cropSlice({0, 0, 1000}, record, config, generator).end < 1000 ? 1 : 0;
    QVERIFY(std::abs(cut / 4000.0 - 0.25) < 0.03);
    config.cropProbability = 0.0;
    for (int i = 0; i < 100; ++i)
        QCOMPARE(cropSlice({0, 0, 1000}, record, config, generator).end, 1000);
}

void TestAugment::targetsOfCutCoresAreLeftOut()
{
    TrainRecord record = recordOf(100, {{{20, 40}}, {{60, 80}}});
    record.target = {0, 1, 1};
    QCOMPARE(truthIn(record, {0, 10, 90}).target, record.target);
    QVERIFY(truthIn(record, {0, 10, 70}).target.empty());
    QVERIFY(!truthIn(record, {0, 10, 70}).cores.empty());
    const SelectorTruth none = truthIn(record, {0, 0, 20}); // no core left: the empty string is right
    QVERIFY(none.annotated && none.cores.empty() && none.target.empty());
    record.cores = {{{20, 22}}};
    QCOMPARE(ctcLength(record.target), 4);
    QVERIFY(truthIn(record, {0, 20, 23}).target.empty()); // three letters cannot be aligned to three positions
    QCOMPARE(truthIn(record, {0, 20, 24}).target, record.target);
}

void TestAugment::slicesAreCutAfterTheirFlanks()
{
    const std::vector<TrainRecord> records = {recordOf(2000, {{{500, 1500}}}), recordOf(300, {{{100, 200}}})};
    TrainConfig config;
    config.minFlank = 20;
    config.maxFlank = 60;
    const Slice whole = drawSlices(records, config, 0)[0];
    config.augmentation = cropping(400, 0.5);
    for (std::int64_t epoch = 0; epoch < 50; ++epoch) {
        const std::vector<Slice> slices = drawSlices(records, config, epoch);
        QCOMPARE(slices[0].end - slices[0].begin, 400);
        QVERIFY(slices[0].begin >= 440 && slices[0].end <= 1560);
        QVERIFY(slices[1].end - slices[1].begin <= 220);
    }
    // Cropping does not change what flanks are drawn.
    config.augmentation.cropProbability = 0.0;
    QCOMPARE(drawSlices(records, config, 0)[0].begin, whole.begin);
    QCOMPARE(drawSlices(records, config, 0)[0].end, whole.end);
}

QTEST_APPLESS_MAIN(TestAugment)
#include "tst_augment.moc"
