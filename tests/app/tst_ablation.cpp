// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/ablation.h"

#include "app/format_fixture.h"

#include "model/trainer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace corespan;

namespace {

QJsonObject object(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

class TestAblation : public QObject
{
    Q_OBJECT
private slots:
    void patchesAsTheRfcSays_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("result");
        const auto row = [](const char* target, const char* patch, const char* result) {
            QTest::newRow(patch) << QByteArray(target) << QByteArray(patch) << QByteArray(result);
        };
        row(R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"); // the examples of RFC 7396 on objects
        row(R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})");
        row(R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})");
        row(R"({"a":["b"]})", R"({"a":"d"})", R"({"a":"d"})");
        row(R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})");
        row(R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})");
        row(R"({"a":"foo"})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})");
    }
    void patchesAsTheRfcSays()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, patch);
        QFETCH(QByteArray, result);
        QCOMPARE(mergePatch(object(target), object(patch)), object(result));
    }

    void configurationOfARun()
    {
        AblationPlan plan;
        plan.maxMinutes = 5;
        const AblationVariant variant{"v", object(R"({"max_minutes": 2, "coupling": {"probability": 0.5}})"), {}};
        const QJsonObject base = object(R"({"seed": 9, "max_minutes": 60, "coupling": {"warm_up": 0.1}})");
        QCOMPARE(ablationConfig(base, plan, variant, 3, "out/m"),
                 object(R"({"seed": 3, "max_minutes": 2, "output": "out/m",
                            "coupling": {"warm_up": 0.1, "probability": 0.5}})"));
        QCOMPARE(ablationConfig(base, plan, {"w", {}, {}}, 3, "m")["max_minutes"].toDouble(), 5.0);
        plan.set =
            object(R"({"max_minutes": null, "epochs": 2, "coupling": {"probability": 1}})"); // before the variant's
        QCOMPARE(ablationConfig(base, plan, variant, 3, "m"),
                 object(R"({"seed": 3, "max_minutes": 2, "epochs": 2, "output": "m",
                            "coupling": {"warm_up": 0.1, "probability": 0.5}})"));
        QCOMPARE(ablationConfig(base, plan, {"w", {}, {}}, 3, "m"),
                 object(R"({"seed": 3, "epochs": 2, "output": "m", "coupling": {"warm_up": 0.1, "probability": 1}})"));
        plan.set = {};
        plan.maxMinutes = 0;
        QCOMPARE(ablationConfig(base, plan, {"w", {}, {}}, 3, "m")["max_minutes"].toDouble(), 60.0);
    }

    void meansAndStandardErrors()
    {
        const QVector<QJsonObject> runs = {object(R"({"seed": 1, "exact": 0.8, "deep": {"f1": 0.5, "name": "x"}})"),
                                           object(R"({"seed": 2, "exact": 0.9, "list": [1, 2], "flag": true})"),
                                           object(R"({"seed": 3, "exact": 0.7})")};
        const QMap<QString, Estimate> all = estimates(runs);
        QCOMPARE(all.keys(), QStringList({"deep.f1", "exact", "seed"}));
        QVERIFY(qAbs(all["exact"].mean - 0.8) < 1e-12);
        QVERIFY(qAbs(all["exact"].standardError - 0.1 / std::sqrt(3.0)) < 1e-12); // deviation 0.1, three runs
        QCOMPARE(all["exact"].runs, 3);
        QCOMPARE(all["deep.f1"].runs, 1);
        QVERIFY(all["deep.f1"].standardError < 0.0);

        AblationPlan plan;
        plan.variants = {{"a", {}, {}}, {"b", object(R"({"epochs": 1})"), {}}};
        const QJsonArray table = ablationTable(plan, {{"a", runs}, {"b", runs.mid(0, 1)}})["variants"].toArray();
        QCOMPARE(table[0]["name"].toString(), "a");
        QCOMPARE(table[0]["n"].toInt(), 3);
        QVERIFY(qAbs(table[0]["mean"]["exact"].toDouble() - 0.8) < 1e-12);
        QVERIFY(!table[0]["mean"].toObject().contains("seed"));
        QCOMPARE(table[0]["runs"].toArray().size(), 3);
        QCOMPARE(table[1]["set"].toObject(), object(R"({"epochs": 1})"));
        QVERIFY(table[1]["standard_error"].toObject().isEmpty()); // one run says nothing of errors
    }

    void readsPlans()
    {
        const QString file = m_files.write("plan.json", R"({"base": "train.json", "seeds": [1, 7], "gold": "g.jsonl",
            "variants": [{"name": "a"}, {"name": "b", "set": {"epochs": 1}, "evaluate": ["--grammar", "on"]}]})");
        const Result<AblationPlan> plan = readAblationPlan(file);
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().message));
        QCOMPARE(plan->base, m_files.path("train.json"));
        QCOMPARE(plan->gold, "g.jsonl");
        QCOMPARE(plan->seeds, QVector<qint64>({1, 7}));
        QCOMPARE(plan->variants[1].evaluate, QStringList({"--grammar", "on"}));
    }

    void refusesPlansWithEverythingThatIsWrong()
    {
        const QString file = m_files.write("bad.json", R"({"bse": "x", "seeds": [1, 1.5], "max_minutes": -1,
            "variants": [{"name": "a"}, {"name": "a", "st": {}}, {"set": 3}]})");
        const Result<AblationPlan> plan = readAblationPlan(file);
        QVERIFY(!plan);
        for (const char* part : {"unknown field \"bse\"", "\"base\" must name",
                                 "\"seeds\" must be a list of whole numbers", "\"max_minutes\" must not be below 0",
                                 "variants[1]: the name \"a\" is taken", "variants[1]: unknown field \"st\"",
                                 "variants[2]: needs a \"name\"", "variants[2]: \"set\" must be an object"})
            QVERIFY2(plan.error().message.contains(part), qPrintable(plan.error().message));
        QVERIFY(!readAblationPlan(m_files.path("missing.json")));
        QVERIFY(!readAblationPlan(m_files.write("list.json", "[]")));
        QVERIFY(!readAblationPlan(m_files.write("empty.json", R"({"base": "x", "seeds": [1], "variants": []})")));
    }

    /// The plan that comes with the model fits its configuration: each variant is one that training takes.
    void thePlanOfCds()
    {
        const QString folder = QStringLiteral(CORESPAN_RESOURCES "/models/cds/ablations/");
        const Result<AblationPlan> plan = readAblationPlan(folder + "plan.json");
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().message));
        QVERIFY(plan->variants.size() >= 12);
        const QJsonObject base = QJsonDocument::fromJson(Files::read(plan->base)).object();
        QVERIFY(base.contains("model"));
        for (const AblationVariant& variant : plan->variants) {
            const QJsonObject config = ablationConfig(base, *plan, variant, 1, "out");
            const std::string text = QJsonDocument(config).toJson().toStdString();
            QVERIFY(model::parseTrainConfig(text, variant.name.toStdString()).outputDirectory == "out");
        }
    }

private:
    Files m_files;
};

QTEST_GUILESS_MAIN(TestAblation)
#include "tst_ablation.moc"
