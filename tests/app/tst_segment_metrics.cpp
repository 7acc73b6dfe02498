// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/segment_metrics.h"

#include <QTest>

#include <cmath>

using namespace corespan;

namespace {

Core helix(std::int64_t begin, std::int64_t end)
{
    return {{begin, end}, QStringLiteral("helix")};
}

Core signal(std::int64_t begin, std::int64_t end)
{
    return {{begin, end}, QStringLiteral("signal")};
}

} // namespace

class TestSegmentMetrics : public QObject
{
    Q_OBJECT
private slots:
    void matchesByReachAndHalfOverlap()
    {
        const SegmentMatch match;
        QVERIFY(match(helix(10, 30), helix(15, 25)));  // overlap 10 of 20
        QVERIFY(!match(helix(10, 30), helix(15, 24))); // 9 of 20; the end is 6 off, too
        QVERIFY(!match(helix(10, 30), helix(16, 30))); // 6 off
        QVERIFY(!match(helix(10, 30), signal(10, 30)));
        QVERIFY(!match(helix(10, 14), helix(13, 17))); // within reach, hardly overlapping
        QVERIFY((SegmentMatch{5, false}(helix(10, 14), helix(13, 17))));
    }

    void countsByHand()
    {
        const QVector<EvaluatedCores> records = {
            {100, {signal(0, 20), helix(40, 60)}, {signal(0, 22), helix(40, 60)}, 0.9}, // both there, one exactly
            {50, {helix(10, 30)}, {helix(10, 30), helix(35, 45)}, 0.6},                 // one too many
            {30, {}, {}, 0.8},
        };
        const SegmentMetrics m = evaluateSegments(records);
        QCOMPARE(m.records, 3);
        QCOMPARE(m.allRight, 2);
        QCOMPARE(m.allExact, 1);
        QVERIFY((m.all == SegmentCounts{3, 4, 3, 2}));
        QVERIFY((m.byType["signal"] == SegmentCounts{1, 1, 1, 0}));
        QVERIFY((m.byType["helix"] == SegmentCounts{2, 3, 2, 2}));
        QCOMPARE(m.all.precision(), 0.75);
        QCOMPARE(m.truePositive, 60);
        QCOMPARE(m.falsePositive, 12);
        QCOMPARE(m.falseNegative, 0);
        QCOMPARE(m.trueNegative, 108);
        QVERIFY(std::abs(m.iou() - (40.0 / 42.0 + 20.0 / 30.0 + 1.0) / 3.0) < 1e-12);
        QVERIFY(std::abs(m.mcc() - 60.0 * 108.0 / std::sqrt(72.0 * 60.0 * 120.0 * 108.0)) < 1e-12);
        QVERIFY((m.endShift == QMap<std::int64_t, std::int64_t>{{0, 2}, {2, 1}}));
        QVERIFY((m.beginShift == QMap<std::int64_t, std::int64_t>{{0, 3}}));
        QCOMPARE(m.toJson()["q_ok"].toDouble(), 2.0 / 3.0);
    }

    void nothingIsNoNumber()
    {
        const SegmentMetrics m = evaluateSegments({});
        QCOMPARE(m.mcc(), 0.0);
        QCOMPARE(m.iou(), 0.0);
        QCOMPARE(m.all.recall(), 0.0);
        QCOMPARE(calibrationOf({}).ece, 0.0);
        QCOMPARE(comparePaired({}, {}).difference, 0.0);
    }

    void eachPredictionIsTakenOnce()
    {
        // Two gold cores within reach of one prediction.
        const SegmentMetrics m = evaluateSegments({{20, {helix(2, 6), helix(6, 10)}, {helix(4, 8)}, 0.0}});
        QVERIFY((m.all == SegmentCounts{2, 1, 1, 0}));
    }

    void calibrationByHand()
    {
        QVector<EvaluatedCores> records;
        for (int i = 0; i < 4; ++i) // scores 0.9, three of four right
            records.append({10, {helix(1, 3)}, {i == 0 ? helix(1, 4) : helix(1, 3)}, 0.9});
        records.append({10, {}, {helix(1, 3)}, 0.2});
        records.append({10, {}, {}, 1.0});
        const Calibration c = calibrationOf(records, 10);
        QCOMPARE(c.bins[9].count, 5);
        QVERIFY(std::abs(c.bins[9].meanScore - 4.6 / 5) < 1e-12);
        QVERIFY(std::abs(c.bins[9].exact - 0.8) < 1e-12);
        QCOMPARE(c.bins[2].count, 1);
        QVERIFY(std::abs(c.ece - (5.0 / 6 * 0.12 + 1.0 / 6 * 0.2)) < 1e-12);
    }

    void pairedBootstrap()
    {
        QVector<double> a, b;
        for (int i = 0; i < 400; ++i) {
            a.append(i % 2);
            b.append(i % 4 == 0 ? 1.0 : i % 2); // right on a quarter more
        }
        const PairedComparison c = comparePaired(a, b);
        QVERIFY(std::abs(c.difference - 0.25) < 1e-12);
        QCOMPARE(c.onlyB, 100);
        QCOMPARE(c.onlyA, 0);
        // The standard error is sqrt(0.25 * 0.75 / 400) = 0.0217; the interval is about two of them wide on each side.
        QVERIFY(c.low > 0.25 - 0.055 && c.low < 0.25 - 0.03 && c.high > 0.25 + 0.03 && c.high < 0.25 + 0.055);
        const PairedComparison same = comparePaired(a, a);
        QVERIFY(same.low == 0.0 && same.high == 0.0);
    }
};

QTEST_APPLESS_MAIN(TestSegmentMetrics)
#include "tst_segment_metrics.moc"
