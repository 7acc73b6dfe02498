// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include "core/importing/dataset.h"

#include <QtTest>

using namespace corespan;

namespace {

QVector<QString> letters(const QString& text)
{
    QVector<QString> labels;
    for (const QChar letter : text)
        labels.append(letter == QLatin1Char('.') ? QString() : QString(letter));
    return labels;
}

} // namespace

class TestSegmentRule : public QObject
{
    Q_OBJECT
private slots:
    void runsBecomeCores()
    {
        const SegmentRule rule = *parseSegmentRule("S,H=Hh", "U");
        const Gold gold = segmentsOf(letters("SSS1HHhh..UU2S"), rule);
        QVERIFY(gold.annotated);
        QCOMPARE(gold.cores,
                 (QVector<Core>{Core{{0, 3}, "S"}, Core{{4, 6}, "H"}, Core{{6, 8}, "H"}, Core{{13, 14}, "S"}}));
        QCOMPARE(gold.ambiguous, (QVector<Span>{{10, 12}}));
        QVERIFY(gold.labels.isEmpty());
    }

    void directionIsToldByEitherNeighbour()
    {
        const SegmentRule rule = *parseSegmentRule("S,H/h=Hh", "U");
        const QVector<QString> topology = letters("SS1HH2HH1UHH2UHHUHH1hh");
        const Gold gold = segmentsOf(topology, rule);
        QCOMPARE(gold.cores, (QVector<Core>{Core{{0, 2}, "S"}, Core{{3, 5}, "H"}, Core{{6, 8}, "h"},
                                            Core{{10, 12}, "H"}, Core{{17, 19}, "h"}, Core{{20, 22}, "H"}}));
        QCOMPARE(gold.ambiguous, (QVector<Span>{{9, 10}, {13, 14}, {14, 16}, {16, 17}}));
        QCOMPARE(segmentLabels(topology, gold), letters("SS1HH2hh1.HH2....hh1HH"));
    }

    void nothingToFindIsNoCore()
    {
        const Gold gold = segmentsOf(letters("1122"), *parseSegmentRule("S"));
        QVERIFY(gold.annotated && gold.cores.isEmpty() && gold.ambiguous.isEmpty());
        QVERIFY(segmentsOf({}, *parseSegmentRule("S")).cores.isEmpty());
    }

    void contradictionsAreNamed_data()
    {
        QTest::addColumn<QString>("types");
        QTest::addColumn<QString>("ambiguous");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << ""
                               << ""
                               << "\"\" is no type; expected a letter, or NAME=LETTERS";
        QTest::newRow("word") << "helix"
                              << ""
                              << "\"helix\" is no type; expected a letter, or NAME=LETTERS";
        QTest::newRow("no letters") << "S,H="
                                    << ""
                                    << "\"H=\" is no type; expected a letter, or NAME=LETTERS";
        QTest::newRow("half a pair") << "H/=H"
                                     << ""
                                     << "\"H/=H\" is no type; expected a letter, or NAME=LETTERS";
        QTest::newRow("same both ways") << "H/H=H"
                                        << ""
                                        << "type \"H\" is named twice";
        QTest::newRow("twice") << "S,S=s"
                               << ""
                               << "type \"S\" is named twice";
        QTest::newRow("letter") << "S,H=Sh"
                                << ""
                                << "letter \"S\" has two meanings";
        QTest::newRow("ambiguous") << "S,U"
                                   << "U"
                                   << "letter \"U\" has two meanings";
    }
    void contradictionsAreNamed()
    {
        QFETCH(QString, types);
        QFETCH(QString, ambiguous);
        QFETCH(QString, message);
        const Result<SegmentRule> rule = parseSegmentRule(types, ambiguous);
        QVERIFY(!rule);
        QCOMPARE(rule.error().message, message);
    }

    void datasetOfThreeLineFiles()
    {
        const Files files;
        const QString a = files.write("a.3line", ">one x\nMKLVA\nSS1HH\n>two\nMKL\n111\n>long\nMKLVAAA\n1111111\n");
        const QString b = files.write("b.3line", ">out\nMKL\nSSS\n>three\nMKLV\nUUSS\n");
        const QString exclude = files.write("names.txt", ">out\n\n");
        const Result<SegmentsReport> report =
            writeSegmentsDataset({a, b}, files.path("out.jsonl"), {*parseSegmentRule("S,H", "U"), exclude, 5});
        QVERIFY(report);
        QCOMPARE(report->records, 3);
        QCOMPARE(report->withoutCore, 1);
        QCOMPARE(report->excluded, 1);
        QCOMPARE(report->tooLong, 1);
        QCOMPARE(report->segments, (QMap<QString, std::int64_t>{{"H", 1}, {"S", 2}}));
        QCOMPARE(Files::read(files.path("out.jsonl")),
                 QByteArray("{\"id\":\"one\",\"sequence\":\"MKLVA\",\"description\":\"x\",\"cores\":[[0,2,\"S\"],[3,5,"
                            "\"H\"]]}\n{\"id\":\"two\",\"sequence\":\"MKL\",\"cores\":[]}\n{\"id\":\"three\","
                            "\"sequence\":\"MKLV\",\"cores\":[[2,4,\"S\"]],\"ambiguous\":[[0,2]]}\n"));
    }

    void recordsWithoutLabelsStopIt()
    {
        const Files files;
        const QString fasta = files.write("a.fa", ">one\nMKLVA\n");
        const Result<SegmentsReport> report =
            writeSegmentsDataset({fasta}, files.path("out.jsonl"), {*parseSegmentRule("S"), {}, 0});
        QVERIFY(!report);
        QCOMPARE(report.error().message, fasta + ": record one has no labels");
        QVERIFY(!QFile::exists(files.path("out.jsonl")));
    }
};

QTEST_GUILESS_MAIN(TestSegmentRule)
#include "tst_segment_rule.moc"
