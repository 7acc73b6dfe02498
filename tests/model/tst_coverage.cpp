// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/coverage.h"

#include <QTest>

using namespace corespan::model;

class TestCoverage : public QObject
{
    Q_OBJECT
private slots:
    void coversTheGivenCores();
    void ambiguousZonesStayOut();
    void noiseHasItsMeanAndStaysInside();
    void probabilityRisesBySchedule();
};

void TestCoverage::coversTheGivenCores()
{
    // Gold [2, 5), predicted [3, 7): 2 is lost, 3 and 4 keep their label, 5 and 6 are outside gold.
    const std::vector<std::int64_t> labels = {-100, -100, 1, 2, 3, -100, -100, -100};
    SelectorTruth truth{true, 8, {{{2, 5}}}, {}, {}};
    const Span predicted[] = {{3, 7}};
    QVERIFY(coverLabels(labels, truth, predicted, 9).targets ==
            (std::vector<std::int64_t>{-100, -100, -100, 2, 3, 9, 9, -100}));
    QVERIFY(coverLabels(labels, truth, predicted, Coverage::uniform).targets[5] == Coverage::uniform);
    QVERIFY(coverLabels(labels, truth, {}, 9).targets == std::vector<std::int64_t>(8, -100));
    // A gold position without label stays without one.
    truth.cores = {{{1, 5}}};
    const Span all[] = {{0, 8}};
    QCOMPARE(coverLabels(labels, truth, all, 9).targets[1], std::int64_t{-100});
}

void TestCoverage::ambiguousZonesStayOut()
{
    const std::vector<std::int64_t> labels = {-100, 1, 1, -100};
    const SelectorTruth truth{true, 4, {{{1, 3}}}, {{2, 4}}, {}};
    const Span covered[] = {{0, 4}};
    QVERIFY(coverLabels(labels, truth, covered, 9).targets == (std::vector<std::int64_t>{9, 1, -100, -100}));
}

void TestCoverage::noiseHasItsMeanAndStaysInside()
{
    std::mt19937_64 generator = generatorFor(1, 0, 3);
    const SelectorTruth truth{true, 1000, {{{400, 600}}}, {}, {}};
    double shift = 0.0, signedShift = 0.0;
    constexpr int rounds = 20000;
    for (int i = 0; i < rounds; ++i) {
        const Span core = noisyCores(truth, 2.5, generator).front();
        shift += static_cast<double>(std::abs(core.begin - 400) + std::abs(core.end - 600)) / 2.0;
        signedShift += static_cast<double>(core.begin - 400 + core.end - 600) / 2.0;
    }
    QVERIFY2(std::abs(shift / rounds - 2.5) < 0.1, qPrintable(QString::number(shift / rounds)));
    QVERIFY(std::abs(signedShift / rounds) < 0.1);

    const SelectorTruth tiny{true, 3, {{{1, 2}}}, {}, {}};
    for (int i = 0; i < 1000; ++i) {
        const Span core = noisyCores(tiny, 20.0, generator).front();
        QVERIFY(core.begin >= 0 && core.end <= 3 && core.length() >= 1);
    }
    QVERIFY(noisyCores(truth, 0.0, generator).front() == (Span{400, 600}));
}

void TestCoverage::probabilityRisesBySchedule()
{
    const CouplingConfig config{0.2, 0.6, 0.5, 0.0, ""};
    QCOMPARE(couplingProbability(config, 0.0), 0.0);
    QCOMPARE(couplingProbability(config, 0.2), 0.0);
    QCOMPARE(couplingProbability(config, 0.4), 0.25);
    QCOMPARE(couplingProbability(config, 0.9), 0.5);
    QCOMPARE(couplingProbability({0.0, 0.0, 0.5, 0.0, ""}, 0.0), 0.5);
}

QTEST_APPLESS_MAIN(TestCoverage)
#include "tst_coverage.moc"
