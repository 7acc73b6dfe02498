// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli_fixture.h"
#include "cli/tiny_task.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corespan;
using namespace corespan::test;

/// train, evaluate, predict, logits and bench as a user runs them, on a model that is trained in seconds.
class TestModelCommands : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        write("gold.jsonl", tinyGold());
        write("config.json", tinyConfig(path("gold.jsonl")));
    }

    void printConfigIsReadBack()
    {
        QCOMPARE(run({"train", "--print-config"}), 0);
        const QJsonObject defaults = QJsonDocument::fromJson(m_out).object();
        QCOMPARE(defaults["selector_weight"].toDouble(), 0.5);
        QCOMPARE(defaults["learning_rate"].toDouble(), 1.5e-3);
        QVERIFY(defaults.contains("model"));
        write("defaults.json", m_out);
        const QByteArray first = m_out;
        QCOMPARE(run({"train", "--config", path("defaults.json"), "--print-config"}), 0);
        QCOMPARE(m_out, first);
    }

    void trainsAndTellsInTheLog()
    {
        QCOMPARE(run({"train", "--config", path("config.json"), "--out", path("model"), "--log", path("train.log"),
                      "--json"}),
                 0);
        const QJsonObject report = QJsonDocument::fromJson(m_out).object();
        QCOMPARE(report["finished"].toBool(), true);
        QCOMPARE(report["cancelled"].toBool(), false);
        QVERIFY(report["steps"].toInt() > 0);
        QVERIFY(QFile::exists(path("model/config.json")));
        QVERIFY(QFile::exists(path("model/model.safetensors")));
        QFile log(path("train.log"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = log.readAll().trimmed().split('\n');
        QCOMPARE(QJsonDocument::fromJson(lines.first()).object()["training_records"].toInt(), 12);
        QVERIFY(QJsonDocument::fromJson(lines[1]).object().contains("tokens_per_s"));
        QCOMPARE(QJsonDocument::fromJson(lines.last()).object()["finished"].toBool(), true);
    }

    void evaluates()
    {
        QCOMPARE(run({"evaluate", "--model", path("model"), "--gold", path("gold.jsonl"), "--baseline", "longest-orf",
                      "--json", path("figures.json")}),
                 0);
        QVERIFY(m_out.contains("exact (both ends)"));
        QFile file(path("figures.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject figures = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(figures["records"].toInt(), 12);
        QCOMPARE(figures["gold_cores"].toInt(), 8);
        for (const char* name : {"exact", "start", "end", "within_3", "within_10", "label_accuracy_gold",
                                 "label_accuracy_predicted", "null", "strata"})
            QVERIFY2(figures.contains(QLatin1String(name)), name);
        // Every gold core is the only frame from ATG to TAA of its record, and the records without one have none.
        const QJsonObject baseline = figures["baseline"].toObject();
        QCOMPARE(baseline["exact"].toDouble(), 1.0);
        QCOMPARE(baseline["null"].toObject()["precision"].toDouble(), 1.0);
        QCOMPARE(baseline["null"].toObject()["recall"].toDouble(), 1.0);
    }

    void predictsFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("jsonl") << "out.jsonl";
        QTest::newRow("gff3") << "out.gff3";
        QTest::newRow("tsv") << "out.tsv";
    }
    void predictsFiles()
    {
        QFETCH(QString, name);
        QCOMPARE(run({"predict", "--model", path("model"), "--in", path("gold.jsonl"), "--out", path(name), "--json"}),
                 0);
        QCOMPARE(QJsonDocument::fromJson(m_out).object()["records"].toInt(), 12);
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        if (name == "out.jsonl")
            QCOMPARE(content.count('\n'), 12);
        if (name == "out.tsv")
            QVERIFY(content.contains("\nr0\t"));
        if (name == "out.gff3")
            QVERIFY(content.startsWith("##gff-version 3"));
    }

    void predictsAProject()
    {
        QCOMPARE(run({"import", path("p.corespan"), path("gold.jsonl")}), 0);
        QCOMPARE(run({"predict", "--model", path("model"), "--project", path("p.corespan"), "--json"}), 0);
        const QJsonObject outcome = QJsonDocument::fromJson(m_out).object();
        QCOMPARE(outcome["saved"].toInt(), 12);
        QCOMPARE(outcome["total"].toInt(), 12);
        QCOMPARE(outcome["run"].toInt(), 1);
        QCOMPARE(outcome["cancelled"].toBool(), false);
    }

    void writesLogits()
    {
        QCOMPARE(run({"logits", "--model", path("model"), "--in", path("gold.jsonl"), "--out", path("l.safetensors")}),
                 0);
        QFile file(path("l.safetensors"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        quint64 size = 0;
        QCOMPARE(file.read(reinterpret_cast<char*>(&size), 8), 8);
        const QJsonObject header = QJsonDocument::fromJson(file.read(qint64(size))).object();
        const QJsonObject hidden = header["r0/hidden"].toObject();
        QCOMPARE(hidden["dtype"].toString(), "F32");
        QCOMPARE(hidden["shape"].toArray(), QJsonArray({30, 16}));
        QCOMPARE(header["r0/start"].toObject()["shape"].toArray(), QJsonArray({30}));
        QCOMPARE(header["r0/end"].toObject()["shape"].toArray(), QJsonArray({30}));
        QCOMPARE(header["r0/null"].toObject()["shape"].toArray(), QJsonArray({2}));
        QCOMPARE(header["r0/labels"].toObject()["shape"].toArray(), QJsonArray({30, 4}));
    }

    void wrongArgumentsAndFiles_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no model") << QStringList{"predict", "--in", path("gold.jsonl"), "--out", path("x.tsv")} << 2
                                  << QByteArray("--model is required");
        QTest::newRow("unknown model") << QStringList{"predict",          "--model", "nothing",    "--in",
                                                      path("gold.jsonl"), "--out",   path("x.tsv")}
                                       << 1 << QByteArray("no model \"nothing\"");
        QTest::newRow("unknown ending") << QStringList{"predict",          "--model", path("model"), "--in",
                                                       path("gold.jsonl"), "--out",   path("x.doc")}
                                        << 2 << QByteArray(".jsonl, .gff3 or .tsv");
        QTest::newRow("nothing to predict")
            << QStringList{"predict", "--model", path("model")} << 2 << QByteArray("--project, or --in and --out");
        QTest::newRow("nothing to train on") << QStringList{"train"} << 2 << QByteArray("--config");
        QTest::newRow("missing gold") << QStringList{"evaluate", "--model", path("model"), "--gold", path("missing")}
                                      << 2 << QByteArray("does not exist");
        QTest::newRow("no lengths") << QStringList{"bench", "--lengths", path("config.json")} << 1
                                    << QByteArray("is no length");
    }
    void wrongArgumentsAndFiles()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, message);
        QCOMPARE(run(arguments), code);
        QVERIFY2(m_error.contains(message), m_error.constData());
        QVERIFY(!QFile::exists(path("x.tsv")));
    }

    void helpHasExamples()
    {
        for (const char* command : {"train", "evaluate", "predict", "logits", "bench"}) {
            QCOMPARE(run({QLatin1String(command), "--help"}), 0);
            QVERIFY2(m_out.contains(QByteArray("corespan-cli ") + command), command);
        }
    }

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    int run(const QStringList& arguments)
    {
        const Outcome outcome = test::run(arguments);
        m_out = outcome.out.toUtf8();
        m_error = outcome.err.toUtf8();
        return outcome.code;
    }

    void write(const QString& name, const QByteArray& content)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    QTemporaryDir m_folder;
    QByteArray m_out;
    QByteArray m_error;
};

QTEST_GUILESS_MAIN(TestModelCommands)
#include "tst_model_commands.moc"
