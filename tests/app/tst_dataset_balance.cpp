// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"

#include "core/datasets/balance_dataset.h"
#include "core/datasets/set_statistics.h"

#include <QtTest>

using namespace corespan;

namespace {

RecordSketch sketch(std::int64_t length, const QVector<std::pair<QString, int>>& cores)
{
    return {length, true, cores};
}

const QByteArray set =
    "{\"id\":\"a\",\"sequence\":\"ACGTACGTAC\",\"cores\":[[2,5],[6,8,\"S\"]],\"labels\":\"..MMK.....\"}\n"
    "{\"id\":\"b\",\"sequence\":\"ACGTACGTACGTACGTACGT\",\"cores\":[[0,9,\"core\",\"<\"]],\"ambiguous\":[[12,15]]}\n"
    "{\"id\":\"c\",\"sequence\":\"ACGTACGTAC\",\"cores\":[]}\n"
    "{\"id\":\"d\",\"sequence\":\"GGGG\"}\n"
    "{\"id\":\"e\",\"sequence\":\"GGGGC\",\"cores\":[],\"target\":\"MK\"}\n";

} // namespace

class TestDatasetBalance : public QObject
{
    Q_OBJECT
private slots:
    void limitsHold_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 5; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }

    void limitsHold()
    {
        QFETCH(int, seed);
        QVector<RecordSketch> records;
        for (int i = 0; i < 300; ++i)
            records.append(sketch(i, i % 3 == 0   ? QVector<std::pair<QString, int>>{}
                                     : i % 3 == 1 ? QVector<std::pair<QString, int>>{{"x", 2}}
                                                  : QVector<std::pair<QString, int>>{{"x", 1}, {"y", 1}}));
        BalanceOptions options;
        options.seed = std::uint64_t(seed);
        options.maxByType = {{"x", 61}};
        options.lengthBins = {100, 200};
        options.perBin = 25;
        options.noCore = 0.25;
        const QVector<bool> stays = chooseBalanced(records, options);
        int x = 0;
        int without = 0;
        int with = 0;
        QVector<int> bins(3);
        for (int i = 0; i < 300; ++i) {
            if (!stays[i])
                continue;
            ++bins[i / 100];
            (records[i].cores.isEmpty() ? without : with) += 1;
            x += records[i].cores.isEmpty() ? 0 : records[i].cores[0].second;
        }
        QVERIFY(x == 60 || x == 61);
        QCOMPARE(without, with / 4);
        for (const int bin : bins)
            QVERIFY(bin > 0 && bin <= 25);
        QCOMPARE(chooseBalanced(records, options), stays);
    }

    void withoutLimitsAllStay()
    {
        QCOMPARE(chooseBalanced({sketch(5, {}), sketch(9, {{"x", 1}})}, {}), (QVector<bool>{true, true}));
        BalanceOptions options;
        options.noCore = 0.0;
        QCOMPARE(chooseBalanced({sketch(5, {}), sketch(9, {{"x", 1}})}, options), (QVector<bool>{false, true}));
        options = {};
        options.maxRecords = 1;
        QCOMPARE(chooseBalanced({sketch(5, {}), sketch(9, {{"x", 1}})}, options), (QVector<bool>{false, true}));
    }

    void writesWhatStays()
    {
        const QString in = m_files.write("set.jsonl", set);
        BalanceOptions options;
        options.noCore = 0.5;
        const QString out = m_files.path("even.jsonl");
        const auto report = balanceDataset({in}, out, options);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->before.records, 5);
        QCOMPARE(report->after.records, 4);
        QCOMPARE(report->after.noCore, 1);
        const QJsonObject manifest = QJsonDocument::fromJson(Files::read(m_files.path("even.dataset.json"))).object();
        QCOMPARE(manifest["records"].toInt(), 4);
        QCOMPARE(manifest["provenance"]["options"]["no_core"].toDouble(), 0.5);
        options.lengthBins = {5, 5};
        QVERIFY(balanceDataset({in}, out, options).error().message.contains("have to be above 0 and rise"));
        options.lengthBins = {5};
        QVERIFY(balanceDataset({in}, out, options).error().message.contains("need a number of records"));
    }

    void spreadsAreNearestRanks()
    {
        QVector<std::int64_t> values;
        for (int i = 100; i >= 1; --i)
            values.append(i);
        const Spread spread = spreadOf(values);
        QCOMPARE(spread.least, 1);
        QCOMPARE(spread.p5, 5);
        QCOMPARE(spread.p25, 25);
        QCOMPARE(spread.median, 50);
        QCOMPARE(spread.p95, 95);
        QCOMPARE(spread.most, 100);
        QCOMPARE(spread.mean, 50.5);
        QCOMPARE(spreadOf({}).count, 0);
        QCOMPARE(spreadOf({7}).p5, 7);
    }

    void statisticsCount()
    {
        const auto all = statisticsOf({m_files.write("set.jsonl", set)}, {});
        QVERIFY2(all, qPrintable(all ? QString() : all.error().message));
        QCOMPARE(all->counts.records, 5);
        QCOMPARE(all->counts.withCore, 2);
        QCOMPARE(all->counts.noCore, 2);
        QCOMPARE(all->notAnnotated, 1);
        QCOMPARE(all->counts.positions, 49);
        QCOMPARE(all->counts.cores, (QMap<QString, std::int64_t>{{"S", 1}, {"core", 2}}));
        QCOMPARE(all->coreLengths["core"].median, 3);
        QCOMPARE(all->coreLengths["core"].most, 9);
        QCOMPARE(all->counts.labels["M"], 2);
        QCOMPARE(all->openEnds, 1);
        QCOMPARE(all->ambiguousPositions, 3);
        QCOMPARE(all->sameSequence, 1);
        QCOMPARE(all->before.count, 1); // the other first core is open
        QCOMPARE(all->before.median, 2);
        QCOMPARE(all->after.count, 2);
        QCOMPARE(all->coresARecord, (QMap<std::int64_t, std::int64_t>{{0, 2}, {1, 1}, {2, 1}}));
        QCOMPARE(all->withTarget, 1);
        QCOMPARE(all->toJson()["core_lengths"].toObject()["S"].toObject()["max"].toInt(), 2);
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestDatasetBalance)
#include "tst_dataset_balance.moc"
