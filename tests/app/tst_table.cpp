// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace corespan;

class TestTable : public QObject
{
    Q_OBJECT
private slots:
    void rowsOfOneIdAreOneRecord()
    {
        const Read all = readAll(m_files.write("a.csv", "id,sequence,begin,end,type,labels,description\n"
                                                        "p1,MKVLAAGE,1,3,S,...HHH..,\"one, and \"\"more\"\"\"\n"
                                                        "p1,,5,8,,,\n"
                                                        "p2,MKV,,,,,\n"));
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[0].record.description, QString("one, and \"more\""));
        QCOMPARE(coresText(all.records[0]), QString("0-3 S, 4-8 core"));
        QCOMPARE(labelsText(all.records[0]), QString("...HHH.."));
        QVERIFY(all.records[1].gold.annotated);
        QVERIFY(all.records[1].gold.cores.isEmpty());
    }

    void columnsCanBeNamedOrNumbered()
    {
        ReadOptions options;
        options.table.columns = {
            {TableRole::Id, "Entry"}, {TableRole::Sequence, "3"}, {TableRole::Begin, "Von"}, {TableRole::End, "Bis"}};
        options.table.zeroBased = true;
        const Read all = readAll(m_files.write("n.tsv", "Entry\tx\tletters\tVon\tBis\nq\t\tMKVLA\t1\t3\n"), options);
        QCOMPARE(all.error, QString());
        QCOMPARE(coresText(all.records[0]), QString("1-3 core"));
        options.table.columns = {{TableRole::Id, "1"}, {TableRole::Sequence, "2"}};
        const Read bare = readAll(m_files.write("b.csv", "r1;ACGT\nr2;GGGG\n"), options);
        QCOMPARE(bare.records.size(), 2);
        QVERIFY(!bare.records[0].gold.annotated);
        options.table.columns = {{TableRole::Id, "Name"}};
        const Read wrong = readAll(m_files.write("w.csv", "a,b\nr1,ACGT\n"), options);
        QVERIFY2(wrong.error.endsWith("w.csv:1: there is no column \"Name\"; there are: a, b"),
                 qPrintable(wrong.error));
    }

    void quotesMayHoldLineEnds()
    {
        const Read all = readAll(m_files.write("q.csv", "id,description,sequence\r\np,\"two\r\nlines\",\"MKV\"\r\n"));
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(all.records[0].record.description, QString("two\nlines"));
        QCOMPARE(all.records[0].residues, QByteArray("MKV"));
    }

    void faultsAreNamedWithTheirLines()
    {
        const Read all = readAll(m_files.write("f.csv", "id,sequence,begin,end,labels\n"
                                                        "a,MKVLA,4,2,\n"
                                                        "b,MKVLA,x,2,\n"
                                                        "c,MKVLA,1,9,\n"
                                                        "d,MKVLA,1,2,HHH\n"
                                                        "e,MKVLA\n"
                                                        "f,MKVLA,1,2,\nf,MKKKK,3,4,\n"
                                                        "g,\"MKV\"x,1,2,\n"
                                                        "h,MKVLA,1,2,HH\n"
                                                        "h,MKVLA,4,5,\n"
                                                        "a,MKVLA,1,2,\n"
                                                        "z,\"MKV,1,2,\n"));
        QCOMPARE(all.error, QString());
        QCOMPARE(all.issue(0), QString("2|a|4 to 2 is no span (1-based, both included)"));
        QCOMPARE(all.issue(1), QString("3|b|\"x\" to \"2\" are no positions"));
        QCOMPARE(all.issue(2), QString("4|c|the core [0, 9) does not lie in the sequence of 5 positions"));
        QCOMPARE(all.issue(3), QString("5|d|3 labels for a sequence of 5 positions and a core of 2"));
        QCOMPARE(all.issue(4), QString("6|e|2 fields, fewer than the header has"));
        QCOMPARE(all.issue(5), QString("7|f|line 8: another sequence than in the row before, under the same id"));
        QCOMPARE(all.issue(6), QString("9|g|text behind a closing quote in column 2"));
        QCOMPARE(all.issue(7), QString("13|z|a quote is opened and not closed"));
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(coresText(all.records[0]), QString("0-2 core, 3-5 core"));
        QCOMPARE(labelsText(all.records[0]), QString("HH..."));
    }

    void spansBelongToTheSequencesOfOtherFiles()
    {
        const QByteArray md5 = QCryptographicHash::hash("MKVLA", QCryptographicHash::Md5).toHex();
        const QString fasta = m_files.write("s.fa", ">p1\nMKVLA\n>p2\nmkvla\n>p3\nMKVLAAA\n>p4\nMKVLA\n>p5\nMKVLA\n");
        const QString spans = m_files.write("s.tsv", "name\tstart\tend\tlength\tmd5\tlabels\n"
                                                     "p1\t2\t3\t5\t\tHH\n"
                                                     "p2\t1\t5\t\t" +
                                                         md5 +
                                                         "\t\n"
                                                         "p3\t1\t2\t5\t\t\n"
                                                         "p4\t\t\t5\t\t\n"
                                                         "p5\t1\t2\t\t" +
                                                         QByteArray(32, '0') +
                                                         "\t\n"
                                                         "p9\t1\t2\t\t\t\n");
        const Read all = readTogether({spans, fasta});
        QCOMPARE(all.records.size(), 5);
        QCOMPARE(coresText(all.records[0]), QString("1-3 core"));
        QCOMPARE(labelsText(all.records[0]), QString(".HH.."));
        QCOMPARE(coresText(all.records[1]), QString("0-5 core"));
        QVERIFY(!all.records[2].gold.annotated);
        QVERIFY(all.records[3].gold.annotated && all.records[3].gold.cores.isEmpty());
        QVERIFY(!all.records[4].gold.annotated);
        QVERIFY(all.issue(0).startsWith("4|p3|says that the sequence has 5 letters, but it has 7"));
        QVERIFY(all.issue(1).startsWith("6|p5|the checksum is that of another sequence"));
        QVERIFY(all.issue(2).startsWith("7|p9|no sequence of this name"));
        QVERIFY(readAll(spans).error.contains("give the file with the sequences"));
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestTable)
#include "tst_table.moc"
