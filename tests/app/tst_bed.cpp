// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"

#include <QtTest>

using namespace corespan;

namespace {

const QByteArray sequences = ">c1\nACGTACGTACGTACGTACGTACGTACGTACGTACGTACGT\n>c2\nACGTACGTAC\n";

} // namespace

class TestBed : public QObject
{
    Q_OBJECT
private slots:
    void linesAreCores()
    {
        const Read all = read("track name=x\nbrowser position c1\n# a comment\nc1\t2\t8\nc1 10 20 gene1 0 -\n");
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(coresText(all.records[0]), QString("2-8 core, 10-20 core_reverse"));
        QVERIFY(!all.records[1].gold.annotated);
    }

    void blocksAreFragments()
    {
        const Read all = read("c1\t2\t22\tg\t0\t-\t4\t20\t0\t3\t4,3,5\t0,8,15,\n");
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(coresText(all.records[0]), QString("4-6 core_reverse, 10-13 core_reverse, 17-20 core_reverse"));
        QCOMPARE(groupsText(all.records[0]),
                 QByteArray(R"([{"cores":[[17,20],[10,13],[4,6]],"name":"g","strand":"-"}])"));
        const Read whole = read("c1\t2\t22\tg\t0\t+\t2\t2\t0\t2\t4,5,\t0,15,\n");
        QCOMPARE(coresText(whole.records[0]), QString("2-6 core, 17-22 core"));
    }

    void ourOwnNamesTypes()
    {
        const Read all = read("#corespan types\nc1\t2\t8\tTM\t0\t+\nc1\t9\t12\tTM\t0\t-\nc2\t0\t10\t.\n");
        QCOMPARE(coresText(all.records[0]), QString("2-8 TM, 9-12 TM_reverse"));
        QVERIFY(all.records[1].gold.annotated);
        QVERIFY(all.records[1].gold.cores.isEmpty());
    }

    void linesCanBeWrong_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("fault");
        QTest::newRow("columns") << QByteArray("c1\t1") << "2 columns; BED has 3 to 9, or 12";
        QTest::newRow("ten columns") << QByteArray("c1\t1\t5\tn\t0\t+\t1\t5\t0\t1")
                                     << "10 columns; BED has 3 to 9, or 12";
        QTest::newRow("positions") << QByteArray("c1\t-1\t5") << "\"-1\" to \"5\" are no positions";
        QTest::newRow("empty") << QByteArray("c1\t5\t5") << "the feature [5, 5) is empty";
        QTest::newRow("strand") << QByteArray("c1\t1\t5\tn\t0\t?") << "\"?\" is no strand (+, - or .)";
        QTest::newRow("thick") << QByteArray("c1\t1\t5\tn\t0\t+\t0\t5")
                               << "the thick part [0, 5) lies outside the feature";
        QTest::newRow("blocks") << QByteArray("c1\t1\t9\tn\t0\t+\t1\t9\t0\t2\t3\t0,4")
                                << "the block columns do not hold as many sizes and begins as blocks";
        QTest::newRow("block outside") << QByteArray("c1\t1\t9\tn\t0\t+\t1\t9\t0\t2\t3,9\t0,4")
                                       << "block 2, [5, 14), is empty, out of order or outside the feature";
        QTest::newRow("blocks short") << QByteArray("c1\t1\t9\tn\t0\t+\t1\t9\t0\t2\t3,2\t0,4")
                                      << "the blocks do not reach from the feature's begin to its end";
    }

    void linesCanBeWrong()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, fault);
        const Read all = read("c1\t20\t30\n" + line + "\n");
        QCOMPARE(coresText(all.records[0]), QString("20-30 core"));
        QCOMPARE(all.issue(), "2|c1|" + fault);
    }

    void featuresOutsideAndValuesAreRefused()
    {
        const Read outside = read("c2\t2\t8\nc2\t5\t11\n");
        QVERIFY(!outside.records[1].gold.annotated);
        QVERIFY2(outside.issue().startsWith("2|c2|feature BED at 6..11 lies outside the sequence of 10 letters"),
                 qPrintable(outside.issue()));
        const Read values = read("track type=bedGraph\nc1\t0\t5\t1.5\n");
        QCOMPARE(values.report.failedFiles.size(), 1);
        QVERIFY(values.report.failedFiles[0].reason.contains("a track of values"));
    }

private:
    Read read(const QByteArray& bed) const
    {
        return readTogether({m_files.write("s.fa", sequences), m_files.write("f.bed", bed)});
    }

    Files m_files;
};

QTEST_APPLESS_MAIN(TestBed)
#include "tst_bed.moc"
