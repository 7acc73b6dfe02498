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
        const Result<PredictedSet> set = readPredictions({file}, {*parseSegmentRule("S"), {}, {}});
        QVERIFY(set);
        QCOMPARE(set->records.value("a").cores, (QVector<Core>{Core{{0, 2}, "S"}}));
        QCOMPARE(set->records.value("a").length, 4);
        QVERIFY(set->records.contains("b") && set->records.value("b").cores.isEmpty());
    }

    /// By itself the file could be FASTA with two lines a sequence.
    void aRuleSaysThatLettersAreNoSequence()
    {
        const QString file = m_files.write("q.3line", ">a\nKKKK\nSSHH\n>b\nKKKK\nSHHH\n");
        const Result<PredictedSet> set = readPredictions({file}, {*parseSegmentRule("S,H"), {}, {}});
        QVERIFY(set);
        QCOMPARE(set->records.value("a").cores, (QVector<Core>{Core{{0, 2}, "S"}, Core{{2, 4}, "H"}}));
        QCOMPARE(set->records.value("a").length, 4);
    }

    void readsCoresScoresAndLabels()
    {
        const QString file = m_files.write(
            "p.jsonl", "{\"id\":\"a\",\"sequence\":\"MKLV\",\"cores\":[[1,3,\"H\"]],\"labels\":\".xy.\",\"meta\":{"
                       "\"prediction\":{\"score\":0.75}}}\nbroken\n{\"id\":\"n\",\"sequence\":\"MK\"}\n");
        const Result<PredictedSet> set = readPredictions({file}, {});
        QVERIFY(set);
        QCOMPARE(set->records.value("a").cores, (QVector<Core>{Core{{1, 3}, "H"}}));
        QCOMPARE(set->records.value("a").score, 0.75);
        QCOMPARE(set->labels, QStringList({"x", "y"}));
        QCOMPARE(set->records.value("a").labels, (QVector<std::int16_t>{-1, 0, 1, -1}));
        QVERIFY2(!set->records.contains("n"), "a record that says nothing of cores is no prediction");
        QCOMPARE(set->issues.size(), 1);
    }

    void severalFilesMakeOneSet()
    {
        const QString first =
            m_files.write("1.jsonl", "{\"id\":\"a\",\"sequence\":\"MK\",\"cores\":[[0,2]],\"labels\":\"xy\"}\n");
        const QString second =
            m_files.write("2.jsonl", "{\"id\":\"b\",\"sequence\":\"MK\",\"cores\":[[0,2]],\"labels\":\"yz\"}\n");
        const Result<PredictedSet> set = readPredictions({first, second}, {});
        QVERIFY(set);
        QCOMPARE(set->labels.size(), 3);
        QCOMPARE(set->labels.value(set->records.value("b").labels[0]), QString("y"));
        const Result<PredictedSet> twice = readPredictions({first, first}, {});
        QVERIFY(!twice);
        QVERIFY2(twice.error().message.contains("\"a\" has predictions in another file"),
                 qPrintable(twice.error().message));
    }

    void filesWithoutPredictionsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("broken") << QByteArray("{broken\n") << "no record with predictions (";
        QTest::newRow("sequences alone") << QByteArray(">a\nMKLV\n") << "no record with predictions";
        QTest::newRow("letters without a rule")
            << QByteArray(">a\nMKLV\nSS11\n>b\nMKL\n111\n") << "record \"a\" has letters but no cores";
    }
    void filesWithoutPredictionsAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, reason);
        const Result<PredictedSet> set = readPredictions({m_files.write("none", text)}, {});
        QVERIFY(!set);
        QVERIFY2(set.error().message.contains(reason), qPrintable(set.error().message));
        QVERIFY(!readPredictions({m_files.path("missing.jsonl")}, {}));
    }

    void missingRecordsCountAsNoCore()
    {
        const GoldSet gold = readTwo();
        PredictedSet set;
        set.records.insert("a", {{Core{{1, 3}, "H"}}, 0.5});
        const Result<BesideGold> beside = besideGold(gold.records, {"H", "S"}, {}, set);
        QVERIFY(beside);
        QCOMPARE(beside->missing, 1);
        const QVector<EvaluatedRecord>& records = beside->set.records;
        QCOMPARE(records.size(), 2);
        QCOMPARE(records[0].gold, (QVector<Core>{Core{{1, 3}, "H"}}));
        QCOMPARE(records[0].predicted, records[0].gold);
        QCOMPARE(records[0].score, 0.5);
        QVERIFY(records[1].predicted.isEmpty());
    }

    void labelsOfBothBecomeOneList()
    {
        PredictedSet set;
        set.labels = {"z", "y"};
        set.records.insert("a", {{Core{{1, 3}, "H"}}, 0.5, 4, {-1, 0, 1, -1}});
        const Result<BesideGold> beside = besideGold(readTwo().records, {"H", "S"}, {"x", "y"}, set);
        QCOMPARE(beside->set.labels, QStringList({"x", "y", "z"}));
        QCOMPARE(beside->set.records[0].predictedLabels, (QVector<std::int16_t>{-1, 2, 1, -1}));
    }

    void otherSequencesAreRefused()
    {
        PredictedSet set;
        set.records.insert("a", {{}, 0.0, 5});
        Result<BesideGold> beside = besideGold(readTwo().records, {"H", "S"}, {}, set);
        QVERIFY(!beside);
        QVERIFY2(beside.error().message.contains("\"a\" has 5 positions in the predictions and 4 in the gold"),
                 qPrintable(beside.error().message));
        set.records["a"] = {{Core{{2, 6}, "H"}}, 0.0};
        beside = besideGold(readTwo().records, {"H", "S"}, {}, set);
        QVERIFY(!beside);
        QVERIFY2(beside.error().message.contains("beyond its 4 positions"), qPrintable(beside.error().message));
    }

    void namesTypesThatGoldDoesNotHave()
    {
        PredictedSet set;
        set.records.insert("a", {{Core{{0, 1}, "h"}, Core{{2, 3}, "S"}}, 0.0});
        QCOMPARE(strangeTypes(besideGold(readTwo().records, {"H", "S"}, {}, set)->set), QStringList({"h"}));
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
