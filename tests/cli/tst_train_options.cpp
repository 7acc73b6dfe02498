// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "cli/cli_fixture.h"
#include "cli/tiny_task.h"

#include <QDir>
#include <QTest>

using namespace corespan;
using namespace corespan::test;

/// What `train` says of its options, its records and of what is wrong with either; and pretraining.
class TestTrainOptions : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_gold = m_files.write("gold.jsonl", tinyGold());
        m_config = m_files.write("config.json", tinyConfig(m_gold));
    }

    void explainsEveryOption()
    {
        const Outcome explained = run({"train", "--explain"});
        QCOMPARE(explained.code, 0);
        const QStringList lines = explained.out.split('\n', Qt::SkipEmptyParts);
        QVERIFY(lines.size() > 100);
        QVERIFY2(lines.filter("coupling.warm_up ").first().contains("(default 0.3)"), qPrintable(explained.out));
        QVERIFY(!lines.filter("model.corespan.selector.kind ").isEmpty());
    }

    void namesEveryWrongFieldAtOnce()
    {
        const QString config = m_files.write(
            "wrong.json", tinyConfig(m_gold, {{"learning_rat", 1}, {"epochs", -1}, {"precision", "fp8"}}));
        const Outcome refused = run({"train", "--config", config, "--out", m_files.path("none")});
        QCOMPARE(refused.code, 1);
        for (const char* part : {"3 faults:", "unknown field \"learning_rat\"; did you mean \"learning_rate\"?",
                                 "field \"epochs\" is -1", "field \"precision\" is \"fp8\""})
            QVERIFY2(refused.err.contains(part), qPrintable(refused.err));
        QVERIFY(!QDir(m_files.path("none")).exists());
    }

    void tellsWhoTeachesWhat()
    {
        QByteArray mixed = tinyGold();
        mixed += R"({"id":"cores","sequence":"CCCATGTAACCC","cores":[[3,9]]}
{"id":"labels","sequence":"CCCATGTAACCC","labels":"...MMM***..."}
{"id":"open","sequence":"CCCATGAAA","cores":[[3,9,"core",">"]]}
{"id":"zone","sequence":"CCCATGTAACCC","cores":[],"ambiguous":[[2,5]]}
)";
        const QString gold = m_files.write("mixed.jsonl", mixed);
        const QString config =
            m_files.write("mixed.json", tinyConfig(gold, {{"balance", QJsonObject{{"by_class", true}}}}));
        const Outcome trained =
            run({"train", "--config", config, "--out", m_files.path("mixed"), "--log", m_files.path("mixed.log")});
        QVERIFY2(trained.code == 0, qPrintable(trained.err));
        QVERIFY2(
            trained.err.contains("16 records: 15 teach the selector (5 of them no core), 9 the translator, 8 both, "
                                 "0 nothing; 1 with an open end; 1 with ambiguous zones"),
            qPrintable(trained.err));
        QVERIFY2(trained.err.contains("core: 10 records, 5.3 draws an epoch"), qPrintable(trained.err));
        const QJsonObject first =
            QJsonDocument::fromJson(Files::read(m_files.path("mixed.log")).split('\n').first()).object();
        QCOMPARE(first["supervision"]["selector"].toInt(), 15);
        QCOMPARE(first["supervision"]["open_end"].toInt(), 1);
    }

    void namesTheRecordThatCannotBe_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("selector");
        QTest::addColumn<QString>("message");
        QTest::newRow("label") << QByteArray(R"({"id":"x","sequence":"CATGC","cores":[[1,4]],"labels":".QQQ."})")
                               << QByteArray("span") << "record \"x\", position 2: the model has no label \"Q\"";
        QTest::newRow("target") << QByteArray(R"({"id":"x","sequence":"CATG","target":"MMM"})") << QByteArray("ctc")
                                << "record \"x\": a target of 3 letters needs 5 positions";
        QTest::newRow("no core, target") << QByteArray(R"({"id":"x","sequence":"CATG","cores":[],"target":"M"})")
                                         << QByteArray("ctc") << "record \"x\": a target of 1 letters, but \"no core\"";
    }
    void namesTheRecordThatCannotBe()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, selector);
        QFETCH(QString, message);
        const QString gold = m_files.write("bad.jsonl", tinyGold() + record + '\n');
        QJsonObject config = QJsonDocument::fromJson(tinyConfig(gold)).object();
        QJsonObject model = config["model"].toObject(), own = model["corespan"].toObject();
        own["selector"] = QJsonObject{{"kind", QString::fromLatin1(selector)}};
        own["translator"] = selector != "ctc";
        model["corespan"] = own;
        config["model"] = model;
        const QString file = m_files.write("bad.json", QJsonDocument(config).toJson());
        const Outcome refused = run({"train", "--config", file, "--out", m_files.path("bad")});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains(message), qPrintable(refused.err));
        QVERIFY(!QDir(m_files.path("bad")).exists());
    }

    void divergenceIsTold()
    {
        const auto trainWith = [this](const QJsonObject& more) {
            QJsonObject options{{"learning_rate", 1e30}, {"warmup_steps", 0}, {"clip_norm", 0}, {"epochs", 9}};
            for (auto field = more.begin(); field != more.end(); ++field)
                options[field.key()] = *field;
            const QString config = m_files.write("hot.json", tinyConfig(m_gold, options));
            return run({"train", "--config", config, "--out", m_files.path("hot")});
        };
        const Outcome batch = trainWith({{"token_budget", 64}});
        QCOMPARE(batch.code, 1);
        QVERIFY2(batch.err.contains("is not a number at step 1 (records r"), qPrintable(batch.err));
        // One batch an epoch: validation comes first. Attention overflows.
        const Outcome validation = trainWith({{"learning_rate", 1e11}});
        QCOMPARE(validation.code, 1);
        QVERIFY2(validation.err.contains("validation failed after step 1"), qPrintable(validation.err));
        QVERIFY(!QFile::exists(m_files.path("hot/model.safetensors")));
        const Outcome later = trainWith({}); // squares overflow too, norms make zeros of them: the next step tells
        QCOMPARE(later.code, 1);
        QVERIFY2(later.err.contains("the checkpoint of step 1 is kept. Lower learning_rate"), qPrintable(later.err));
        QVERIFY(QFile::exists(m_files.path("hot/checkpoint/state.safetensors")));
    }

    void pretrainsAnEncoderThatTrainingTakes()
    {
        QByteArray fasta;
        for (int i = 0; i < 40; ++i)
            fasta += ">s" + QByteArray::number(i) + '\n' + QByteArray("ACGT").repeated(5 + i % 7) + '\n';
        const QString sequences = m_files.write("s.fa", fasta);
        const QStringList pretrain = {
            "train", "--pretrain",          sequences, m_gold, "--config", m_config, "--out", m_files.path("encoder"),
            "--log", m_files.path("e.log"), "--json"};
        const Outcome done = run(pretrain);
        QVERIFY2(done.code == 0, qPrintable(done.err));
        QVERIFY2(done.err.contains("pretraining on") && done.err.contains("hidden tokens right"), qPrintable(done.err));
        QVERIFY(done.json()["best_validation_loss"].toDouble() > 0.0);
        const QByteArrayList lines = Files::read(m_files.path("e.log")).trimmed().split('\n');
        const QJsonObject step = QJsonDocument::fromJson(lines[1]).object();
        QVERIFY(step.contains("masked_loss") && step.contains("tokens_per_s") && !step.contains("selector_loss"));
        const QString config =
            m_files.write("heads.json", tinyConfig(m_gold, {{"init_from", m_files.path("encoder")}}));
        const Outcome trained = run({"train", "--config", config, "--out", m_files.path("heads")});
        QVERIFY2(trained.code == 0, qPrintable(trained.err));
        const QJsonObject model = QJsonDocument::fromJson(Files::read(m_files.path("heads/config.json"))).object();
        QCOMPARE(model["corespan"]["selector"]["kind"].toString(), "span");
        QCOMPARE(model["id2label"].toObject().size(), 4);
    }

    void pretrainingTakesFilesOnly()
    {
        const Outcome refused = run({"train", "--pretrain", m_gold, "--project", m_gold, "--out", "x"});
        QCOMPARE(refused.code, 2);
        const QString empty = m_files.write("empty.fa", "");
        QCOMPARE(run({"train", "--pretrain", empty, "--config", m_config, "--out", m_files.path("no")}).code, 1);
        QVERIFY(!QDir(m_files.path("no")).exists());
    }

private:
    Files m_files;
    QString m_gold;
    QString m_config;
};

QTEST_GUILESS_MAIN(TestTrainOptions)
#include "tst_train_options.moc"
