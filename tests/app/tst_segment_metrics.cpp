// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/segment_metrics.h"
#include "core/importing/random.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
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

QVector<Core> randomCores(Random& random, std::int64_t length)
{
    QVector<Core> cores;
    for (std::int64_t at = random.between(0, 20); at < length; at += random.between(0, 20)) {
        const std::int64_t end = std::min(length, at + random.between(1, 15));
        cores.append(random.between(0, 1) == 0 ? helix(at, end) : signal(at, end));
        at = end;
    }
    return cores;
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
        QCOMPARE(m.byType["helix"].endShift, (ShiftHistogram{{0, 2}}));
        QCOMPARE(m.byType["signal"].endShift, (ShiftHistogram{{2, 1}}));
        QCOMPARE(m.byType["signal"].beginShift, (ShiftHistogram{{0, 1}}));
        QCOMPARE(m.toJson()["end_shift"].toArray(), (QJsonArray{QJsonArray{0, 2}, QJsonArray{2, 1}}));
        QCOMPARE(m.toJson()["q_ok"].toDouble(), 2.0 / 3.0);
    }

    void nothingIsNoNumber()
    {
        const SegmentMetrics m = evaluateSegments({});
        QCOMPARE(m.mcc(), 0.0);
        QCOMPARE(m.iou(), 0.0);
        QCOMPARE(m.all.recall(), 0.0);
    }

    void eachPredictionIsTakenOnce()
    {
        // Two gold cores within reach of one prediction.
        const SegmentMetrics m = evaluateSegments({{20, {helix(2, 6), helix(6, 10)}, {helix(4, 8)}, 0.0}});
        QVERIFY((m.all == SegmentCounts{2, 1, 1, 0}));
    }

    void typesByHand()
    {
        const QVector<EvaluatedCores> records = {
            {100, {signal(0, 20), helix(40, 60)}, {signal(0, 22), helix(43, 75)}, 0.0}, // the helix is 15 off
            {50, {helix(10, 30)}, {signal(0, 8), helix(10, 30), helix(35, 45)}, 0.0},
            {30, {}, {signal(0, 9), signal(10, 12)}, 0.0},
            {30, {}, {}, 0.0},
        };
        const SegmentMetrics m = evaluateSegments(records, {}, {3, 15});
        QCOMPARE(m.withoutCore, 2);
        const TypeCounts s = m.byType["signal"], h = m.byType["helix"];
        QCOMPARE(s.found, 1);
        QCOMPARE(s.start, 1);
        QCOMPARE(s.end, 0);
        QCOMPARE(s.within, (QMap<std::int64_t, std::int64_t>{{3, 1}, {15, 1}}));
        QCOMPARE(s.records, 1);
        QCOMPARE(s.right, 1);
        QCOMPARE(s.predictedInThese, 1);
        QCOMPARE(s.falseOnOthers, 1);
        QCOMPARE(s.falseOnNone, 1); // a record, however many it has
        QCOMPARE(h.found, 2);
        QCOMPARE(h.matched, 1);
        QCOMPARE(h.within, (QMap<std::int64_t, std::int64_t>{{3, 1}, {15, 2}}));
        QCOMPARE(h.right, 0);
        QCOMPARE(h.predictedInThese, 3);
        QCOMPARE(h.falseOnNone, 0);
        const QJsonObject json = m.toJson()["by_type"].toObject()["signal"].toObject();
        QCOMPARE(json["found"].toDouble(), 1.0);
        QCOMPARE(json["within_15"].toDouble(), 1.0);
        QCOMPARE(json["false_without_core"].toObject()["share"].toDouble(), 0.5);
        QCOMPARE(json["false_with_others"].toObject()["records"].toInt(), 1);
    }

    void countsPositionsAsBruteForceDoes()
    {
        Random random(3);
        for (int round = 0; round < 300; ++round) {
            EvaluatedCores record{60, randomCores(random, 60), randomCores(random, 60), 0.0};
            record.ambiguous = spansOf(randomCores(random, 60));
            std::int64_t tp = 0, fp = 0, fn = 0, tn = 0;
            for (std::int64_t i = 0; i < 60; ++i) {
                const auto in = [i](const QVector<Span>& spans) {
                    return std::ranges::any_of(spans, [i](const Span& span) { return span.contains(i); });
                };
                if (in(record.ambiguous))
                    continue;
                const bool gold = in(spansOf(record.gold)), predicted = in(spansOf(record.predicted));
                ++(gold ? predicted ? tp : fn : predicted ? fp : tn);
            }
            const SegmentMetrics m = evaluateSegments({record});
            QCOMPARE(m.truePositive, tp);
            QCOMPARE(m.falsePositive, fp);
            QCOMPARE(m.falseNegative, fn);
            QCOMPARE(m.trueNegative, tn);
            QCOMPARE(m.iou(), tp + fp + fn == 0 ? 1.0 : double(tp) / double(tp + fp + fn));
            const double root = std::sqrt(double((tp + fp) * (tp + fn)) * double((tn + fp) * (tn + fn)));
            QVERIFY(std::abs(m.mcc() - (root > 0 ? double(tp * tn - fp * fn) / root : 0.0)) < 1e-12);
        }
    }

    /// A hundred thousand segments in one record: a pass over all pairs would take hours.
    void longRecordsTakeOnePass()
    {
        EvaluatedCores record;
        for (std::int64_t i = 0; i < 100000; ++i) {
            record.gold.append(helix(i * 30, i * 30 + 20));
            record.predicted.append(helix(i * 30 + i % 3, i * 30 + 20));
        }
        record.length = 3000000;
        const SegmentMetrics m = evaluateSegments({record});
        QCOMPARE(m.all.matched, 100000);
        QCOMPARE(m.all.exact, 33334);
        QCOMPARE(m.allRight, 1);
    }
};

QTEST_APPLESS_MAIN(TestSegmentMetrics)
#include "tst_segment_metrics.moc"
