// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include "core/training/predicted_set.h"

#include <QtTest>

using namespace corespan;

class TestPredictedSet : public QObject
{
    Q_OBJECT
private slots:
    void readsLettersByRule()
    {
        const QString file = m_files.write("p.3line", ">a\nMKLV\nSS11\n>b\nMK\n11\n");
        const Result<PredictedSet> set = readPredictions(file, *parseSegmentRule("S"));
        QVERIFY(set);
        QCOMPARE(set->records.value("a").cores, (QVector<Core>{Core{{0, 2}, "S"}}));
        QVERIFY(set->records.contains("b") && set->records.value("b").cores.isEmpty());
    }

    void readsCoresAndScores()
    {
        const QString file = m_files.write(
            "p.jsonl", "{\"id\":\"a\",\"sequence\":\"MKLV\",\"cores\":[[1,3,\"H\"]],\"meta\":{\"prediction\":{"
                       "\"score\":0.75}}}\nbroken\n");
        const Result<PredictedSet> set = readPredictions(file, {});
        QVERIFY(set);
        QCOMPARE(set->records.value("a").cores, (QVector<Core>{Core{{1, 3}, "H"}}));
        QCOMPARE(set->records.value("a").score, 0.75);
        QCOMPARE(set->issues.size(), 1);
    }

    void emptyFilesAreRefused()
    {
        QVERIFY(!readPredictions(m_files.write("none.jsonl", "broken\n"), {}));
        QVERIFY(!readPredictions(m_files.path("missing.jsonl"), {}));
    }

    void missingRecordsCountAsNoCore()
    {
        const GoldSet gold = readTwo();
        PredictedSet set;
        set.records.insert("a", {{Core{{1, 3}, "H"}}, 0.5});
        std::int64_t missing = 0;
        const QVector<EvaluatedRecord> records = besideGold(gold.records, {"H", "S"}, set, missing);
        QCOMPARE(missing, 1);
        QCOMPARE(records.size(), 2);
        QCOMPARE(records[0].gold, (QVector<Core>{Core{{1, 3}, "H"}}));
        QCOMPARE(records[0].predicted, records[0].gold);
        QCOMPARE(records[0].score, 0.5);
        QVERIFY(records[1].predicted.isEmpty());
    }

    void comparesRecordByRecord()
    {
        const GoldSet gold = readTwo();
        PredictedSet first, second;
        first.records = {{"a", {{Core{{1, 3}, "H"}}, 0.0}}, {"b", {{Core{{0, 1}, "S"}}, 0.0}}};
        second.records = {{"a", {{Core{{1, 3}, "H"}}, 0.0}}, {"b", {{Core{{0, 1}, "S"}, Core{{2, 4}, "H"}}, 0.0}}};
        std::int64_t missing = 0;
        const QVector<ModelComparison> rows = compareModels(besideGold(gold.records, {"H", "S"}, first, missing),
                                                            besideGold(gold.records, {"H", "S"}, second, missing));
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows[0].records, 2);
        QCOMPARE(rows[0].a, 0.5);
        QCOMPARE(rows[0].b, 1.0);
        QCOMPARE(rows[0].paired.difference, 0.5);
        QCOMPARE(rows[0].paired.onlyB, 1);
        QCOMPARE(rows[1].records, 0); // no record without cores
        QCOMPARE(rows[2].what, QString("H"));
        QCOMPARE(rows[2].a, 0.5);
        QCOMPARE(rows[3].what, QString("S"));
        QCOMPARE(rows[3].records, 1);
        QCOMPARE(rows[3].paired.difference, 0.0);
    }

private:
    GoldSet readTwo() const
    {
        return *readGold(m_files.write("gold.jsonl", "{\"id\":\"a\",\"sequence\":\"MKLV\",\"cores\":[[1,3,\"H\"]]}\n"
                                                     "{\"id\":\"b\",\"sequence\":\"MKLV\",\"cores\":[[0,1,\"S\"],[2,4,"
                                                     "\"H\"]]}\n"),
                         {}, {{"H", "S"}, true});
    }

    Files m_files;
};

QTEST_GUILESS_MAIN(TestPredictedSet)
#include "tst_predicted_set.moc"
