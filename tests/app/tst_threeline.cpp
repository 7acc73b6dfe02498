// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include <QtTest>

using namespace corespan;

class TestThreeLine : public QObject
{
    Q_OBJECT
private slots:
    void dotsMarkWhatIsOutsideCores()
    {
        const Read all = readAll(m_files.write("a.txt", ">p1 one\nMKVLAAGE\n..HHH.E.\n>p2\nMKV\n...\n"));
        QCOMPARE(all.error, QString());
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[0].gold.cores, (QVector<Core>{Core{{2, 5}}, Core{{6, 7}}}));
        QCOMPARE(all.records[0].gold.labels[2], QString("H"));
        QCOMPARE(all.records[0].gold.labels[5], QString());
        QVERIFY(all.records[1].gold.annotated);
        QVERIFY(all.records[1].gold.cores.isEmpty());
    }

    void labelsEverywhereSayNothingOfCores()
    {
        const Read all = readAll(m_files.write("b.txt", ">p1\nMKVLA\nSS112\n>p2\nMKV\n111\n"));
        QCOMPARE(all.records.size(), 2);
        QVERIFY(!all.records[0].gold.annotated);
        QCOMPARE(all.records[0].gold.labels, (QVector<QString>{"S", "S", "1", "1", "2"}));
    }

    void reportsLabelsOfAnotherLength()
    {
        ReadOptions options;
        options.format = FileFormat::ThreeLine;
        const Read all = readAll(m_files.write("c.txt", ">p1\nMKVLA\n1111\n>p2\nMKV\n>p3\nMKV\n111\n"), options);
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(all.issue(0), QString("1|p1|4 labels for 5 positions"));
        QCOMPARE(all.issue(1), QString("4|p2|1 lines after the header, expected the sequence and its labels"));
    }

    void wrappedFastaIsNotTakenForIt()
    {
        const QString path = m_files.write("d.fa", ">a\nACGTACGTAC\nTTGCATGCAA\n>b\nGGCATTACGA\nACGTTTACGT\n");
        QCOMPARE(*detectFormat(path), FileFormat::Fasta);
        QCOMPARE(readAll(path).records[0].record.length, 20);
    }

    void readsRealFiles()
    {
        const QString path = QStringLiteral(CORESPAN_SHARED "/data/tmbed/fold0.3line");
        if (!QFile::exists(path))
            QSKIP("the development data are not here");
        QCOMPARE(*detectFormat(path), FileFormat::ThreeLine);
        const Read all = readAll(path);
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QVERIFY(all.records.size() > 1200);
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestThreeLine)
#include "tst_threeline.moc"
