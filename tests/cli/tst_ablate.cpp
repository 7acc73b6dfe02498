// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "cli/cli_fixture.h"
#include "cli/tiny_task.h"

#include <QDir>
#include <QTest>

using namespace corespan;
using namespace corespan::test;

/// `ablate` with a budget of two epochs.
class TestAblate : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        const QString gold = m_files.write("gold.jsonl", tinyGold());
        m_files.write("train.json", tinyConfig(gold));
        const QJsonObject plan{
            {"base", "train.json"},
            {"gold", gold},
            {"seeds", QJsonArray{1, 2}},
            {"variants",
             QJsonArray{QJsonObject{{"name", "as it is"}},
                        QJsonObject{{"name", "mask"},
                                    {"set", object(R"({"model": {"corespan": {"selector": {"kind": "mask"}}}})")}}}}};
        m_plan = m_files.write("plan.json", QJsonDocument(plan).toJson());
        m_out = m_files.path("out");
    }

    void writesATableOfAllVariants()
    {
        const Outcome done = run({"ablate", m_plan, "--out", m_out});
        QVERIFY2(done.code == 0, qPrintable(done.err));
        QVERIFY2(done.out.contains("as it is") && done.out.contains("training.best_exact"), qPrintable(done.out));
        const QJsonArray variants = table();
        QCOMPARE(variants.size(), 2);
        for (const QJsonValue& variant : variants) {
            QCOMPARE(variant["n"].toInt(), 2);
            QCOMPARE(variant["runs"][0]["seed"].toInt(), 1);
            QVERIFY(variant["mean"].toObject().contains("training.steps"));
            QCOMPARE(variant["mean"]["evaluation.records"].toDouble(), 12.0);
            QCOMPARE(variant["standard_error"]["evaluation.records"].toDouble(-1.0), 0.0);
        }
        const QJsonObject config = object(Files::read(m_out + "/mask-2/train.json"));
        QCOMPARE(config["seed"].toInt(), 2);
        QCOMPARE(config["model"]["corespan"]["selector"]["kind"].toString(), "mask");
        QVERIFY(QFile::exists(m_out + "/as_it_is-1/train.log"));
    }

    void whatIsDoneIsNotDoneAgain()
    {
        const QJsonArray before = table();
        QVERIFY(QDir(m_out + "/mask-1/model").removeRecursively());
        const Outcome again = run({"ablate", m_plan, "--out", m_out, "--seeds", "1,2,3"});
        QVERIFY2(again.code == 0, qPrintable(again.err));
        QVERIFY(!QFile::exists(m_out + "/mask-1/model"));
        QVERIFY(QFile::exists(m_out + "/mask-3/model/config.json"));
        QCOMPARE(table().first()["runs"][1], before.first()["runs"][1]);
        QCOMPARE(table().first()["n"].toInt(), 3);
    }

    void faultsNameTheRun()
    {
        const Outcome other = run({"ablate", m_plan, "--out", m_out, "--max-minutes", "9"});
        QCOMPARE(other.code, 1);
        QVERIFY2(other.err.contains("as it is, seed 1:") && other.err.contains("holds a run by another configuration"),
                 qPrintable(other.err));
        const QString plan = m_files.write("bad.json", R"({"base": "train.json", "seeds": [1],
            "variants": [{"name": "typo", "set": {"learning_rat": 1}}]})");
        const Outcome bad = run({"ablate", plan, "--out", m_files.path("bad")});
        QCOMPARE(bad.code, 1);
        QVERIFY2(bad.err.contains("did you mean \"learning_rate\"?") && bad.err.contains("typo, seed 1:"),
                 qPrintable(bad.err));
        QVERIFY(!QFile::exists(m_files.path("bad/table.json")));
    }

private:
    static QJsonObject object(const QByteArray& text) { return QJsonDocument::fromJson(text).object(); }
    QJsonArray table() const { return object(Files::read(m_out + "/table.json"))["variants"].toArray(); }

    Files m_files;
    QString m_plan;
    QString m_out;
};

QTEST_GUILESS_MAIN(TestAblate)
#include "tst_ablate.moc"
