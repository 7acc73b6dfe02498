// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "model/ctc_decoder.h"
#endif

#include <QtTest>
#include <algorithm>
#include <random>

using namespace corespan::model;

/// A million positions with planted genes, and logits at the edge of float.
class TestCtcLarge : public QObject
{
    Q_OBJECT

private slots:
    void millionPositions();
    void longestString();
    void greatestFloats();
};

namespace {

constexpr std::int64_t million = 1'000'000;
constexpr std::int64_t labels = 20;

/// Blank everywhere but for one label a codon, at its middle.
std::vector<float> noiseWithGenes(const std::vector<Span>& genes)
{
    std::mt19937 random(5);
    std::normal_distribution<float> normal(0.0F, 0.5F);
    std::vector<float> values(static_cast<std::size_t>(million * (labels + 1)));
    std::ranges::generate(values, [&] { return normal(random); });
    for (std::int64_t p = 0; p < million; ++p)
        values[p * (labels + 1) + labels] += 20.0F;
    for (const Span& gene : genes) {
        for (std::int64_t p = gene.begin + 1; p < gene.end; p += 3)
            values[p * (labels + 1) + p % labels] += 40.0F;
    }
    return values;
}

} // namespace

void TestCtcLarge::millionPositions()
{
    const std::vector<Span> genes{{1'000, 1'900}, {200'001, 203'001}, {999'000, 999'999}};
    const std::vector<float> values = noiseWithGenes(genes);
    const CtcDecoding got = decodeCtc({values, labels}, {});
    QCOMPARE(got.selection.cores.size(), genes.size());
    for (std::size_t i = 0; i < genes.size(); ++i) {
        QCOMPARE(got.selection.cores[i].span, genes[i]);
        QVERIFY(got.selection.cores[i].probability > 0.99);
    }
    QCOMPARE(got.hypotheses.front().labels.size(), std::size_t{300 + 1000 + 333});
    QVERIFY(got.selection.pCore[500] < 1e-3 && got.selection.pCore[202'000] > 0.999);
    CtcDecodeOptions single{.singleCore = true};
    const Selection extent = decodeCtc({values, labels}, single).selection;
    QCOMPARE(*extent.core(), (Span{1'000, 999'999}));
    QCOMPARE(extent.candidates.size(), std::size_t{5});
    single.cores.maxLength = 3'000;
    const Selection limited = decodeCtc({values, labels}, single).selection;
    QCOMPARE(limited.core()->length() <= 3'000, true);
}

void TestCtcLarge::longestString()
{
    const std::vector<float> values = noiseWithGenes({{0, million - 1}});
    const CtcDecoding got = decodeCtc({values, labels}, {});
    QCOMPARE(got.hypotheses.front().labels.size(), std::size_t{333'333});
    QCOMPARE(*got.selection.core(), (Span{0, million - 1}));
    QCOMPARE(got.hypotheses.front().peaks.back(), million - 3);
}

void TestCtcLarge::greatestFloats()
{
    constexpr float greatest = std::numeric_limits<float>::max();
    const std::vector<float> values{-greatest, greatest, greatest, -greatest, -greatest, greatest};
    for (const bool single : {true, false}) {
        for (const double temperature : {1e-6, 1.0, 1e6}) {
            const CtcDecoding got = decodeCtc(
                {values, 1}, {.cores = {.temperature = temperature}, .singleCore = single, .unit = 1, .lead = 0});
            QCOMPARE(*got.selection.core(), (Span{1, 2}));
            QCOMPARE(got.selection.cores[0].probability, 1.0);
            QCOMPARE(got.selection.pCore, (std::vector<double>{0.0, 1.0, 0.0}));
            QVERIFY(std::isfinite(got.selection.logPartition));
        }
    }
    QCOMPARE(ctcLogLikelihood({values, 1}, std::vector<int>{0}), 0.0);
}

QTEST_GUILESS_MAIN(TestCtcLarge)
#include "tst_ctc_large.moc"
