// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/core_agreement.h"

#include <QTest>

#include <random>

using namespace corespan;

namespace {

PlacedCore core(std::int64_t begin, std::int64_t end, bool reverse = false, const QString& sequence = "c")
{
    return {sequence, {begin, end}, reverse};
}

} // namespace

class TestCoreAgreement : public QObject
{
    Q_OBJECT
private slots:
    void everyFate();
    void bestOfSeveral();
    void equalCoresCountOnce();
    void agreesWithBruteForce();
};

void TestCoreAgreement::everyFate()
{
    const CoreAgreement a =
        compareCores({core(10, 40), core(50, 80), core(100, 130, true), core(150, 180), core(200, 230, true),
                      core(250, 280), core(300, 330), core(10, 40, false, "d")},
                     {core(10, 40), core(56, 80), core(100, 136, true), core(150, 174), core(206, 230, true),
                      core(250, 280, true), core(400, 430)});
    QVector<CoreFate> fates;
    for (const ExpectedCore& row : a.expected)
        fates.append(row.fate);
    // On the reverse strand a core starts at its end.
    QCOMPARE(fates, (QVector{CoreFate::Same, CoreFate::OtherStart, CoreFate::OtherStart, CoreFate::OtherEnd,
                             CoreFate::OtherEnd, CoreFate::Displaced, CoreFate::Missed, CoreFate::Missed}));
    QCOMPARE(a.expected[1].found, qsizetype{1});
    QCOMPARE(a.expected[5].found, qsizetype{5});
    QCOMPARE(a.expected[6].found, qsizetype{-1});
    QCOMPARE(a.isExpected, (QVector{true, true, true, true, true, false, false}));
    QCOMPARE(a.count(CoreFate::OtherEnd), qsizetype{2});
    QCOMPARE(a.onlyFound(), qsizetype{2});
}

void TestCoreAgreement::bestOfSeveral()
{
    // The one that is alike comes before the one with the larger overlap; of equals the larger overlap.
    const CoreAgreement a =
        compareCores({core(100, 200), core(300, 400)}, {core(90, 195), core(170, 200), core(290, 320), core(330, 390)});
    QCOMPARE(a.expected[0].fate, CoreFate::OtherStart);
    QCOMPARE(a.expected[0].found, qsizetype{1});
    QCOMPARE(a.expected[1].fate, CoreFate::Displaced);
    QCOMPARE(a.expected[1].found, qsizetype{3});
}

void TestCoreAgreement::equalCoresCountOnce()
{
    PlacedCore sure = core(10, 40);
    sure.score = 0.9;
    const CoreAgreement a = compareCores({core(10, 40), sure, core(10, 40, true)}, {});
    QCOMPARE(a.expected.size(), 2);
    QCOMPARE(a.expected[0].core.score, 0.9);
    QCOMPARE(a.count(CoreFate::Missed), qsizetype{2});
    QCOMPARE(compareCores({}, {sure, sure}).onlyFound(), qsizetype{1});
}

void TestCoreAgreement::agreesWithBruteForce()
{
    std::mt19937 random(7);
    const auto some = [&random] {
        QVector<PlacedCore> cores;
        for (int i = 0; i < 60; ++i) {
            const std::int64_t begin = random() % 400;
            cores.append(
                core(begin, begin + 1 + std::int64_t(random() % 60), random() % 2 == 0, random() % 2 ? "c" : "d"));
        }
        return cores;
    };
    for (int round = 0; round < 50; ++round) {
        const CoreAgreement a = compareCores(some(), some());
        for (const ExpectedCore& row : a.expected) {
            const auto overlaps = [&](const PlacedCore& other) {
                return other.sequence == row.core.sequence && other.span.begin < row.core.span.end &&
                       row.core.span.begin < other.span.end;
            };
            const auto same = [&](const PlacedCore& other) {
                return other.sequence == row.core.sequence && other.span == row.core.span &&
                       other.reverse == row.core.reverse;
            };
            QCOMPARE(row.fate == CoreFate::Missed, std::ranges::none_of(a.found, overlaps));
            QCOMPARE(row.fate == CoreFate::Same, std::ranges::any_of(a.found, same));
            QVERIFY(row.found < 0 || overlaps(a.found[row.found]));
        }
    }
}

QTEST_GUILESS_MAIN(TestCoreAgreement)
#include "tst_core_agreement.moc"
