// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/confusion.h"

#include <QJsonArray>
#include <QTest>

using namespace corespan;

class TestConfusion : public QObject
{
    Q_OBJECT
private slots:
    void labelsByHand()
    {
        // gold core [1, 5) with labels x y - y, predicted core [2, 7) says everywhere y y x x y y y y
        EvaluatedRecord record;
        record.length = 8;
        record.gold = {Core{{1, 5}}};
        record.predicted = {Core{{2, 7}}};
        record.goldLabels = {-1, 0, 1, -1, 1, -1, -1, -1};
        record.predictedLabels = {1, 1, 0, 0, 1, 1, 1, 1};
        const Confusion c = confusionOfLabels({"m", {record}, {"x", "y", "never"}});
        QCOMPARE(c.names(), QStringList({"x", "y"}));
        QCOMPARE(c.at(0, c.none()), 1); // position 1 lies before the predicted core
        QCOMPARE(c.at(1, 0), 1);
        QCOMPARE(c.at(1, 1), 1);
        QCOMPARE(c.at(c.none(), 1), 2); // 5 and 6
        QCOMPARE(c.goldTotal(0) + c.goldTotal(1) + c.goldTotal(2), 5);
        QCOMPARE(c.predictedTotal(1), 3);
        QCOMPARE(c.precision(1), 1.0 / 3.0);
        QCOMPARE(c.recall(1), 0.5);
        QCOMPARE(c.f1(1), 0.4);
        QCOMPARE(c.macroF1(), 0.2);
        QCOMPARE(c.toJson()["counts"].toArray()[2].toArray(), (QJsonArray{0, 2, 0}));
    }

    void typesByOverlap()
    {
        const QVector<EvaluatedCores> records{
            {90, {Core{{0, 20}, "S"}, Core{{30, 50}, "H"}}, {Core{{0, 18}, "H"}, Core{{31, 50}, "H"}}, 0.0},
            {90, {Core{{0, 20}, "S"}}, {Core{{40, 60}, "B"}}, 0.0}};
        const Confusion c = confusionOfTypes(records);
        QCOMPARE(c.names(), QStringList({"B", "H", "S"}));
        QCOMPARE(c.at(2, 1), 1);
        QCOMPARE(c.at(1, 1), 1);
        QCOMPARE(c.at(2, c.none()), 1);
        QCOMPARE(c.at(c.none(), 0), 1);
        QCOMPARE(c.goldTotal(2), 2);
    }

    void nothingIsEmpty()
    {
        const Confusion c = confusionOfLabels({"m", {}, {"x"}});
        QVERIFY(c.isEmpty());
        QCOMPARE(c.macroF1(), 0.0);
        QVERIFY(c.names().isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestConfusion)
#include "tst_confusion.moc"
