// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "cli/cli_fixture.h"

#include <QtTest>

using namespace corespan;
using namespace corespan::test;

class TestCli : public QObject
{
    Q_OBJECT
private slots:
    void wrongArgumentsEndInTwo()
    {
        QCOMPARE(run({}).code, 2);
        QCOMPARE(run({"nonsense"}).code, 2);
        QCOMPARE(run({"import"}).code, 2);
        QCOMPARE(run({"export", m_files.write("x", "x"), "--format", "xml", "--out", "y"}).code, 2);
        QCOMPARE(run({"dataset", "cds", "--genbank", m_files.path("x"), "--flank", "9-3", "--out", "y"}).code, 2);
    }

    void helpShowsExamples()
    {
        for (const char* command : {"import", "export", "info"}) {
            const Outcome help = run({command, "--help"});
            QCOMPARE(help.code, 0);
            QVERIFY2(help.out.contains(QString("corespan-cli %1 ").arg(command)), qPrintable(help.out));
        }
        QVERIFY(run({"dataset", "loci", "--help"}).out.contains("--in lambda_virus.fa"));
    }

    void importsExportsAndTells()
    {
        const QByteArray gold = "{\"id\":\"a\",\"sequence\":\"ACGTACGT\",\"cores\":[[2,5]],\"labels\":\"..MMM...\"}"
                                "\n";
        const QString project = m_files.path("p.corespan");
        const Outcome imported = run({"import", project, m_files.write("gold.jsonl", gold), "--json"});
        QCOMPARE(imported.code, 0);
        QCOMPARE(imported.json()["imported"].toInt(), 1);
        QCOMPARE(imported.err, QString());
        QCOMPARE(run({"export", project, "--format", "jsonl", "--out", m_files.path("out.jsonl")}).code, 0);
        QCOMPARE(Files::read(m_files.path("out.jsonl")), gold);
        const Outcome info = run({"info", project, "--json"});
        QCOMPARE(info.code, 0);
        const QJsonObject json = info.json();
        QCOMPARE(json["records"].toInt(), 1);
        QCOMPARE(json["alphabet"].toString(), QString("dna"));
        QCOMPARE(run({"export", project, "--format", "training", "--out", m_files.path("set")}).code, 1);
    }

    void skippedRecordsEndInThree()
    {
        const QString file = m_files.write("part.fa", ">a\nACGT\n>b\n>a\nACGT\n");
        const Outcome part = run({"import", m_files.path("part.corespan"), file});
        QCOMPARE(part.code, 3);
        QCOMPARE(part.out, QString("1 records imported, 2 skipped\n"));
        QCOMPARE(part.err, "corespan-cli: " + file + ":3: record \"b\": the sequence is empty\ncorespan-cli: " + file +
                               ":4: record \"a\": duplicate name, which line 1 has already\n");
    }

    void badInputMakesNoProject_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << QByteArray() << "is empty";
        QTest::newRow("binary") << QByteArray("\0\1\2", 3) << "is a binary file";
        QTest::newRow("prose") << QByteArray("hello\n") << "is none of the formats";
        QTest::newRow("gzip") << QByteArray::fromHex("1f8b0800000000000003") << "truncated or damaged";
        QTest::newRow("letters") << QByteArray(">a\nAC#T\n") << "illegal letter";
    }

    void badInputMakesNoProject()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, message);
        const QString project = m_files.path("none.corespan");
        const Outcome bad = run({"import", project, m_files.write("bad.fa", bytes)});
        QCOMPARE(bad.code, 1);
        QVERIFY2(bad.err.contains(message), qPrintable(bad.err));
        QVERIFY2(bad.err.contains("bad.fa"), qPrintable(bad.err));
        QCOMPARE(bad.err.count('\n'), 1);
        QVERIFY(!QFile::exists(project));
    }

    void missingFilesAndStrangersAreNamed()
    {
        const Outcome missing = run({"import", m_files.path("m.corespan"), "/nowhere.fa"});
        QCOMPARE(missing.code, 1);
        QCOMPARE(missing.err, QString("corespan-cli: /nowhere.fa does not exist\n"));
        const Outcome stranger = run({"info", m_files.write("s.corespan", "not a project")});
        QCOMPARE(stranger.code, 1);
        QCOMPARE(stranger.err.count('\n'), 1);
    }

    void makesLoci()
    {
        const QString genome = m_files.write("g.fa", ">c\nCCCATGAAATAACCCCTTATTTCATCCCCC\n");
        const Outcome made = run({"dataset", "loci", "--in", genome, "--min-length", "9", "--starts", "ATG", "--flank",
                                  "2", "--out", m_files.path("loci.jsonl")});
        QCOMPARE(made.code, 0);
        QCOMPARE(made.out, QString("2 loci of 1 sequences, 26 nt\n"));
    }

private:
    Files m_files;
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
