// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "cli/cli_fixture.h"
#include "cli/tiny_task.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace corespan;
using namespace corespan::test;

/// evaluate as a user runs it: files of other programs, folds, comparisons, reports.
class TestEvaluate : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_gold = m_files.write("gold.jsonl", tinyGold());
        const QByteArrayList lines = tinyGold().trimmed().split('\n');
        m_files.write("half0.jsonl", lines.mid(0, 6).join('\n'));
        m_files.write("half1.jsonl", lines.mid(6).join('\n'));
        m_model = m_files.path("model");
        QCOMPARE(run({"train", "--config", m_files.write("config.json", tinyConfig(m_gold)), "--out", m_model}).code,
                 0);
        m_proteins = m_files.write("proteins.jsonl", protein("a", "[[0,18,\"S\"]]", 60) +
                                                         protein("b", "[[0,18,\"S\"],[30,50,\"H\"]]", 60) +
                                                         protein("c", "[]", 60) + protein("d", "[[0,18,\"S\"]]", 60));
        m_other = m_files.write("other.3line", threeLine("a", 18, 0) + threeLine("b", 19, 21) + threeLine("c", 9, 0) +
                                                   threeLine("d", 18, 0));
    }

    void measuresOtherPrograms()
    {
        const QJsonObject json = figures({"--predictions", m_other, "--types", "S,H=Hh", "--gold", m_proteins});
        QCOMPARE(json["records"].toInt(), 4);
        QCOMPARE(json["exact"].toDouble(), 2.0 / 3.0);
        QCOMPARE(json["predictions"].toString(), QString("other.3line"));
        const QJsonObject signal = json["segments"].toObject()["by_type"].toObject()["S"].toObject();
        QCOMPARE(signal["found"].toDouble(), 1.0);
        QCOMPARE(signal["exact_share"].toDouble(), 2.0 / 3.0);
        QCOMPARE(signal["false_without_core"].toObject()["false"].toInt(), 1);
        QCOMPARE(json["segments"].toObject()["by_type"].toObject()["H"].toObject()["matched"].toInt(), 1);
    }

    void writesReportAndRows()
    {
        const QString html = m_files.path("r.html"), rows = m_files.path("r.tsv");
        const Outcome done = run({"evaluate", "--predictions", m_other, "--types", "S,H", "--gold", m_proteins,
                                  "--html", html, "--records", rows, "--against", m_other});
        QVERIFY2(done.code == 0, qPrintable(done.err));
        QVERIFY2(done.out.contains("all cores exact"), qPrintable(done.out));
        QVERIFY(Files::read(html).contains("<title>Evaluation of other.3line</title>"));
        QVERIFY(Files::read(rows).startsWith("id\tlength\t"));
        QCOMPARE(Files::read(rows).count('\n'), 5);
        QVERIFY(Files::read(rows).contains("other_exact"));
    }

    /// The model itself, and what it wrote to a file of either format, are the same predictions.
    void filesOfPredictSayWhatTheModelSays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("jsonl") << "p.jsonl";
        QTest::newRow("gff3") << "p.gff3";
    }
    void filesOfPredictSayWhatTheModelSays()
    {
        QFETCH(QString, name);
        const QString file = m_files.path(name);
        QCOMPARE(run({"predict", "--model", m_model, "--in", m_gold, "--out", file}).code, 0);
        const QJsonObject model = figures({"--model", m_model, "--gold", m_gold});
        const QJsonObject read = figures({"--predictions", file, "--gold", m_gold, "--against", m_model});
        for (const char* figure : {"exact", "start", "end", "within_3", "null"})
            QCOMPARE(read[QLatin1String(figure)], model[QLatin1String(figure)]);
        QCOMPARE(read["segments"], model["segments"]);
        if (name == "p.jsonl")
            QCOMPARE(read["calibration"], model["calibration"]);
        const QJsonObject paired = read["against"].toObject()["comparison"].toArray()[0].toObject();
        QCOMPARE(paired["records"].toInt(), 8);
        QCOMPARE(paired["only_first"].toInt() + paired["only_second"].toInt(), 0);
    }

    void foldsArePooled()
    {
        const QJsonObject whole = figures({"--model", m_model, "--gold", m_gold});
        const QJsonObject pooled = figures({"--cross", m_model + "=" + m_files.path("half0.jsonl"), "--cross",
                                            m_model + "=" + m_files.path("half1.jsonl"), "--baseline", "longest-orf"});
        QCOMPARE(pooled["records"].toInt(), 12);
        QCOMPARE(pooled["exact"], whole["exact"]);
        QCOMPARE(pooled["segments"], whole["segments"]);
        const QJsonArray folds = pooled["folds"].toArray();
        QCOMPARE(folds.size(), 2);
        QCOMPARE(folds[0].toObject()["records"].toInt() + folds[1].toObject()["records"].toInt(), 12);
        QCOMPARE(folds[1].toObject()["name"].toString(), QString("half1.jsonl"));
        QCOMPARE(pooled["baseline"].toObject()["exact"].toDouble(), 1.0);
    }

    void withAndWithoutGrammar()
    {
        const QString ruled = m_files.path("ruled");
        QVERIFY(QDir().mkpath(ruled));
        QVERIFY(QFile::copy(m_model + "/model.safetensors", ruled + "/model.safetensors"));
        QJsonObject config = QJsonDocument::fromJson(Files::read(m_model + "/config.json")).object();
        QJsonObject corespan = config["corespan"].toObject(), selector = corespan["selector"].toObject();
        selector["grammar"] = QJsonObject{{"name", "orf"}, {"table", 11}};
        corespan["selector"] = selector;
        config["corespan"] = corespan;
        m_files.write("ruled/config.json", QJsonDocument(config).toJson());
        const QJsonObject both = figures({"--model", ruled, "--gold", m_gold, "--grammar", "both"});
        QCOMPARE(both["grammar"].toBool(), true);
        const QJsonObject on = figures({"--model", ruled, "--gold", m_gold, "--grammar", "on"});
        const QJsonObject off = figures({"--model", ruled, "--gold", m_gold, "--grammar", "off"});
        QCOMPARE(off["grammar"].toBool(), false);
        QCOMPARE(both["segments"], on["segments"]);
        QCOMPARE(both["without_grammar"].toObject()["segments"], off["segments"]);
        QVERIFY(both["without_grammar"].toObject()["comparison"].isArray());
    }

    void signalMatrixStandsBeside()
    {
        const QJsonObject json = figures({"--predictions", m_other, "--types", "S,H", "--gold", m_proteins,
                                          "--baseline", "signal-pwm", "--baseline-train", m_proteins});
        const QJsonObject baseline = json["baseline"].toObject();
        QCOMPARE(baseline["rule"].toString(), QString("signal-pwm"));
        QCOMPARE(baseline["only_type"].toString(), QString("S"));
        QCOMPARE(baseline["segments"].toObject()["by_type"].toObject()["S"].toObject()["predicted"].toInt(), 3);
        QCOMPARE(baseline["comparison"].toArray()[0].toObject()["records"].toInt(), 3);
    }

    void typesGetNewNames()
    {
        const QString directed = m_files.write("h.3line", threeLine("b", 18, 20).replace('H', 'h'));
        const Outcome strange = run({"evaluate", "--predictions", directed, "--types", "S,h", "--gold", m_proteins});
        QVERIFY2(strange.err.contains("types that the gold does not have count as wrong: h"), qPrintable(strange.err));
        QVERIFY2(strange.err.contains("3 gold records are missing"), qPrintable(strange.err));
        const QJsonObject named =
            figures({"--predictions", directed, "--types", "S,h", "--gold", m_proteins, "--map-types", "H=H+h"});
        QCOMPARE(named["segments"].toObject()["by_type"].toObject()["H"].toObject()["matched"].toInt(), 1);
    }

    void badInput_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        const QString half = m_files.path("half0.jsonl");
        QTest::newRow("nothing") << QStringList{"--gold", m_gold} << "what is to be measured?";
        QTest::newRow("two things") << QStringList{"--gold", m_gold, "--model", m_model, "--predictions", m_gold}
                                    << "Give one of";
        QTest::newRow("no gold") << QStringList{"--model", m_model} << "--gold is missing";
        QTest::newRow("cross and gold") << QStringList{"--cross", m_model + "=" + half, "--gold", m_gold}
                                        << "--gold does not go with it";
        QTest::newRow("no pair") << QStringList{"--cross", m_model} << "expected MODEL=GOLD";
        QTest::newRow("no such gold") << QStringList{"--cross", m_model + "=none.jsonl"} << "no file none.jsonl";
        QTest::newRow("a record twice") << QStringList{"--cross", m_model + "=" + half, "--cross", m_model + "=" + half}
                                        << "record \"r0\" of";
        QTest::newRow("no grammar") << QStringList{"--model", m_model, "--gold", m_gold, "--grammar", "both"}
                                    << "names no grammar";
        QTest::newRow("no training gold")
            << QStringList{"--predictions", m_gold, "--gold", m_gold, "--baseline", "signal-pwm"} << "--baseline-train";
        QTest::newRow("no leading core") << QStringList{"--predictions", m_gold,       "--gold",           m_gold,
                                                        "--baseline",    "signal-pwm", "--baseline-train", m_gold}
                                         << "no core leads its sequence";
        QTest::newRow("other ids") << QStringList{"--predictions", m_proteins, "--gold", m_gold}
                                   << "holds none of the gold records; do the ids agree?";
        QTest::newRow("other sequences") << QStringList{"--predictions",
                                                        m_files.write("long.jsonl", protein("a", "[]", 61)), "--gold",
                                                        m_proteins}
                                         << "\"a\" has 61 positions in the predictions and 60 in the gold";
        QTest::newRow("letters") << QStringList{"--predictions", m_other, "--gold", m_proteins}
                                 << "say which letters are cores";
        QTest::newRow("letters as gold") << QStringList{"--predictions", m_other, "--types", "S,H", "--gold", m_other}
                                         << "no record says anything of cores";
        QTest::newRow("type map") << QStringList{"--predictions", m_other,    "--types",     "S,H",
                                                 "--gold",        m_proteins, "--map-types", "S"}
                                  << "expected NAME=TYPE";
        QTest::newRow("rows") << QStringList{"--predictions", m_gold, "--gold", m_gold, "--records", "x.csv"}
                              << "has to end in .tsv or .jsonl";
        QTest::newRow("unknown label")
            << QStringList{"--model", m_model, "--gold",
                           m_files.write("label.jsonl", "{\"id\":\"q\",\"sequence\":\"ACGT\",\"cores\":[[0,2]],"
                                                        "\"labels\":\"QQ..\"}\n")}
            << "record \"q\", position 1: the model has no label \"Q\"";
    }
    void badInput()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        const Outcome done = run(QStringList{"evaluate"} + arguments + QStringList{"--json", m_files.path("bad.json")});
        QCOMPARE(done.code, 1);
        QVERIFY2(done.err.contains(message), qPrintable(done.err));
        QVERIFY(done.out.isEmpty());
        QVERIFY(!QFile::exists(m_files.path("bad.json")));
    }

