// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/metrics.h"

#include <QTest>

using namespace corespan;

namespace {

EvaluatedRecord spans(std::int64_t length, std::optional<Span> gold, std::optional<Span> predicted)
{
    EvaluatedRecord record;
    record.length = length;
    if (gold)
        record.gold = {Core{*gold}};
    if (predicted)
        record.predicted = {Core{*predicted}};
    return record;
}

} // namespace

class TestMetrics : public QObject
{
    Q_OBJECT
private slots:
    void countsEndsAndDistances()
    {
        const SpanMetrics m = evaluate({spans(100, Span{10, 40}, Span{10, 40}), spans(100, Span{10, 40}, Span{10, 43}),
                                        spans(100, Span{10, 40}, Span{13, 40}), spans(100, Span{10, 40}, Span{14, 40}),
                                        spans(100, Span{10, 40}, Span{20, 30}), spans(100, Span{10, 40}, Span{21, 30}),
                                        spans(100, Span{10, 40}, std::nullopt)});
        QCOMPARE(m.records, 7);
        QCOMPARE(m.goldCores, 7);
        QCOMPARE(m.exact, 1);
        QCOMPARE(m.start, 2);
        QCOMPARE(m.end, 3);
        QCOMPARE(m.within[3], 3);
        QCOMPARE(m.within[10], 5);
        QCOMPARE(m.nullWrong, 1);
        QCOMPARE(m.coreKept, 6);
    }

    void nullDecisionsAreAConfusionTable()
    {
        const SpanMetrics m = evaluate({spans(9, {}, {}), spans(9, {}, {}), spans(9, {}, {}), spans(9, {}, Span{0, 3}),
                                        spans(9, Span{0, 3}, {}), spans(9, Span{0, 3}, Span{0, 3})});
        QCOMPARE(m.nullRight, 3);
        QCOMPARE(m.nullMissed, 1);
        QCOMPARE(m.nullWrong, 1);
        QCOMPARE(m.coreKept, 1);
        QCOMPARE(nullPrecision(m), 0.75);
        QCOMPARE(nullRecall(m), 0.75);
    }

    void distancesAreAnOption()
    {
        const QVector<EvaluatedRecord> records{spans(100, Span{10, 40}, Span{9, 40}),
                                               spans(100, Span{10, 40}, Span{10, 60})};
        const SpanMetrics m = evaluate(records, {0, 1, 20});
        QCOMPARE(m.within, (QMap<std::int64_t, std::int64_t>{{0, 0}, {1, 1}, {20, 2}}));
        QCOMPARE(toJson(m)["within_20"].toDouble(), 1.0);
        QVERIFY(!toJson(m).contains("within_3"));
    }

    void anotherTypeIsNotTheSameCore()
    {
        EvaluatedRecord record = spans(30, Span{2, 6}, Span{2, 6});
        record.predicted[0].type = "H";
        QCOMPARE(evaluate({record}).exact, 0);
        QCOMPARE(evaluate({record}).coreKept, 1);
    }

    void ambiguousPositionsHaveNoLabels()
    {
        EvaluatedRecord record = spans(6, Span{1, 3}, Span{1, 5});
        record.goldLabels = {-1, 0, 1, -1, -1, -1};
        record.predictedLabels = {0, 0, 0, 0, 0, 0};
        QCOMPARE(evaluate({record}).predictedCoreLabels, 4);
        record.ambiguous = {{2, 4}};
        const SpanMetrics m = evaluate({record});
        QCOMPARE(m.goldCoreLabels, 1);
        QCOMPARE(m.predictedCoreLabels, 2); // 1 and 4
        QCOMPARE(m.predictedCoreLabelsRight, 1);
    }

