// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/error.h"
#include "model/span_decoder.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace corespan::model;

/// A million positions and logits at the edge of float: finite, normalised, the planted span found.
class TestSpanDecoderLarge : public QObject
{
    Q_OBJECT

private slots:
    void millionPositions_data();
    void millionPositions();
    void fallingEndsKeepTheSearchLinear();
    void manyCandidates();
    void greatestFloats();
    void farTailsStaySmall();
};

namespace {

constexpr std::size_t million = 1'000'000;

std::vector<float> noise(std::size_t count, unsigned seed, float scale)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0.0F, scale);
    std::vector<float> values(count);
    std::ranges::generate(values, [&] { return normal(random); });
    return values;
}

double sum(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

void TestSpanDecoderLarge::millionPositions_data()
{
    QTest::addColumn<qint64>("minLength");
    QTest::addColumn<qint64>("maxLength");
    QTest::newRow("no limit") << qint64{1} << qint64{0};
    QTest::newRow("60 to 3000") << qint64{60} << qint64{3000};
    QTest::newRow("one length") << qint64{1500} << qint64{1500};
    QTest::newRow("wide") << qint64{1000} << qint64{900'000};
}

void TestSpanDecoderLarge::millionPositions()
{
    QFETCH(qint64, minLength);
    QFETCH(qint64, maxLength);
    std::vector<float> start = noise(million, 1, 2.0F);
    std::vector<float> end = noise(million, 2, 2.0F);
    start[400'000] = 40.0F;
    end[401'499] = 40.0F;
    const Selection got =
        decodeSpan({start, end, 3.0, 3.0}, {.minLength = minLength, .maxLength = maxLength, .nBest = 100});
    QCOMPARE(*got.core(), (Span{400'000, 401'500}));
    QCOMPARE(got.candidates.size(), std::size_t{100});
    QCOMPARE(got.candidates[0].score, 80.0);
    QVERIFY(std::ranges::is_sorted(got.candidates, std::greater<>(), &ScoredSpan::score));
    QVERIFY(std::abs(sum(got.pStart) + got.nullProbability - 1.0) < 1e-9);
    QVERIFY(std::abs(sum(got.pEnd) + got.nullProbability - 1.0) < 1e-9);
    QVERIFY(got.pCore[401'000] > 0.99);
    QVERIFY(got.margin > 0.99);
}

void TestSpanDecoderLarge::fallingEndsKeepTheSearchLinear()
{
    // The sliding maximum's queue grows to its full width here.
    std::vector<float> start(million);
    std::vector<float> end(million);
    for (std::size_t i = 0; i < million; ++i) {
        start[i] = static_cast<float>(i) * 1e-3F;
        end[i] = -static_cast<float>(i) * 1e-3F;
    }
    const Selection falling =
        decodeSpan({start, end, 0.0, 0.0}, {.minLength = 10, .maxLength = 500'000, .allowNull = false});
    QCOMPARE(falling.core()->length(), std::int64_t{10});
    const Selection rising =
        decodeSpan({end, start, 0.0, 0.0}, {.minLength = 10, .maxLength = 500'000, .allowNull = false});
    QCOMPARE(rising.core()->length(), std::int64_t{500'000});
}

void TestSpanDecoderLarge::manyCandidates()
{
    const std::vector<float> start = noise(20'000, 3, 1.0F);
    const std::vector<float> end = noise(20'000, 4, 1.0F);
    const Selection got = decodeSpan({start, end, 0.0, 0.0}, {.maxLength = 50, .nBest = 2'000'000});
    QCOMPARE(got.candidates.size(), std::size_t{20'000 * 50 - 50 * 49 / 2}); // all legal spans
    double total = got.nullProbability;
    for (const ScoredSpan& candidate : got.candidates)
        total += candidate.probability;
    QVERIFY(std::abs(total - 1.0) < 1e-9);
    QVERIFY(std::ranges::is_sorted(got.candidates, std::greater<>(), &ScoredSpan::score));
}

void TestSpanDecoderLarge::greatestFloats()
{
    constexpr float greatest = std::numeric_limits<float>::max();
    const std::vector<float> start{-greatest, greatest, -greatest};
    const std::vector<float> end{greatest, -greatest, greatest};
    for (const double temperature : {1e-6, 1.0, 1e6}) {
        const Selection got = decodeSpan({start, end, 0.0, 0.0}, {.temperature = temperature});
        QCOMPARE(*got.core(), (Span{1, 3}));
        QCOMPARE(got.candidates[0].probability, 1.0);
        QCOMPARE(got.pCore, (std::vector<double>{0.0, 1.0, 1.0}));
        QVERIFY(std::isfinite(got.logPartition));
    }
}

void TestSpanDecoderLarge::farTailsStaySmall()
{
    std::vector<float> start(1000, -60.0F);
    std::vector<float> end(1000, -60.0F);
    start[500] = end[600] = 60.0F;
    const Selection got = decodeSpan({start, end, -60.0, -60.0}, {});
    QVERIFY(got.pCore[0] < 1e-30);
    QVERIFY(got.pCore[999] < 1e-30);
    QCOMPARE(got.pCore[550], 1.0);
}

QTEST_GUILESS_MAIN(TestSpanDecoderLarge)
#include "tst_span_decoder_large.moc"
