// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "cli/cli_fixture.h"

#include <QJsonArray>
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

    void decodersAreMeasured()
    {
        const QString svg = m_files.path("decoders.svg");
        const Outcome measured = run({"bench", "--decoders", "--most", "10000", "--svg", svg, "--json"});
        QVERIFY2(measured.code == 0, qPrintable(measured.err));
        const QJsonArray rows = QJsonDocument::fromJson(measured.out.toUtf8()).array();
        QCOMPARE(rows.size(), 9);
        for (const QJsonValue& row : rows) {
            const QString decoder = row["decoder"].toString();
            QCOMPARE(row["length"].toInt(), 10000);
            QVERIFY2(row["seconds"].toDouble() > 0.0, qPrintable(decoder));
            // Ten cores lie there; a span decoder finds one, the best set of random spans many.
            const int cores = row["cores"].toInt();
            QVERIFY2(decoder == "span"       ? cores == 1
                     : decoder == "span-set" ? cores > 10
                                             : cores == 10,
                     qPrintable(QString("%1: %2").arg(decoder).arg(cores)));
        }
        const QByteArray plot = Files::read(svg);
        QVERIFY(plot.startsWith("<svg ") && plot.contains(">bioes-crf</text>") && plot.count("<polyline") == 9);
    }

    void whatIsAskedForHasToGoTogether()
    {
        const Outcome two = run({"bench", "--decoders", "--lengths-sweep"});
        QCOMPARE(two.code, 2);
        QVERIFY2(two.err.contains("one thing at a time"), qPrintable(two.err));
        const Outcome nothingToDraw = run({"bench", "--compare", "--svg", m_files.path("none.svg")});
        QCOMPARE(nothingToDraw.code, 2);
        QVERIFY(!QFile::exists(m_files.path("none.svg")));
    }

    void lengthsAreSwept()
    {
        const QString svg = m_files.path("lengths.svg");
        const Outcome swept = run({"bench", "--lengths-sweep", "--shape", "longt5-tiny", "--threads", "1", "--sizes",
                                   "300,600", "--svg", svg, "--json"});
        QVERIFY2(swept.code == 0, qPrintable(swept.err));
        const QJsonArray rows = QJsonDocument::fromJson(swept.out.toUtf8()).array();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[1]["length"].toInt(), 600);
        QVERIFY(rows[1]["tokens_per_s"].toDouble() > 0.0);
        QVERIFY(Files::read(svg).contains(">seconds</text>"));
    }

    void comparesWithAnotherProgram()
    {
        const QString infer =
            m_files.write("infer.json", "{\"mode\": \"infer\", \"shape\": \"t5-small\", \"rows\": {\"a\": "
                                        "{\"tokens_per_s\": 50}, \"b\": {\"tokens_per_s\": 5}}, \"best\": \"a\", "
                                        "\"usual\": \"b\"}");
        const QString train =
            m_files.write("train.json", "{\"mode\": \"train\", \"shape\": \"longt5-tiny\", \"tokens_per_s_best\": 7}");
        const Outcome compared =
            run({"bench", "--compare", "--with", infer, "--with", train, "--lengths", m_files.write("l.txt", "40\n"),
                 "--train-steps", "1", "--train-tokens", "1", "--threads", "1", "--json"});
        QVERIFY2(compared.code == 0, qPrintable(compared.err));
        const QJsonArray rows = QJsonDocument::fromJson(compared.out.toUtf8()).array();
        QCOMPARE(rows.size(), 4);
        const QJsonObject small = rows[0].toObject(), tiny = rows[2].toObject();
        QCOMPARE(small["shape"].toString(), QString("t5-small"));
        QVERIFY(qAbs(small["ratio_to_best"].toDouble() - small["tokens_per_s"].toDouble() / 50.0) < 1e-9);
        QVERIFY(qAbs(small["ratio_to_usual"].toDouble() - small["tokens_per_s"].toDouble() / 5.0) < 1e-9);
        QCOMPARE(tiny["mode"].toString(), QString("train"));
        QCOMPARE(tiny["other_best"].toDouble(), 7.0);
        QVERIFY(tiny["share_of_gemm"].toDouble() > 0.0);
        QVERIFY(!rows[1].toObject().contains("ratio_to_best"));
    }

    void otherResultsAreChecked()
    {
        const QString bad = m_files.write("bad.json", "{\"mode\": \"infer\"}");
        const Outcome refused = run({"bench", "--compare", "--with", bad});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("no result of a benchmark"), qPrintable(refused.err));
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