private:
    /// What --json says after a run that went well.
    QJsonObject figures(const QStringList& arguments) const
    {
        const QString path = m_files.path("figures.json");
        const Outcome done = run(QStringList{"evaluate"} + arguments + QStringList{"--json", path});
        if (done.code != 0)
            qWarning("%s", qPrintable(done.err));
        return done.code == 0 ? QJsonDocument::fromJson(Files::read(path)).object() : QJsonObject();
    }

    static QByteArray residues(int length) { return QByteArray("MKTAYIAKQRLCDEGHNPSVW").repeated(4).left(length); }

    static QByteArray protein(const QByteArray& id, const QByteArray& cores, int length)
    {
        return "{\"id\":\"" + id + "\",\"sequence\":\"" + residues(length) + "\",\"cores\":" + cores + "}\n";
    }

    /// A signal peptide of `signal` residues and a helix of `helix` from the 31st on.
    static QByteArray threeLine(const QByteArray& id, int signal, int helix)
    {
        QByteArray letters(60, 'o');
        letters.replace(0, signal, QByteArray(signal, 'S')).replace(30, helix, QByteArray(helix, 'H'));
        return ">" + id + "\n" + residues(60) + "\n" + letters + "\n";
    }

    Files m_files;
    QString m_gold, m_model, m_proteins, m_other;
};

QTEST_GUILESS_MAIN(TestEvaluate)
#include "tst_evaluate.moc"
