// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "cli/cli_fixture.h"

#include <QDir>
#include <QtTest>

using namespace corespan;
using namespace corespan::test;

class TestDatasetCommands : public QObject
{
    Q_OBJECT
private slots:
    void helpShowsExamples()
    {
        for (const char* task : {"cds", "loci", "segments", "windows", "split", "balance", "stats"}) {
            const Outcome help = run({"dataset", task, "--help"});
            QCOMPARE(help.code, 0);
            QVERIFY2(help.out.contains(QString("corespan-cli dataset %1 ").arg(task)), qPrintable(help.out));
        }
    }

    /// From a genome with its annotation to parts of a training set.
    void fromGenomeToParts()
    {
        const QString fasta = m_files.write("g.fa", ">c1\n" + letters(4000) + "\n");
        QByteArray gff = "##gff-version 3\n##sequence-region c1 1 4000\n";
        for (int i = 0; i < 20; ++i)
            gff += "c1\tx\tCDS\t" + QByteArray::number(i * 200 + 51) + "\t" + QByteArray::number(i * 200 + 80) +
                   "\t.\t" + (i % 2 == 0 ? "+" : "-") + "\t0\tID=c" + QByteArray::number(i) + "\n";
        const QString annotation = m_files.write("g.gff3", gff);
        const Outcome windows =
            run({"dataset", "windows", "--in", annotation, "--in", fasta, "--kind", "around", "--flank", "5-15",
                 "--strands", "along", "--negatives", "0.5", "--out", m_files.path("windows.jsonl")});
        QVERIFY2(windows.code == 0, qPrintable(windows.err));
        QCOMPARE(windows.out, QString("30 windows of 1 sequences, 10 without a core; 20 cores, 0 cut by an edge\n"));
        QVERIFY(QFile::exists(m_files.path("windows.dataset.json")));
        const Outcome even = run({"dataset", "balance", "--in", m_files.path("windows.jsonl"), "--no-core", "0.25",
                                  "--out", m_files.path("even.jsonl"), "--json"});
        QCOMPARE(even.code, 0);
        QCOMPARE(even.json()["after"].toObject()["records"].toInt(), 25);
        const Outcome split = run({"dataset", "split", "--in", m_files.path("even.jsonl"), "--by", "position",
                                   "--ranges", "train=c1:1-3000,test=c1:3001-4000", "--out", m_files.path("parts")});
        QVERIFY2(split.code == 0, qPrintable(split.err));
        QVERIFY(QFile::exists(m_files.path("parts/dataset.json")));
        const Outcome stats = run({"dataset", "stats", m_files.path("parts/train.jsonl"), "--json"});
        QCOMPARE(stats.code, 0);
        QCOMPARE(stats.json()["core_lengths"].toObject()["core"].toObject()["count"].toInt(), 15);
        QVERIFY(run({"dataset", "stats", fasta, annotation}).out.startsWith("1 records: 1 with cores"));
    }

    void wrongArgumentsEndInTwo()
    {
        const QString in = m_files.write("r.jsonl", "{\"id\":\"a\",\"sequence\":\"MK\",\"cores\":[]}\n");
        QCOMPARE(run({"dataset", "nonsense"}).code, 2);
        QCOMPARE(run({"dataset", "split", "--in", in, "--by", "group", "--out", "y"}).code, 2);
        QCOMPARE(run({"dataset", "split", "--in", in, "--by", "group", "--parts", "a=x", "--out", "y"}).code, 2);
        QCOMPARE(run({"dataset", "split", "--in", in, "--by", "position", "--ranges", "a=c:5-2", "--out", "y"}).code,
                 2);
        QCOMPARE(run({"dataset", "balance", "--in", in, "--max-type", "x", "--out", "y"}).code, 2);
        QCOMPARE(run({"dataset", "stats", in, "--columns", "nonsense=1"}).code, 2);
    }

    void whatIsLeftOutIsNamed()
    {
        const QString in = m_files.write("p.fa", ">a\nACGT\n>b\nAC#T\n");
        const QString bed = m_files.write("p.bed", "a\t1\t3\nz\t1\t2\n");
        const Outcome part = run({"dataset", "windows", "--in", in, "--in", bed, "--out", m_files.path("p.jsonl")});
        QCOMPARE(part.code, 3);
        QVERIFY2(part.err.contains(in + ":3: record \"b\": illegal letter"), qPrintable(part.err));
        QVERIFY2(part.err.contains(bed + ":2: record \"z\": no sequence of this name"), qPrintable(part.err));
        const Outcome none = run({"dataset", "windows", "--in", bed, "--out", m_files.path("n.jsonl")});
        QCOMPARE(none.code, 1);
        QVERIFY2(none.err.contains("annotations and no sequences"), qPrintable(none.err));
        QVERIFY(!QFile::exists(m_files.path("n.jsonl")));
    }

    void importReadsAnnotationsBesideSequences()
    {
        const QString in = m_files.write("i.fa", ">a\nACGT\n");
        const QString table = m_files.write("i.csv", "name;from;to\na;2;3\n");
        const QString project = m_files.path("i.corespan");
        const Outcome imported = run({"import", project, table, in, "--columns", "id=name,begin=from,end=to"});
        QVERIFY2(imported.code == 0, qPrintable(imported.err));
        const QString out = m_files.path("i.bed");
        QCOMPARE(run({"export", project, "--format", "bed", "--out", out}).code, 0);
        QCOMPARE(Files::read(out), QByteArray("#corespan types\na\t1\t3\tcore\t0\t+\n"));
    }

private:
    static QByteArray letters(int count)
    {
        QByteArray dna;
        for (quint32 state = 1; dna.size() < count; state = state * 1664525U + 1013904223U)
            dna += "ACGT"[state >> 30];
        return dna;
    }

    Files m_files;
};

QTEST_GUILESS_MAIN(TestDatasetCommands)
#include "tst_dataset_commands.moc"
