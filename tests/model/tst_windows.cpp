// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/error.h"
#include "predict/windows.h"

#include <QTest>

using namespace corespan::model;

namespace {

/// Distance to the nearest edge of the window that is not an end of the record.
std::int64_t context(const Span& seen, std::int64_t position, std::int64_t length)
{
    const std::int64_t left = seen.begin == 0 ? length : position - seen.begin;
    const std::int64_t right = seen.end == length ? length : seen.end - 1 - position;
    return std::min(left, right);
}

} // namespace

class TestWindows : public QObject
{
    Q_OBJECT
private slots:
    void literals();
    void everyPositionIsKeptWhereItsContextIsGreatest();
    void refusesImpossibleSizes();
};

void TestWindows::literals()
{
    const auto one = planWindows(10, 10, 4);
    QCOMPARE(one.size(), std::size_t{1});
    QVERIFY(one[0].seen == (Span{0, 10}) && one[0].kept == (Span{0, 10}));
    QVERIFY(planWindows(0, 10, 4)[0].kept == (Span{0, 0}));

    const auto three = planWindows(21, 10, 4);
    QCOMPARE(three.size(), std::size_t{3});
    QVERIFY(three[0].seen == (Span{0, 10}) && three[0].kept == (Span{0, 8}));
    QVERIFY(three[1].seen == (Span{6, 16}) && three[1].kept == (Span{8, 14}));
    QVERIFY(three[2].seen == (Span{11, 21}) && three[2].kept == (Span{14, 21}));
}

void TestWindows::everyPositionIsKeptWhereItsContextIsGreatest()
{
    for (std::int64_t length = 0; length < 60; ++length)
        for (std::int64_t size = 1; size < 20; ++size)
            for (std::int64_t overlap = 0; overlap < size; ++overlap) {
                const auto windows = planWindows(length, size, overlap);
                std::int64_t next = 0;
                for (std::size_t i = 0; i < windows.size(); ++i) {
                    const Window& w = windows[i];
                    QCOMPARE(w.kept.begin, next);
                    next = w.kept.end;
                    QVERIFY(w.kept.begin >= w.seen.begin && w.kept.end <= w.seen.end);
                    QVERIFY(i == 0 || windows[i - 1].seen.end - w.seen.begin >= overlap);
                    for (std::int64_t p = w.kept.begin; p < w.kept.end; ++p)
                        for (const Window& other : windows)
                            if (other.seen.contains(p))
                                QVERIFY(context(w.seen, p, length) >= context(other.seen, p, length));
                }
                QCOMPARE(next, length);
            }
}

void TestWindows::refusesImpossibleSizes()
{
    QVERIFY_THROWS_EXCEPTION(ModelError, planWindows(100, 0, 0));
    QVERIFY_THROWS_EXCEPTION(ModelError, planWindows(100, 10, 10));
    QVERIFY_THROWS_EXCEPTION(ModelError, planWindows(100, 10, -1));
}

QTEST_APPLESS_MAIN(TestWindows)
#include "tst_windows.moc"
