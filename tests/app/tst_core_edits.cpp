// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/core_edits.h"
#include "core/domain/edits.h"

#include <QTest>

using namespace corespan;

namespace {

Core core(std::int64_t begin, std::int64_t end, const QString& type = QStringLiteral("core"))
{
    return Core{{begin, end}, type};
}

QString summary(const QVector<Core>& before, const QVector<Core>& after)
{
    return coresSummary(before, after);
}

} // namespace

class TestCoreEdits : public QObject
{
    Q_OBJECT
private slots:
    void putsACoreInItsPlace();
    void splits();
    void merges();
    void typedCoresKeepTheirTypes();
    void findsTheCore();
    void tellsWhatDiffers();
};

void TestCoreEdits::putsACoreInItsPlace()
{
    const QVector<Core> two{core(10, 20), core(40, 50)};
    QCOMPARE(withCore(two, core(25, 30)), (QVector<Core>{core(10, 20), core(25, 30), core(40, 50)}));
    QCOMPARE(withCore(two, core(0, 5)).first(), core(0, 5));
    QCOMPARE(withoutCore(two, 0), QVector<Core>{core(40, 50)});
    QCOMPARE(withoutCore(two, 2), two);
}

void TestCoreEdits::splits()
{
    Core open = core(10, 20, QStringLiteral("H"));
    open.openBegin = open.openEnd = true;
    const QVector<Core> halves = splitAt({open}, 14);
    QCOMPARE(halves.size(), 2);
    QCOMPARE(halves[0].span, (Span{10, 14}));
    QCOMPARE(halves[1].span, (Span{14, 20}));
    QVERIFY(halves[0].openBegin && !halves[0].openEnd && !halves[1].openBegin && halves[1].openEnd);
    QCOMPARE(halves[1].type, QStringLiteral("H"));
    for (const std::int64_t outside : {10, 20, 5, 30}) // a cut at an edge leaves nothing on one side
        QCOMPARE(splitAt({core(10, 20)}, outside), QVector<Core>{core(10, 20)});
}

void TestCoreEdits::merges()
{
    const QVector<Core> three{core(0, 5, "H"), core(8, 20, "S"), core(30, 31, "H")};
    QCOMPARE(mergedWithNext(three, 0), (QVector<Core>{core(0, 20, "S"), core(30, 31, "H")}));
    QCOMPARE(mergedWithNext(three, 1), (QVector<Core>{core(0, 5, "H"), core(8, 31, "S")}));
    QCOMPARE(mergedWithNext(three, 2), three);
    QCOMPARE(mergedWithNext({}, 0), QVector<Core>{});
}

void TestCoreEdits::typedCoresKeepTheirTypes()
{
    const QVector<Core> before{core(0, 5, "H"), core(8, 20, "S"), core(30, 31, "B")};
    const auto named = [&before](const QVector<Core>& typed) {
        return withTypesOf(typed, before, QStringLiteral("T"));
    };
    QCOMPARE(named({core(4, 10), core(11, 12)}), (QVector<Core>{core(4, 10, "S"), core(11, 12, "S")}));
    QCOMPARE(named({core(3, 9)}), QVector<Core>{core(3, 9, "H")}); // two positions of H, one of S
    QCOMPARE(named({core(5, 8), core(40, 50)}), (QVector<Core>{core(5, 8, "T"), core(40, 50, "T")}));
    // As many as before: moved away, they are still the same ones.
    QCOMPARE(named({core(5, 6), core(8, 20), core(60, 70)}),
             (QVector<Core>{core(5, 6, "H"), core(8, 20, "S"), core(60, 70, "B")}));
    QCOMPARE(withTypesOf({core(1, 2)}, {}, QStringLiteral("T")), QVector<Core>{core(1, 2, "T")});
    QVERIFY(named({}).isEmpty());
    Core open = core(0, 4);
    open.openBegin = true;
    QVERIFY(named({open}).first().openBegin);
}

void TestCoreEdits::findsTheCore()
{
    const QVector<Core> two{core(10, 20), core(40, 50)};
    QCOMPARE(coreAtOrBefore(two, 9), -1);
    QCOMPARE(coreAtOrBefore(two, 10), 0);
    QCOMPARE(coreAtOrBefore(two, 39), 0);
    QCOMPARE(coreAtOrBefore(two, 60), 1);
}

void TestCoreEdits::tellsWhatDiffers()
{
    const QVector<Core> two{core(0, 5), core(10, 20)};
    QCOMPARE(summary(two, {core(0, 5), core(10, 18)}), QStringLiteral("end 20 → 18"));
    QCOMPARE(summary(two, {core(0, 5), core(10, 20), core(30, 40)}), QStringLiteral("core 31–40 added"));
    QCOMPARE(summary(two, {core(0, 5)}), QStringLiteral("core 11–20 removed"));
    QCOMPARE(summary(two, {core(0, 5), core(10, 20, "H")}), QStringLiteral("core 11–20 → 11–20 H"));
    Core open = core(0, 5);
    open.openBegin = true;
    QCOMPARE(summary(two, {open, core(10, 20)}), QStringLiteral("core 1–5 → <1–5"));
    QVector<Core> many;
    for (int at = 0; at < 6; ++at)
        many << core(at * 10, at * 10 + 5);
    QCOMPARE(summary({}, many), QStringLiteral("core 1–5, 11–15, 21–25, 3 more"));
}

QTEST_APPLESS_MAIN(TestCoreEdits)
#include "tst_core_edits.moc"
