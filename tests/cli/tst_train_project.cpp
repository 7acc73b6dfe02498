// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "app/store_fixture.h"
#include "cli/cli_fixture.h"
#include "cli/tiny_task.h"

using namespace corespan;
using namespace corespan::test;

namespace {

/// A review as a curator makes it: of the record's name, after what the project says of it now.
void review(const QString& project, const QString& name, const std::function<Edit(RecordId, const Curation&)>& make)
{
    const auto writer = valueOf(ProjectWriter::open(project, {.author = "ann"}));
    const auto reader = valueOf(ProjectReader::open(project));
    const RecordId id = valueOf(reader->findRecord(name));
    valueOf(writer->applyEdit(make(id, valueOf(reader->curation(id)))));
}

QJsonObject firstLine(const QString& file)
{
    return QJsonDocument::fromJson(Files::read(file).split('\n').first()).object();
}

} // namespace

/// From files to a model trained on reviews, and back into the project, by commands alone; only the reviews are made
/// through the store, as the window makes them.
class TestTrainProject : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_project = m_files.path("p.corespan");
        const QString gold = m_files.write("gold.jsonl", tinyGold());
        const QString genBank = m_files.write("one.gb", "LOCUS       one         30 bp    DNA     linear   UNK\n"
                                                        "FEATURES             Location/Qualifiers\n"
                                                        "     CDS             7..18\n"
                                                        "                     /translation=\"MKP\"\n"
                                                        "ORIGIN\n"
                                                        "        1 ccccccatga aaccctaacc cccccccccc\n"
                                                        "//\n");
        const Outcome imported = run({"import", m_project, gold, genBank, "--json"});
        QVERIFY2(imported.code == 0, qPrintable(imported.err));
        QCOMPARE(imported.json()["imported"].toInt(), 13);
        m_config = m_files.write("config.json", tinyConfig(gold));
        const auto cores = [](Span span) {
            return [span](RecordId id, const Curation& now) { return setCoresEdit(id, now, {Core{span}}, {}); };
        };
        for (const char* name : {"r0", "r3", "r6"})
            review(m_project, name, cores({6 + name[1] % 2, 18 + name[1] % 2}));
        review(m_project, "one", cores({6, 18}));
        review(m_project, "r1", cores({10, 19})); // another start than the file's gold
        review(m_project, "r2", [](RecordId id, const Curation& now) { return noCoreEdit(id, now); });
        review(m_project, "r4", [](RecordId id, const Curation& now) { return rejectEdit(id, now); });
        review(m_project, "r5", [](RecordId id, const Curation& now) { return toggleFlagEdit(id, now); });
    }

    void trainsOnTheReviewedRecords()
    {
        const Outcome trained = run({"train", "--project", m_project, "--config", m_config, "--validation-share", "0",
                                     "--out", m_files.path("model"), "--log", m_files.path("train.log"), "--json"});
        QVERIFY2(trained.code == 0, qPrintable(trained.err));
        QCOMPARE(trained.json()["finished"].toBool(), true);
        QCOMPARE(firstLine(m_files.path("train.log"))["training_records"].toInt(), 6);
        QCOMPARE(firstLine(m_files.path("train.log"))["validation_records"].toInt(), 0);
    }

    void theExportedSetTrainsTheSameModel()
    {
        const QString set = m_files.path("set");
        const Outcome exported = run({"export", m_project, "--format", "training", "--out", set, "--json"});
        QVERIFY2(exported.code == 0, qPrintable(exported.err));
        QCOMPARE(exported.json()["records"].toInt(), 6);
        QVERIFY(Files::read(set + "/records.jsonl").contains("\"id\":\"one\""));
        QVERIFY(Files::read(set + "/records.jsonl").contains("\"cores\":[[10,19]]"));
        const QString config =
            m_files.write("set.json", tinyConfig(set + "/records.jsonl", {{"validation", QString()}}));
        const Outcome trained = run({"train", "--config", config, "--out", m_files.path("again")});
        QVERIFY2(trained.code == 0, qPrintable(trained.err));
        QVERIFY(!weights("model").isEmpty());
        QVERIFY(weights("again") == weights("model"));
    }

    void evaluatesTheModel()
    {
        const Outcome evaluated = run({"evaluate", "--model", m_files.path("model"), "--gold",
                                       m_files.path("set/records.jsonl"), "--json", m_files.path("figures.json")});
        QVERIFY2(evaluated.code == 0, qPrintable(evaluated.err));
        const QJsonObject figures = QJsonDocument::fromJson(Files::read(m_files.path("figures.json"))).object();
        QCOMPARE(figures["records"].toInt(), 6);
        QCOMPARE(figures["gold_cores"].toInt(), 5);
    }

    /// The encoder has no labels: they are those of the reviewed records.
    void headsOnAPretrainedEncoder()
    {
        const QString options = m_files.write("heads.json", R"({"epochs": 1, "threads": 1, "freeze_layers": -1})");
        const Outcome trained = run({"train", "--project", m_project, "--config", options, "--init-from",
                                     QStringLiteral(CORESPAN_TEST_DATA "/golden/huggingface/prott5"),
                                     "--validation-share", "0", "--out", m_files.path("heads")});
        QVERIFY2(trained.code == 0, qPrintable(trained.err));
        const Outcome info = run({"info", m_files.path("heads"), "--json"});
        QCOMPARE(info.json()["labels"].toArray(), QJsonArray({"*", "K", "M", "P"}));
    }

    void predictsIntoTheProject()
    {
        const Outcome predicted = run({"predict", "--model", m_files.path("model"), "--project", m_project, "--json"});
        QVERIFY2(predicted.code == 0, qPrintable(predicted.err));
        QCOMPARE(predicted.json()["saved"].toInt(), 13);
        const auto reader = valueOf(ProjectReader::open(m_project));
        const Run made = valueOf(reader->run(valueOf(reader->latestRun())));
        QCOMPARE(made.model, QString("model"));
        QCOMPARE(made.labels, QStringList({"*", "K", "M", "P"}));
        const Outcome info = run({"info", m_files.path("model"), "--json"});
        QCOMPARE(made.weightsSha256, info.json()["weights_sha256"].toString());
        QCOMPARE(made.weightsSha256.size(), 64);
        QCOMPARE(valueOf(reader->counts()).byState[ReviewState::Corrected], 5); // predictions review nothing
    }

    void unreviewedProjectIsRefused()
    {
        const QString fresh = m_files.path("fresh.corespan");
        QCOMPARE(run({"import", fresh, m_files.path("gold.jsonl")}).code, 0);
        const Outcome refused = run({"train", "--project", fresh, "--config", m_config, "--out", m_files.path("none")});
        QCOMPARE(refused.code, 1);
        QCOMPARE(refused.err,
                 "corespan-cli: " + fresh + ": no reviewed record: accept or correct some before training\n");
        QVERIFY(!QFile::exists(m_files.path("none")));
    }

private:
    QByteArray weights(const QString& name) const { return Files::read(m_files.path(name + "/model.safetensors")); }

    Files m_files;
    QString m_project;
    QString m_config;
};

QTEST_GUILESS_MAIN(TestTrainProject)
#include "tst_train_project.moc"
