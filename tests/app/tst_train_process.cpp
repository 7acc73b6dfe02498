// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/log_tail.h"
#include "core/training/train_process.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace corespan;

class TestTrainProcess : public QObject
{
    Q_OBJECT
private slots:
    void tailGivesWholeLines()
    {
        const QString path = m_folder.filePath("tail.log");
        LogTail tail(path);
        QVERIFY(tail.newLines().isEmpty());
        append(path, "one\ntw");
        QCOMPARE(tail.newLines(), QByteArrayList{"one"});
        QVERIFY(tail.newLines().isEmpty());
        append(path, "o\n\nthree\n");
        QCOMPARE(tail.newLines(), QByteArrayList({"two", "three"}));
    }

    void followsTheLog()
    {
        TrainProcess process(program("follow", "echo '{\"step\":7,\"minutes_left\":2.5,\"tokens_per_s\":5900}' >> $3\n"
                                               "echo 'a notice' >&2\n"
                                               "echo '{\"step\":9,\"exact\":0.875,\"best_exact\":0.9}' >> $3\n"
                                               "echo '{\"finished\":true,\"cancelled\":false}' >> $3\n"));
        QSignalSpy progress(&process, &TrainProcess::progress);
        QSignalSpy message(&process, &TrainProcess::message);
        QSignalSpy finished(&process, &TrainProcess::finished);
        QVERIFY(process.start({"--config", "x.json"}, m_folder.filePath("follow.log")));
        QVERIFY(process.isRunning());
        QVERIFY(!process.start({}, m_folder.filePath("second.log")));
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!process.isRunning());
        QCOMPARE(finished[0][0].toBool(), false);
        QCOMPARE(finished[0][1].toString(), "");
        QCOMPARE(progress.size(), 2);
        const auto first = progress[0][0].value<TrainingStatus>();
        QCOMPARE(first.step, 7);
        QCOMPARE(first.minutesLeft, 2.5);
        QCOMPARE(first.validated, false);
        const auto second = progress[1][0].value<TrainingStatus>();
        QCOMPARE(second.validated, true);
        QCOMPARE(second.exact, 0.875);
        QCOMPARE(second.bestExact, 0.9);
        QCOMPARE(message.size(), 1);
        QCOMPARE(message[0][0].toString(), "a notice");
    }

    void tellsTheError()
    {
        TrainProcess process(program("error", "echo '{\"error\":\"record r1: no label Z\"}' >> $3; exit 1\n"));
        QSignalSpy finished(&process, &TrainProcess::finished);
        QVERIFY(process.start({}, m_folder.filePath("error.log")));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][1].toString(), "record r1: no label Z");
    }

    void deathWithoutALastWordIsAnError()
    {
        TrainProcess process(program("death", "kill -9 $$\n"));
        QSignalSpy finished(&process, &TrainProcess::finished);
        QVERIFY(process.start({}, m_folder.filePath("death.log")));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][1].toString(), "Training ended without a word; its checkpoints are kept.");
    }

    void stopAsksForACheckpoint()
    {
        TrainProcess process(
            program("stop", "trap 'echo \"{\\\"finished\\\":true,\\\"cancelled\\\":true}\" >> $3; exit 3' TERM\n"
                            "echo ready >> $3\n"
                            "while true; do sleep 0.05; done\n"));
        QSignalSpy message(&process, &TrainProcess::message);
        QSignalSpy finished(&process, &TrainProcess::finished);
        QVERIFY(process.start({}, m_folder.filePath("stop.log")));
        QTRY_COMPARE(message.size(), 1);
        process.stop();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].toBool(), true);
        QCOMPARE(finished[0][1].toString(), "");
    }

    void trainingSurvivesTheWindow()
    {
        const QString log = m_folder.filePath("survive.log");
        {
            TrainProcess process(program("survive", "sleep 0.5\necho still here >> $3\n"));
            QVERIFY(process.start({}, log));
        }
        QTRY_COMPARE(LogTail(log).newLines(), QByteArrayList{"still here"});
    }

    void anotherObjectTakesItUp()
    {
        const QString log = m_folder.filePath("follow-up.log");
        ProcessId id;
        {
            TrainProcess process(program("follow-up", "echo '{\"step\":1}' >> $3\n"
                                                      "while [ ! -e $3.go ]; do sleep 0.02; done\n"
                                                      "echo '{\"step\":2}' >> $3\n"
                                                      "echo '{\"finished\":true,\"cancelled\":false}' >> $3\n"));
            QVERIFY(process.start({}, log));
            id = process.process();
            QVERIFY(id.pid > 0 && id.started > 0);
        }
        TrainProcess second;
        QSignalSpy progress(&second, &TrainProcess::progress);
        QSignalSpy finished(&second, &TrainProcess::finished);
        QVERIFY(second.follow(id, log));
        QVERIFY(second.isRunning());
        QTRY_COMPARE(progress.size(), 1); // what was written before
        QCOMPARE(finished.size(), 0);
        append(log + ".go", "go");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(progress.size(), 2);
        QCOMPARE(finished[0][1].toString(), "");

        // When it has ended long ago, the log still tells; a process that got its number is not it.
        TrainProcess third;
        QSignalSpy ended(&third, &TrainProcess::finished);
        QVERIFY(third.follow({QCoreApplication::applicationPid(), 1}, log));
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended[0][1].toString(), "");
    }

    void goesOnInTheSameLog()
    {
        const QString log = m_folder.filePath("resume.log");
        append(log, "{\"step\":1}\n{\"finished\":true,\"cancelled\":true}\n");
        TrainProcess process(program("resume", "kill -9 $$\n"));
        QSignalSpy progress(&process, &TrainProcess::progress);
        QSignalSpy finished(&process, &TrainProcess::finished);
        QVERIFY(process.resume({}, log));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(progress.size(), 1);             // told again
        QCOMPARE(finished[0][0].toBool(), false); // what ended before says nothing of this time
        QCOMPARE(finished[0][1].toString(), "Training ended without a word; its checkpoints are kept.");
    }

    void missingProgramDoesNotStart()
    {
        TrainProcess process(m_folder.filePath("missing"));
        QVERIFY(!process.start({}, m_folder.filePath("missing.log")));
        QVERIFY(!process.isRunning());
    }

private:
    static void append(const QString& path, const QByteArray& text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write(text);
    }
    /// A shell script in the place of corespan-cli: $1 is "train", $2 "--log", $3 the log file.
    QString program(const QString& name, const QByteArray& body)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write("#!/bin/sh\n" + body);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestTrainProcess)
#include "tst_train_process.moc"
