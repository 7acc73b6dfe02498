// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// train, evaluate, predict, logits and bench as a user runs them, on a model that is trained in seconds.
class TestModelCommands : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        write("gold.jsonl", goldLines());
        write("config.json", configuration());
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
        QCOMPARE(header["r0/labels"].toObject()["shape"].toArray(), QJsonArray({30, 3}));
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

    void interruptedTrainingGoesOn()
    {
        QProcess process;
        process.start(program(), {"train", "--config", path("config.json"), "--out", path("long"), "--log",
                                  path("long.log"), "--max-minutes", "5"});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile(path("long.log")).size() > 500, 60000);
        process.terminate();
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 3);
        QVERIFY(process.readAllStandardError().contains("checkpoint kept"));
        QVERIFY(QFile::exists(path("long/checkpoint")));
    }

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    static QString program() { return QStringLiteral(CORESPAN_BIN_DIR "/corespan-cli"); }

    int run(const QStringList& arguments)
    {
        QProcess process;
        process.start(program(), arguments);
        if (!process.waitForFinished(120000))
            return -1;
        m_out = process.readAllStandardOutput();
        m_error = process.readAllStandardError();
        return process.exitCode();
    }

    void write(const QString& name, const QByteArray& content)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    /// Eight records with one frame, ATG to TAA, labelled a b b c..., and four without.
    static QByteArray goldLines()
    {
        QByteArray lines;
        for (int i = 0; i < 12; ++i) {
            const bool core = i % 3 != 2;
            const QByteArray sequence =
                core ? QByteArray(6 + i % 2, 'C') + "ATGAAACCCTAA" + QByteArray(12 - i % 2, 'C') : QByteArray(30, 'C');
            lines += "{\"id\":\"r" + QByteArray::number(i) + "\",\"sequence\":\"" + sequence + "\",\"cores\":[";
            if (core) {
                const QByteArray begin = QByteArray::number(6 + i % 2);
                const QByteArray end = QByteArray::number(18 + i % 2);
                lines += "[" + begin + "," + end + "]],\"labels\":\"" + QByteArray(6 + i % 2, '.') + "MMMKKKPPP..." +
                         QByteArray(12 - i % 2, '.') + "\"}\n";
            } else {
                lines += "]}\n";
            }
        }
        return lines;
    }

    QByteArray configuration() const
    {
        const QJsonObject tokenizer{{"kind", "residue"}, {"symbols", "ACGT"}, {"first_id", 3}, {"unknown", 2}};
        const QJsonObject selector{{"kind", "span"}, {"null", true}, {"types", QJsonArray{"core"}}};
        const QJsonObject corespan{
            {"format", 1}, {"alphabet", "dna"}, {"tokenizer", tokenizer}, {"selector", selector}};
        const QJsonObject model{{"model_type", "t5"},  {"vocab_size", 16},
                                {"d_model", 16},       {"d_kv", 8},
                                {"num_heads", 2},      {"d_ff", 32},
                                {"num_layers", 1},     {"id2label", QJsonObject{{"0", "K"}, {"1", "M"}, {"2", "P"}}},
                                {"corespan", corespan}};
        return QJsonDocument(QJsonObject{{"train", path("gold.jsonl")},
                                         {"validation", path("gold.jsonl")},
                                         {"epochs", 2},
                                         {"threads", 1},
                                         {"model", model}})
            .toJson();
    }

    QTemporaryDir m_folder;
    QByteArray m_out;
    QByteArray m_error;
};

QTEST_GUILESS_MAIN(TestModelCommands)
#include "tst_model_commands.moc"
