// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "cli/cli_fixture.h"
#include "cli/tiny_task.h"

#include <QFileInfo>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace corespan;
using namespace corespan::test;

/// Training that is stopped and started again ends in the same bytes as training that is not.
class TestTrainResume : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        const QString gold = m_files.write("gold.jsonl", tinyGold());
        // Six steps an epoch, and a checkpoint after each, so that a kill falls between any two.
        m_config =
            m_files.write("config.json",
                          tinyConfig(gold, {{"epochs", 40}, {"token_budget", 64}, {"checkpoint_every_minutes", 1e-9}}));
        const Outcome whole = run(train("whole"));
        QVERIFY2(whole.code == 0, qPrintable(whole.err));
        QCOMPARE(weights("whole").isEmpty(), false);
    }

    void endsInTheSameBytes_data()
    {
        QTest::addColumn<QVector<int>>("signalNumbers");
        QTest::newRow("Ctrl+C") << QVector<int>{SIGINT};
        QTest::newRow("killed") << QVector<int>{SIGKILL};
        QTest::newRow("several times") << QVector<int>{SIGKILL, SIGTERM, SIGKILL};
    }
    void endsInTheSameBytes()
    {
        QFETCH(QVector<int>, signalNumbers);
        const QString name = QString::fromLatin1(QTest::currentDataTag()).replace(' ', '_');
        for (const int number : signalNumbers) {
            Cli process(train(name));
            waitForLines(process, m_files.path(name + ".log"), 12);
            QVERIFY(process.isRunning());
            QCOMPARE(::kill(static_cast<pid_t>(process.pid()), number), 0);
            const Outcome stopped = process.wait();
            QCOMPARE(stopped.code, number == SIGKILL ? -1 : 130);
            QCOMPARE(stopped.err.contains("checkpoint kept in"), number != SIGKILL);
            QVERIFY(QFile::exists(m_files.path(name + "/checkpoint/state.safetensors")));
        }
        const Outcome rest = run(train(name) + QStringList{"--json"});
        QVERIFY2(rest.code == 0, qPrintable(rest.err));
        QCOMPARE(rest.json()["steps"].toInt(), 240);
        QVERIFY(weights(name) == weights("whole"));
    }

    void otherConfigurationIsRefused()
    {
        const QString other = m_files.write("other.json", tinyConfig(m_files.path("gold.jsonl"), {{"epochs", 41}}));
        const QByteArray before = weights("whole");
        const Outcome refused = run({"train", "--config", other, "--out", m_files.path("whole")});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("made by another configuration"), qPrintable(refused.err));
        QVERIFY(weights("whole") == before);
    }

private:
    QStringList train(const QString& name) const
    {
        return {"train", "--config", m_config, "--out", m_files.path(name), "--log", m_files.path(name + ".log")};
    }
    QByteArray weights(const QString& name) const { return Files::read(m_files.path(name + "/model.safetensors")); }

    /// Until the log has grown by so many lines, or the process has ended.
    static void waitForLines(const Cli& process, const QString& log, int lines)
    {
        constexpr qint64 leastOfALine = 100; // bytes
        const qint64 from = QFileInfo(log).size();
        while (process.isRunning() && QFileInfo(log).size() < from + lines * leastOfALine) {
            QCoreApplication::processEvents(); // QProcess notices an end in the event loop
            QThread::msleep(2);
        }
    }

    Files m_files;
    QString m_config;
};

QTEST_GUILESS_MAIN(TestTrainResume)
#include "tst_train_resume.moc"
