// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/level_metrics.h"

#include <QTest>

using namespace corespan;

class TestLevelMetrics : public QObject
{
    Q_OBJECT
private slots:
    void levelsByHand()
    {
        const QString reverse = QStringLiteral("core_reverse");
        const QVector<EvaluatedCores> records{
            {100, {Core{{10, 20}}, Core{{30, 50}}}, {Core{{10, 20}}, Core{{30, 50}}}, 0.0}, // a gene
            {100, {Core{{10, 20}}, Core{{30, 50}}}, {Core{{10, 20}}, Core{{35, 50}}, Core{{60, 65}}}, 0.0},
            {100, {Core{{10, 20}, reverse}}, {Core{{10, 20}}}, 0.0}, // the other strand
            {100, {Core{{10, 20}}}, {}, 0.0},
            {100, {}, {Core{{1, 3}}}, 0.0},
        };
        const LevelMetrics m = evaluateLevels(records, evaluateSegments(records));
        QVERIFY((m.nucleotide == LevelCounts{80, 72, 65}));
        QVERIFY((m.exon == LevelCounts{6, 7, 3}));
        QVERIFY((m.gene == LevelCounts{4, 4, 1}));
        QCOMPARE(m.missedExons, 1);
        QCOMPARE(m.wrongExons, 2);
        QCOMPARE(m.gene.sensitivity(), 0.25);
        QCOMPARE(m.toJson()["exon"].toObject()["precision"].toDouble(), 3.0 / 7.0);
        QCOMPARE(m.toJson()["exon"].toObject()["wrong"].toDouble(), 2.0 / 7.0);
    }

    void piecesAreOfOneType()
    {
        EvaluatedCores one{50, {Core{{1, 3}}}, {}, 0.0}, two{50, {Core{{1, 3}}, Core{{5, 9}}}, {}, 0.0};
        QVERIFY(!areInPieces({one}));
        QVERIFY(areInPieces({one, two}));
        one.gold[0].type = "core_reverse";
        QVERIFY(areInPieces({one, two}));
        one.gold[0].type = "H";
        QVERIFY(!areInPieces({one, two}));
        QVERIFY(!areInPieces({}));
    }

    void nothingIsNotDividedBy() { QCOMPARE(evaluateLevels({}, {}).exon.precision(), 0.0); }
};

QTEST_APPLESS_MAIN(TestLevelMetrics)
#include "tst_level_metrics.moc"
