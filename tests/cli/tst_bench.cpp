// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "cli/cli_fixture.h"

#include <QTest>

using namespace corespan;
using namespace corespan::test;

/// What the figures of `bench` mean; how large they are is the machine's affair.
class TestBench : public QObject
{
    Q_OBJECT
private slots:
    void figuresAreSound_data()
    {
        QTest::addColumn<QByteArray>("lengths");
        QTest::addColumn<int>("sequences");
        QTest::addColumn<int>("tokens");
        QTest::newRow("equal") << QByteArray("50\n50\n50\n50\n") << 4 << 200;
        QTest::newRow("mixed") << QByteArray("# in positions\n7\n\n120\n1\n") << 3 << 128;
    }
    void figuresAreSound()
    {
        QFETCH(QByteArray, lengths);
        QFETCH(int, sequences);
        QFETCH(int, tokens);
        const Outcome measured = run({"bench", "--shape", "longt5-tiny", "--threads", "1", "--lengths",
                                      m_files.write("lengths.txt", lengths), "--json"});
        QVERIFY2(measured.code == 0, qPrintable(measured.err));
        const QJsonObject figures = measured.json();
        QCOMPARE(figures["shape"].toString(), QString("longt5-tiny"));
        QCOMPARE(figures["device"].toString(), QString("CPU"));
        QCOMPARE(figures["threads"].toInt(), 1);
        QCOMPARE(figures["sequences"].toInt(), sequences);
        QCOMPARE(figures["tokens"].toInt(), tokens);
        for (const char* name : {"tokens_per_s", "gflops", "gemm_gflops", "peak_memory_mib"})
            QVERIFY2(figures[QLatin1String(name)].toDouble() > 0.0, name);
        const double share = figures["share_of_gemm"].toDouble();
        QVERIFY2(share > 0.0 && share < 2.0, qPrintable(QString::number(share)));
        QVERIFY(qAbs(share - figures["gflops"].toDouble() / figures["gemm_gflops"].toDouble()) < 1e-9);
        const double padding = figures["padded_share"].toDouble(-1.0);
        QVERIFY(padding >= 0.0 && padding < 1.0);
        if (QByteArray(QTest::currentDataTag()) == "equal")
            QCOMPARE(padding, 0.0);
    }

    void drawnLengthsFollowTheSeed()
    {
        const auto tokens = [](const char* seed) {
            return run({"bench", "--shape", "longt5-tiny", "--threads", "1", "--count", "3", "--seed", seed, "--json"})
                .json()["tokens"]
                .toInt();
        };
        const int first = tokens("4");
        QVERIFY(first >= 3 * 30 && first <= 3 * 1500);
        QCOMPARE(tokens("4"), first);
        QVERIFY(tokens("5") != first);
    }

    void trainingIsMeasured()
    {
        const Outcome measured = run({"bench", "--shape", "longt5-tiny", "--threads", "1", "--train", "--train-steps",
                                      "1", "--train-tokens", "1280", "--json"});
        QVERIFY2(measured.code == 0, qPrintable(measured.err));
        QVERIFY(measured.json()["tokens_per_s"].toDouble() > 0.0);
    }

    void badLengthsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("lengths");
        QTest::addColumn<QString>("message");
        QTest::newRow("zero") << QByteArray("5\n0\n") << ":2: \"0\" is no length";
        QTest::newRow("text") << QByteArray("\n# a\nlong\n") << ":3: \"long\" is no length";
        QTest::newRow("none") << QByteArray("# nothing\n") << ": no lengths in it";
    }
    void badLengthsAreNamed()
    {
        QFETCH(QByteArray, lengths);
        QFETCH(QString, message);
        const QString file = m_files.write("bad.txt", lengths);
        const Outcome bad = run({"bench", "--lengths", file});
        QCOMPARE(bad.code, 1);
        QCOMPARE(bad.err, "corespan-cli: " + file + message + "\n");
    }

private:
    Files m_files;
};

QTEST_GUILESS_MAIN(TestBench)
#include "tst_bench.moc"
