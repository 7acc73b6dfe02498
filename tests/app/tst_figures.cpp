// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evaluated_fixture.h"
#include "core/evaluation/figure_tables.h"

#include <QJsonArray>
#include <QTest>

using namespace corespan;
using namespace corespan::test;

namespace {

Evaluation small()
{
    const EvaluatedSet model = smallSet("mine");
    Evaluation evaluation = evaluationOf(model, {{3}, {30}, {}, 10});
    evaluation.about = {{"device", "CPU"}};
    putBeside(evaluation, model, "baseline", emptySet("nothing"));
    evaluation.beside.last().rule = "none";
    return evaluation;
}

} // namespace

class TestFigures : public QObject
{
    Q_OBJECT
private slots:
    void jsonHoldsEverything()
    {
        const QJsonObject json = toJson(small());
        QCOMPARE(json["device"].toString(), QString("CPU"));
        QCOMPARE(json["records"].toInt(), 3);
        QCOMPARE(json["exact"].toDouble(), 0.5);
        QCOMPARE(json["within_3"].toDouble(), 0.5); // a helix too many is not within any distance
        QCOMPARE(json["reach"].toInt(), 5);
        QCOMPARE(json["null"].toObject()["right"].toInt(), 1);
        QCOMPARE(json["strata"].toArray().size(), 2);
        QCOMPARE(json["classes"].toArray().size(), 3);
        QCOMPARE(json["segments"].toObject()["q_ok"].toDouble(), 2.0 / 3.0);
        QCOMPARE(json["segments"].toObject()["by_type"].toObject()["H"].toObject()["precision"].toDouble(), 0.5);
        QCOMPARE(json["types"].toObject()["names"].toArray(), (QJsonArray{"H", "S"}));
        QCOMPARE(json["labels"].toObject()["by_label"].toArray()[0].toObject()["right"].toInt(), 19);
        QVERIFY(json["calibration"].toObject()["ece"].toDouble() > 0.0);
        const QJsonObject baseline = json["baseline"].toObject();
        QCOMPARE(baseline["rule"].toString(), QString("none"));
        QCOMPARE(baseline["exact"].toDouble(), 0.0);
        QCOMPARE(baseline["comparison"].toArray()[0].toObject()["difference"].toDouble(), 0.5);
        QVERIFY(!baseline.contains("calibration"));
        QVERIFY(!json.contains("folds"));
    }

    void classesSplitTheRecords()
    {
        const Figures figures = figuresOf(smallSet("mine"), {});
        QCOMPARE(figures.byClass.size(), 3);
        std::int64_t records = 0;
        for (const ClassStratum& stratum : figures.byClass)
            records += stratum.metrics.records;
        QCOMPARE(records, 3);
        QCOMPARE(className(figures.byClass[0]), QString("no core"));
        QCOMPARE(figures.byClass[0].metrics.nullRight, 1);
        QCOMPARE(className(figures.byClass[1]), QString("H+S"));
        QCOMPARE(figures.byClass[1].segments.allRight, 0);
    }

    void recordsByColumns()
    {
        const FigureTable table = recordTable(small());
        QCOMPARE(table.head, QStringList({"", "mine", "nothing"}));
        QCOMPARE(table.rows[2], QStringList({"exact (both ends)", "50.00 %", "0.00 %"}));
        QCOMPARE(table.rows.last(), QStringList({"no core: recall", "100.00 %", "100.00 %"}));
    }

    void aBaselineOfOneTypeStandsWithThatTypeAlone()
    {
        const EvaluatedSet model = smallSet("mine");
        Evaluation evaluation = evaluationOf(model, {{3}, {}, {}, 10});
        EvaluatedSet matrix = emptySet("matrix");
        matrix.records[0].predicted = {Core{{0, 20}, "S"}};
        matrix.records[1].predicted = {Core{{0, 20}, "S"}};
        putBeside(evaluation, model, "baseline", matrix, "S");
        QCOMPARE(recordTable(evaluation).head.size(), 2);
        const FigureTable types = typeTable(evaluation);
        QCOMPARE(types.rows.size(), 3);
        QCOMPARE(types.rows[2].mid(0, 7), QStringList({"S", "matrix", "2", "2", "told", "100.00 %", "100.00 %"}));
        const ModelComparison exact = evaluation.beside[0].comparison[0];
        QCOMPARE(exact.records, 2);
        QCOMPARE(exact.a, 1.0);
        QCOMPARE(exact.b, 0.5); // the model's signal, whatever it says of the helix
    }

    void textHasTheTables()
    {
        const QString text = formatEvaluation(small());
        QVERIFY2(text.contains("exact (both ends)           50.00 %    0.00 %\n"), qPrintable(text));
        QVERIFY2(text.contains("H         mine        1          2  100.00 %  100.00 %"), qPrintable(text));
        QVERIFY(text.contains("positions (MCC)"));
        QVERIFY(text.contains("all cores exact"));
        QVERIFY(!text.contains("nucleotide"));
    }

    void nothingHasDashes()
    {
        const Evaluation evaluation = evaluationOf({}, {});
        QVERIFY(recordTable(evaluation).rows[2].contains("–"));
        QVERIFY(formatEvaluation(evaluation).contains("every segment right (Qok)"));
    }
};

QTEST_GUILESS_MAIN(TestFigures)
#include "tst_figures.moc"
