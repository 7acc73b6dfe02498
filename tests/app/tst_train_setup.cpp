// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/model_summary.h"
#include "core/training/train_job.h"
#include "core/training/train_setup.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace corespan;

namespace {

QString text(const QJsonObject& json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson());
}

} // namespace

class TestTrainSetup : public QObject
{
    Q_OBJECT
private slots:
    void everyNewModelPassesTheCheck();
    void aConfigurationNamesItsData();
    void optionsAreRefusedByName();
    void jobsAreFoundAgain();
    void runOptionsGoBothWays();
    void aModelSaysWhatItIs();
    void optionsThatDoNothingAreNotOffered();
};

void TestTrainSetup::everyNewModelPassesTheCheck()
{
    QVERIFY(selectorKinds().contains(QStringLiteral("span")));
    QVERIFY(selectorKinds().contains(QStringLiteral("ctc")));
    for (const Alphabet alphabet : {Alphabet::Protein, Alphabet::Dna, Alphabet::Rna, Alphabet::Text}) {
        for (const QString& kind : selectorKinds()) {
            NewModel model;
            model.alphabet = alphabet;
            model.selector = kind;
            model.crf = kind == QLatin1String("bioes");
            model.labels = QStringList{QStringLiteral("A"), QStringLiteral("B")};
            const auto checked = checkedOptions(text(newModelOptions(model)));
            QVERIFY2(checked,
                     qPrintable(kind + QStringLiteral(": ") + (checked ? QString() : checked.error().message)));
            const QJsonObject corespan = (*checked)["model"].toObject()["corespan"].toObject();
            QCOMPARE(corespan["selector"].toObject()["kind"].toString(), kind);
            QCOMPARE((*checked)["bias_init"].toArray().size(), 8); // one a head
        }
    }
}

void TestTrainSetup::aConfigurationNamesItsData()
{
    TrainSetup setup;
    setup.gold = QStringLiteral("gold.jsonl");
    setup.validation = QStringLiteral("held-out.jsonl");
    setup.output = QStringLiteral("out");
    setup.options = newModelOptions({});
    QJsonObject json = configuration(setup);
    QCOMPARE(json["train"].toString(), QStringLiteral("gold.jsonl"));
    QCOMPARE(json["validation"].toString(), QStringLiteral("held-out.jsonl"));
    QVERIFY(json.contains("model"));
    QCOMPARE(trainArguments(setup, QStringLiteral("c.json")), QStringList({"--config", "c.json"}));

    setup.project = QStringLiteral("p.corespan");
    setup.startModel = QStringLiteral("cds");
    json = configuration(setup);
    QCOMPARE(json["train"].toString(), QString());
    QCOMPARE(json["init_from"].toString(), QStringLiteral("cds"));
    QVERIFY(!json.contains("model")); // the start model brings its own
    QCOMPARE(trainArguments(setup, QStringLiteral("c.json")),
             QStringList({"--config", "c.json", "--project", "p.corespan"}));
}

void TestTrainSetup::optionsAreRefusedByName()
{
    const auto checked = checkedOptions(QStringLiteral("{\"learning_rat\": 1}"));
    QVERIFY(!checked);
    QVERIFY2(checked.error().message.contains(QStringLiteral("learning_rat")), qPrintable(checked.error().message));
    QVERIFY(!checkedOptions(QStringLiteral("{")));
    QCOMPARE((*checkedOptions(QStringLiteral("{\"epochs\": 2.5}")))["epochs"].toDouble(), 2.5);
}

void TestTrainSetup::jobsAreFoundAgain()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("deep/training.json"));
    QVERIFY(!loadTrainJob(file));
    const TrainJob job{
        {4711, 99}, QStringLiteral("/models/mine"), QStringLiteral("/models/mine/train.log"), {"--config", "x"}};
    QVERIFY(saveTrainJob(file, job));
    const auto found = loadTrainJob(file);
    QVERIFY(found);
    QCOMPARE(found->process, job.process);
    QCOMPARE(found->output, job.output);
    QCOMPARE(found->log, job.log);
    QCOMPARE(found->arguments, job.arguments);
    QCOMPARE(found->name(), QStringLiteral("mine"));
    QFile broken(file);
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"pid\":");
    broken.close();
    QVERIFY(!loadTrainJob(file));
}

void TestTrainSetup::runOptionsGoBothWays()
{
    RunOptions options;
    options.minLength = 6;
    options.maxLength = 900;
    options.allowNull = false;
    options.nullBias = -1.5;
    options.candidates = 7;
    options.temperature = 2.0;
    options.threshold = 0.25;
    options.mergeGap = 4;
    options.exactSegments = true;
    options.singleCore = true;
    options.grammar = false;
    QCOMPARE(parseRunOptions(formatRunOptions(options)), options);
    QCOMPARE(parseRunOptions(QStringLiteral("{\"min_length\": 3}")).maxLength, RunOptions().maxLength);
    QCOMPARE(parseRunOptions(QString()), RunOptions());
}

void TestTrainSetup::aModelSaysWhatItIs()
{
    const auto cds = readModelSummary(QStringLiteral(CORESPAN_RESOURCES "/models/cds"));
    QVERIFY(cds);
    QCOMPARE(cds->selector, QStringLiteral("span"));
    QCOMPARE(cds->alphabet, Alphabet::Dna);
    QCOMPARE(cds->types, QStringList{QStringLiteral("core")});
    QCOMPARE(cds->grammar, QStringLiteral("orf"));
    QCOMPARE(cds->defaults.grammar, false); // it has one, switched off
    QVERIFY(!readModelSummary(QStringLiteral(CORESPAN_RESOURCES "/models")));
}

void TestTrainSetup::optionsThatDoNothingAreNotOffered()
{
    ModelSummary model;
    model.selector = QStringLiteral("bioes + CRF");
    QCOMPARE(usedOptions(model).singleCore, true);
    QCOMPARE(usedOptions(model).null, false);
    QCOMPARE(usedOptions(model).threshold, false);
    QCOMPARE(usedOptions(model).grammar, false);
    model.grammar = QStringLiteral("types");
    QCOMPARE(usedOptions(model).grammar, true);
    model.selector = QStringLiteral("mask");
    QVERIFY(usedOptions(model).threshold && usedOptions(model).mergeGap && !usedOptions(model).singleCore);
    model.selector = QStringLiteral("of a later version");
    QVERIFY(usedOptions(model).null && usedOptions(model).threshold && usedOptions(model).singleCore);
}

QTEST_GUILESS_MAIN(TestTrainSetup)
#include "tst_train_setup.moc"
