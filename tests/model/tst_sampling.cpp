// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/examples.h"
#include "train/sampling.h"

#include <QTest>

#include <map>
#include <numeric>

using namespace corespan::model;

namespace {

const std::vector<std::string> types = {"H", "S"};

TrainRecord recordOf(std::size_t length, std::vector<GoldCore> cores, bool annotated = true)
{
    TrainRecord record;
    record.sequence.assign(length, 'A');
    record.cores = std::move(cores);
    record.annotated = annotated;
    return record;
}

/// 90 without core, 9 with a helix, one with a signal peptide and a helix; the first half is long.
std::vector<TrainRecord> uneven()
{
    std::vector<TrainRecord> records;
    for (std::size_t i = 0; i < 100; ++i)
        records.push_back(recordOf(i < 50 ? 700 : 100, {}));
    for (std::size_t i = 90; i < 99; ++i)
        records[i].cores = {{{5, 25}, 0}};
    records[99].cores = {{{0, 20}, 1}, {{30, 50}, 0}};
    return records;
}

} // namespace

class TestSampling : public QObject
{
    Q_OBJECT
private slots:
    void groupsByClassAndLength();
    void drawsFollowThePower();
    void everyDrawIsNearItsExpectation();
    void epochsAreBalanced();
    void withoutBalanceEveryRecordComesOnce();
};

void TestSampling::groupsByClassAndLength()
{
    const std::vector<TrainRecord> records = {recordOf(700, {}), recordOf(512, {{{0, 9}, 1}, {{9, 20}, 0}}),
                                              recordOf(1023, {{{0, 9}, 0}, {{9, 20}, 0}}), recordOf(1, {}, false)};
    const auto groups = [&](bool byClass, bool byLength) {
        return samplingGroups(records, {byClass, byLength, 1.0}, types);
    };
    QVERIFY((groups(true, false) == std::vector<std::string>{"no core", "H+S", "H", "not annotated"}));
    QVERIFY((groups(false, true) == std::vector<std::string>{"512-1023", "512-1023", "512-1023", "1-1"}));
    QVERIFY((groups(true, true) ==
             std::vector<std::string>{"no core, 512-1023", "H+S, 512-1023", "H, 512-1023", "not annotated, 1-1"}));
    QVERIFY((groups(false, false) == std::vector<std::string>{"all", "all", "all", "all"}));
}

void TestSampling::drawsFollowThePower()
{
    const std::vector<TrainRecord> records = uneven();
    const auto drawn = [&](double power) {
        std::map<std::string, double> draws;
        for (const SamplingGroup& group : describeSampling(records, {true, false, power}, types))
            draws[group.name] = group.draws;
        return draws;
    };
    for (const auto& [name, draws] : drawn(1.0))
        QVERIFY2(std::abs(draws - 100.0 / 3.0) < 1e-9, name.c_str());
    auto even = drawn(0.0);
    QVERIFY(std::abs(even["no core"] - 90.0) < 1e-9 && std::abs(even["H"] - 9.0) < 1e-9);
    auto half = drawn(0.5); // as the square roots of the sizes
    QVERIFY(std::abs(half["no core"] / half["H+S"] - std::sqrt(90.0)) < 1e-9);
    QCOMPARE(describeSampling(records, {true, false, 1.0}, types).front().name, std::string("no core"));
    QCOMPARE(describeSampling(records, {true, false, 1.0}, types).front().records, 90U);
}

void TestSampling::everyDrawIsNearItsExpectation()
{
    const std::vector<double> draws = {0.25, 0.25, 2.5, 1.0, 1.0};
    std::mt19937_64 generator(1);
    std::vector<double> sums(draws.size(), 0.0);
    for (int round = 0; round < 4000; ++round) {
        const std::vector<std::size_t> drawn = drawIndices(draws, generator);
        QCOMPARE(drawn.size(), draws.size());
        for (std::size_t i = 0; i < draws.size(); ++i) {
            const auto count = static_cast<double>(std::ranges::count(drawn, i));
            QVERIFY(count == std::floor(draws[i]) || count == std::ceil(draws[i]));
            sums[i] += count;
        }
    }
    for (std::size_t i = 0; i < draws.size(); ++i)
        QVERIFY(std::abs(sums[i] / 4000.0 - draws[i]) < 0.03);
}

void TestSampling::epochsAreBalanced()
{
    const std::vector<TrainRecord> records = uneven();
    TrainConfig config;
    const std::vector<std::string> groups = samplingGroups(records, {true, true, 1.0}, types);
    const std::vector<double> draws = samplingDraws(groups, 1.0);
    std::map<std::string, int> counts;
    for (std::int64_t epoch = 0; epoch < 40; ++epoch) {
        const std::vector<Slice> slices = drawSlices(records, config, epoch, draws);
        QCOMPARE(slices.size(), records.size());
        for (const Slice& slice : slices)
            ++counts[groups[slice.record]];
    }
    QCOMPARE(counts.size(), 4U); // no core long and short, H short, H+S short: 1,000 of the 4,000 draws each
    for (const auto& [name, count] : counts)
        QVERIFY2(std::abs(count - 1000) <= 40, qPrintable(QString::fromStdString(name) + QString::number(count)));
}

void TestSampling::withoutBalanceEveryRecordComesOnce()
{
    const std::vector<TrainRecord> records = uneven();
    const std::vector<Slice> slices = drawSlices(records, {}, 3);
    for (std::size_t i = 0; i < records.size(); ++i)
        QCOMPARE(slices[i].record, i);
    // Draws of one each change nothing either.
    const std::vector<double> ones(records.size(), 1.0);
    const std::vector<Slice> drawn = drawSlices(records, {}, 3, ones);
    QVERIFY(std::ranges::equal(slices, drawn, {}, &Slice::record, &Slice::record));
}

QTEST_APPLESS_MAIN(TestSampling)
#include "tst_sampling.moc"
