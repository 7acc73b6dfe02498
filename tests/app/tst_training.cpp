// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/gold_records.h"

#include "app/format_fixture.h"
#include "support/imported_record.h"

#include <QTest>

using namespace corespan;
using namespace corespan::test;

namespace {

Gold goldOf(Span core, const QVector<QString>& labels)
{
    Gold gold;
    gold.annotated = true;
    gold.cores = {Core{core}};
    gold.labels = labels;
    return gold;
}

} // namespace

class TestTraining : public QObject
{
    Q_OBJECT
private slots:
    void labelsOutsideTheCoreAreNotTrainedOn()
    {
        ImportedRecord record = imported("r", "ACGTA");
        record.gold = goldOf({1, 4}, {"M", "M", "", "K", "K"});
        const Result<model::TrainRecord> converted = toTrainRecord(record, {"K", "M"});
        QVERIFY(converted);
        QCOMPARE(converted->id, "r");
        QCOMPARE(converted->sequence, "ACGTA");
        QVERIFY(converted->annotated);
        QVERIFY((converted->cores == std::vector{model::GoldCore{{1, 4}}}));
        QCOMPARE(converted->labels, (std::vector<std::int16_t>{-100, 1, -100, 0, -100}));
    }

    void noCoreIsAnExample()
    {
        ImportedRecord record = imported("r", "ACGT");
        record.gold.annotated = true;
        const Result<model::TrainRecord> converted = toTrainRecord(record, {"K"});
        QVERIFY(converted);
        QVERIFY(converted->annotated);
        QVERIFY(converted->cores.empty());
        QVERIFY(converted->labels.empty());
    }

    void labelsAloneCountEverywhere()
    {
        ImportedRecord record = imported("r", "ACG");
        record.gold.labels = {"K", "", "M"};
        const Result<model::TrainRecord> converted = toTrainRecord(record, {"K", "M"});
        QVERIFY(converted);
        QVERIFY(!converted->annotated);
        QCOMPARE(converted->labels, (std::vector<std::int16_t>{0, -100, 1}));
    }

    void unknownLabelIsNamed()
    {
        ImportedRecord record = imported("r7", "ACG");
        record.gold = goldOf({0, 3}, {"K", "Z", "K"});
        const Result<model::TrainRecord> converted = toTrainRecord(record, {"K"});
        QVERIFY(!converted);
        QCOMPARE(converted.error().message, "record \"r7\", position 2: the model has no label \"Z\"");
    }

    void modelWithoutTranslatorTakesNoLabels()
    {
        ImportedRecord record = imported("r", "ACG");
        record.gold = goldOf({0, 3}, {"K", "Z", "K"});
        const Result<model::TrainRecord> converted = toTrainRecord(record, {});
        QVERIFY(converted);
        QVERIFY(converted->labels.empty());
    }

    void readsGoldAndCountsWhatItLeavesOut()
    {
        const QString file =
            m_files.write("gold.jsonl", R"({"id":"a","sequence":"ACGTACGT","cores":[[2,5]],"labels":"..MKM..."}
{"id":"b","sequence":"ACGT","cores":[]}
{"id":"c","sequence":"ACGT"}
{"id":"d","sequence":"ACGTACGT","cores":[[0,2],[4,6]]}
)");
        const Result<GoldSet> set = readGold(file, {"K", "M"});
        QVERIFY(set);
        QCOMPARE(set->records.size(), 2U);
        QCOMPARE(set->records[0].labels, (std::vector<std::int16_t>{-100, -100, 1, 0, 1, -100, -100, -100}));
        QVERIFY(set->records[1].cores.empty());
        QCOMPARE(set->unannotated, 1);
        QCOMPARE(set->severalCores, 1);
        QVERIFY(set->issues.isEmpty());
        const Result<QStringList> names = labelNames(file);
        QVERIFY(names);
        QCOMPARE(*names, QStringList({"K", "M"}));
    }

    void readErrorsNameFileAndLine()
    {
        const QString file = m_files.write("unknown.jsonl", R"({"id":"a","sequence":"ACGT","cores":[]}
{"id":"b","sequence":"ACG","cores":[[0,3]],"labels":"KZK"}
)");
        const Result<GoldSet> set = readGold(file, {"K"});
        QVERIFY(!set);
        QCOMPARE(set.error().message, file + ":2: record \"b\", position 2: the model has no label \"Z\"");
        QVERIFY(!readGold(m_files.path("missing.jsonl"), {}));
        const Result<GoldSet> none = readGold(m_files.write("none.jsonl", R"({"id":"a","sequence":"ACGT"})"), {});
        QVERIFY(!none);
        QVERIFY(none.error().message.contains("no record that can be used"));
    }

    void splitIsStableAndAboutTheShare()
    {
        std::vector<model::TrainRecord> records(1000);
        for (std::size_t i = 0; i < records.size(); ++i)
            records[i].id = "lambda_+_" + std::to_string(i * 37);
        const auto [training, validation] = splitForValidation(records, 0.1);
        QCOMPARE(training.size() + validation.size(), 1000U);
        QVERIFY(validation.size() > 70 && validation.size() < 130);
        const auto again = splitForValidation(records, 0.1);
        QCOMPARE(again.second.front().id, validation.front().id);
        QCOMPARE(splitForValidation(records, 0.0).second.size(), 0U);
    }

private:
    Files m_files;
};

QTEST_GUILESS_MAIN(TestTraining)
#include "tst_training.moc"