    void severalCoresHaveToBeThereAll()
    {
        EvaluatedRecord both = spans(30, Span{2, 6}, Span{2, 6}), one = both, shifted = both;
        both.gold.append(Core{{10, 20}, "H"});
        both.predicted = both.gold;
        one.gold = both.gold;
        shifted.gold = both.gold;
        shifted.predicted = {Core{{2, 6}}, Core{{10, 22}, "H"}};
        const SpanMetrics m = evaluate({both, one, shifted});
        QCOMPARE(m.goldCores, 3);
        QCOMPARE(m.exact, 1);
        QCOMPARE(m.start, 2);
        QCOMPARE(m.end, 1);
        QCOMPARE(m.within[3], 2);
    }

    void nothingIsNotDividedBy()
    {
        const SpanMetrics m = evaluate({});
        QCOMPARE(nullPrecision(m), 0.0);
        QCOMPARE(nullRecall(m), 0.0);
        QCOMPARE(toJson(m)["exact"].toDouble(), 0.0);
    }

    void labelsInGoldAndInPredictedCores()
    {
        // gold core [2, 6) with labels 1 1 - 2; predicted core [3, 8) says 1 1 2 0 0
        EvaluatedRecord record = spans(10, Span{2, 6}, Span{3, 8});
        record.goldLabels = {-1, -1, 1, 1, -1, 2, -1, -1, -1, -1};
        record.predictedLabels = {0, 0, 0, 1, 1, 2, 0, 0, 0, 0};
        const SpanMetrics m = evaluate({record});
        QCOMPARE(m.goldCoreLabels, 3);
        QCOMPARE(m.goldCoreLabelsRight, 2);
        QCOMPARE(m.predictedCoreLabels, 4); // 3, 5, 6, 7: position 4 has no gold label
        QCOMPARE(m.predictedCoreLabelsRight, 2);
    }

    void labelsOnACoreThatIsNoneAreWrong()
    {
        EvaluatedRecord record = spans(5, std::nullopt, Span{1, 4});
        record.predictedLabels = {0, 0, 0, 0, 0};
        const SpanMetrics m = evaluate({record});
        QCOMPARE(m.predictedCoreLabels, 3);
        QCOMPARE(m.predictedCoreLabelsRight, 0);
        QCOMPARE(m.goldCoreLabels, 0);
    }

    void recordsWithoutGoldLabelsDoNotCount()
    {
        EvaluatedRecord record = spans(5, Span{1, 4}, Span{1, 4});
        record.predictedLabels = {0, 0, 0, 0, 0};
        const SpanMetrics m = evaluate({record});
        QCOMPARE(m.goldCoreLabels, 0);
        QCOMPARE(m.predictedCoreLabels, 0);
    }

    void strataSplitByCoreLength()
    {
        const QVector<EvaluatedRecord> records{spans(900, Span{0, 299}, Span{0, 299}), spans(900, Span{0, 300}, {}),
                                               spans(2000, {}, {})};
        const QVector<MetricStratum> strata = evaluateByLength(records, {300, 1000});
        QCOMPARE(strata.size(), 3);
        QCOMPARE(strata[0].fromLength, 0);
        QCOMPARE(strata[0].toLength, 300);
        QCOMPARE(strata[0].metrics.exact, 1);
        QCOMPARE(strata[1].metrics.nullWrong, 1);
        QCOMPARE(strata[2].fromLength, 1000);
        QCOMPARE(strata[2].toLength, 0);
        QCOMPARE(strata[2].metrics.nullRight, 1);
    }

    void jsonHoldsTheNames()
    {
        const QJsonObject json = toJson(evaluate({spans(9, Span{0, 3}, Span{0, 3}), spans(9, Span{0, 3}, Span{0, 6})}));
        QCOMPARE(json["records"].toInt(), 2);
        QCOMPARE(json["exact"].toDouble(), 0.5);
        QCOMPARE(json["start"].toDouble(), 1.0);
        QCOMPARE(json["end"].toDouble(), 0.5);
        QCOMPARE(json["within_3"].toDouble(), 1.0);
        QCOMPARE(json["within_10"].toDouble(), 1.0);
        QVERIFY(json.contains("label_accuracy_gold"));
        QVERIFY(json.contains("label_accuracy_predicted"));
        QCOMPARE(json["null"].toObject()["core_kept"].toInt(), 2);
    }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
