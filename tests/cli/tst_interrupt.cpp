// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "app/store_fixture.h"
#include "cli/cli_fixture.h"
#include "cli/tiny_task.h"

#include <QDir>
#include <QThread>

#include <csignal>

using namespace corespan;
using namespace corespan::test;

namespace {

constexpr int recordCount = 60000;

/// A file that takes long enough to be interrupted on any machine: 30 MB.
QByteArray manyRecords()
{
    QByteArray text;
    text.reserve(recordCount * 520);
    for (int i = 0; i < recordCount; ++i)
        text += ">s" + QByteArray::number(i) + "\n" + QByteArray(500, "ACGT"[i % 4]) + "\n";
    return text;
}

/// True once `ready` holds while the process still runs.
bool waitUntil(const Cli& process, const std::function<bool()>& ready)
{
    while (process.isRunning()) {
        if (ready())
            return true;
        QCoreApplication::processEvents(); // QProcess notices an end in the event loop
        QThread::msleep(2);
    }
    return false;
}

/// A number of Linux' /proc/PID/FILE; 0 while it is not there.
qulonglong procValue(const Cli& process, const QString& file, const QByteArray& name, int base)
{
    for (const QByteArray& line : Files::read(QString("/proc/%1/%2").arg(process.pid()).arg(file)).split('\n')) {
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed().toULongLong(nullptr, base);
    }
    return 0;
}

Outcome interrupted(Cli& process, int number = SIGINT)
{
    return ::kill(static_cast<pid_t>(process.pid()), number) == 0 ? process.wait() : Outcome();
}

} // namespace

/// Ctrl+C in the middle: exit code 130, a message, and nothing half-written.
class TestInterrupt : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_project = m_files.path("p.corespan");
        m_big = m_files.write("big.fa", manyRecords());
    }

    void importKeepsWholeRecords()
    {
        Cli process({"import", m_project, m_big, "--json"});
        QVERIFY(waitUntil(process, [this] { return QFileInfo(m_project + "-wal").size() > 500000; }));
        const Outcome stopped = interrupted(process);
        QCOMPARE(stopped.code, 130);
        QCOMPARE(stopped.err,
                 QString("corespan-cli: interrupted: what was stored is kept, the same command goes on with the "
                         "others\n"));
        QCOMPARE(stopped.json()["cancelled"].toBool(), true);
        const int stored = stopped.json()["imported"].toInt();
        QVERIFY2(stored > 0 && stored < recordCount, qPrintable(QString::number(stored)));
        QCOMPARE(filesOf("p.corespan"), QStringList{"p.corespan"});
        // Opening checks the whole file.
        QVERIFY(bool(ProjectWriter::open(m_project)));
        const auto reader = valueOf(ProjectReader::open(m_project));
        QCOMPARE(valueOf(reader->counts()).total, stored);
        QCOMPARE(valueOf(reader->record(RecordId(stored))).name, QString("s%1").arg(stored - 1));
        QCOMPARE(valueOf(reader->residues(RecordId(stored))).size(), 500);
    }

    void theSameCommandGoesOn()
    {
        const auto before = valueOf(valueOf(ProjectReader::open(m_project))->counts()).total;
        const Outcome rest = run({"import", m_project, m_big, "--json"});
        QCOMPARE(rest.code, 3); // names what is there already
        QCOMPARE(rest.json()["imported"].toInt(), recordCount - before);
        QCOMPARE(rest.json()["skipped"].toInt(), before);
    }

    void exportLeavesNothing()
    {
        Cli process({"export", m_project, "--format", "jsonl", "--out", m_files.path("out.jsonl")});
        // The file that is being written has no name yet: see it by the bytes written.
        QVERIFY(waitUntil(process, [&process] { return procValue(process, "io", "wchar", 10) > 1000000; }));
        const Outcome stopped = interrupted(process);
        QCOMPARE(stopped.code, 130);
        QCOMPARE(stopped.err, QString("corespan-cli: The export was cancelled; nothing was written\n"));
        QCOMPARE(filesOf("out.jsonl"), QStringList());
    }

    void predictionKeepsWhatIsSaved()
    {
        const QString config = m_files.write("c.json", tinyConfig(m_files.write("gold.jsonl", tinyGold())));
        QCOMPARE(run({"train", "--config", config, "--out", m_files.path("model")}).code, 0);
        Cli process({"predict", "--model", m_files.path("model"), "--project", m_project, "--json"});
        QVERIFY(waitUntil(process, [this] { return QFileInfo(m_project + "-wal").size() > 500000; }));
        const Outcome stopped = interrupted(process, SIGTERM);
        QCOMPARE(stopped.code, 130);
        QCOMPARE(stopped.json()["cancelled"].toBool(), true);
        const int saved = stopped.json()["saved"].toInt();
        QVERIFY2(saved > 0 && saved < recordCount, qPrintable(QString::number(saved)));
        QCOMPARE(filesOf("p.corespan"), QStringList{"p.corespan"});
        const auto reader = valueOf(ProjectReader::open(m_project));
        QCOMPARE(valueOf(reader->unpredicted(valueOf(reader->latestRun()))).size(), recordCount - saved);
    }

    void withoutAnythingToSaveTheFirstCtrlCEndsIt()
    {
        Cli process({"bench", "--shape", "t5-base", "--count", "1000"});
        // The program has begun to look out for signals once it blocks SIGINT (bit 1 of the mask).
        QVERIFY(waitUntil(process, [&process] { return (procValue(process, "status", "SigBlk", 16) & 2U) != 0; }));
        const Outcome stopped = interrupted(process);
        QCOMPARE(stopped.code, 130);
        QCOMPARE(stopped.out, QString());
    }

private:
    QStringList filesOf(const QString& name) const
    {
        return QDir(QFileInfo(m_project).absolutePath()).entryList({name + '*'}, QDir::Files, QDir::Name);
    }

    Files m_files;
    QString m_project;
    QString m_big;
};

QTEST_GUILESS_MAIN(TestInterrupt)
#include "tst_interrupt.moc"
