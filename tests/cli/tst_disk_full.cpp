// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "cli/cli_fixture.h"
#include "cli/tiny_task.h"

#include <QDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace corespan;
using namespace corespan::test;

namespace {

/// The program as on a disk that takes files up to `bytes`.
Outcome runLimited(rlim_t bytes, const QStringList& arguments)
{
    return Cli(arguments,
               [bytes] {
                   const rlimit limit{bytes, bytes};
                   setrlimit(RLIMIT_FSIZE, &limit);
                   std::signal(SIGXFSZ, SIG_IGN); // the write fails instead
               })
        .wait();
}

} // namespace

/// Commands on a full disk: exit code 1, one message, and no file that looks whole and is not.
class TestDiskFull : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_gold = m_files.write("gold.jsonl", tinyGold());
        const QString config = m_files.write("config.json", tinyConfig(m_gold));
        QCOMPARE(run({"train", "--config", config, "--out", m_files.path("model")}).code, 0);
        QVERIFY(QDir().mkpath(m_files.path("out")));
    }

    void filesAreWholeOrNotThere_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("predict tsv") << QStringList{"predict",    "--model", "model",    "--in",
                                                    "gold.jsonl", "--out",   "out/p.tsv"};
        QTest::newRow("predict gff3") << QStringList{"predict",    "--model", "model",     "--in",
                                                     "gold.jsonl", "--out",   "out/p.gff3"};
        QTest::newRow("logits") << QStringList{"logits", "--model",          "model", "--in", "gold.jsonl",
                                               "--out",  "out/l.safetensors"};
        QTest::newRow("evaluate") << QStringList{"evaluate",   "--model", "model",     "--gold",
                                                 "gold.jsonl", "--json",  "out/e.json"};
        QTest::newRow("report") << QStringList{"evaluate",   "--model", "model",     "--gold",
                                               "gold.jsonl", "--html",  "out/e.html"};
        QTest::newRow("rows") << QStringList{"evaluate",   "--model",   "model",    "--gold",
                                             "gold.jsonl", "--records", "out/e.tsv"};
        QTest::newRow("dataset") << QStringList{"dataset", "loci",     "--in", "gold.jsonl", "--min-length",
                                                "9",       "--starts", "ATG",  "--out",      "out/loci.jsonl"};
    }
    void filesAreWholeOrNotThere()
    {
        QFETCH(QStringList, arguments);
        QStringList absolute = arguments;
        for (QString& argument : absolute) {
            if (argument == "model" || argument == "gold.jsonl" || argument.startsWith("out/"))
                argument = m_files.path(argument);
        }
        const Outcome full = runLimited(100, absolute);
        QCOMPARE(full.code, 1);
        QVERIFY2(full.err.contains(absolute.last()) && full.err.contains("File too large"), qPrintable(full.err));
        QCOMPARE(QDir(m_files.path("out")).entryList(QDir::Files), QStringList());
        QVERIFY2(run(absolute).code == 0, "the command is right where there is room");
        QVERIFY(QFile::remove(absolute.last()));
    }

    void importKeepsWhatIsStored()
    {
        QByteArray text;
        for (int i = 0; i < 4000; ++i)
            text += ">s" + QByteArray::number(i) + "\n" + QByteArray(500, 'A') + "\n";
        const QString file = m_files.write("many.fa", text);
        const QString project = m_files.path("p.corespan");
        const Outcome full = runLimited(1000000, {"import", project, file});
        QCOMPARE(full.code, 1);
        const QStringList lines = full.err.split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        const int stored = lines[0].section(' ', 1, 1).toInt();
        QCOMPARE(lines[0], QString("corespan-cli: %1 records were stored before this:").arg(stored));
        QVERIFY2(lines[1].startsWith("corespan-cli: p.corespan cannot be written ("), qPrintable(lines[1]));
        QVERIFY(stored > 0 && stored < 4000);
        QCOMPARE(run({"info", project, "--json"}).json()["records"].toInt(), stored);
        const Outcome rest = run({"import", project, file, "--json"});
        QCOMPARE(rest.code, 3);
        QCOMPARE(rest.json()["imported"].toInt(), 4000 - stored);
    }

    void importWithoutAnyRoomLeavesNoProject()
    {
        const QString project = m_files.path("none.corespan");
        const Outcome full = runLimited(30000, {"import", project, m_gold});
        QCOMPARE(full.code, 1);
        QVERIFY2(full.err.startsWith("corespan-cli: none.corespan cannot be written ("), qPrintable(full.err));
        QCOMPARE(QDir(QFileInfo(project).path()).entryList({"none*"}), QStringList());
    }

    void trainingNamesTheFile()
    {
        const Outcome full =
            runLimited(2000, {"train", "--config", m_files.path("config.json"), "--out", m_files.path("full")});
        QCOMPARE(full.code, 1);
        QVERIFY2(full.err.contains("File too large"), qPrintable(full.err));
        QVERIFY(!QFile::exists(m_files.path("full/model.safetensors")));
    }

private:
    Files m_files;
    QString m_gold;
};

QTEST_GUILESS_MAIN(TestDiskFull)
#include "tst_disk_full.moc"
