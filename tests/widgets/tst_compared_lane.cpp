// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/range_difference.h"
#include "widgets/track_view_fixture.h"

using namespace corespan::widgets;
using namespace corespan::widgets::test;

using Ranges = QVector<PositionRange>;

/// The row of a second run, and where it differs from the first.
class TestComparedLane : public QObject
{
    Q_OBJECT
private slots:
    void differences_data()
    {
        QTest::addColumn<Ranges>("first");
        QTest::addColumn<Ranges>("second");
        QTest::addColumn<Ranges>("difference");
        QTest::newRow("none") << Ranges{} << Ranges{} << Ranges{};
        QTest::newRow("the same") << Ranges{{3, 9}} << Ranges{{3, 9}} << Ranges{};
        QTest::newRow("one only") << Ranges{{3, 9}} << Ranges{} << Ranges{{3, 9}};
        QTest::newRow("end") << Ranges{{3, 9}} << Ranges{{3, 7}} << Ranges{{7, 9}};
        QTest::newRow("both ends") << Ranges{{3, 9}} << Ranges{{1, 12}} << Ranges{{1, 3}, {9, 12}};
        QTest::newRow("inside") << Ranges{{3, 9}} << Ranges{{5, 6}} << Ranges{{3, 5}, {6, 9}};
        QTest::newRow("apart, touching") << Ranges{{3, 9}} << Ranges{{9, 12}} << Ranges{{3, 12}};
        QTest::newRow("split") << Ranges{{3, 9}} << Ranges{{3, 5}, {6, 9}} << Ranges{{5, 6}};
        QTest::newRow("touching and whole") << Ranges{{3, 5}, {5, 9}} << Ranges{{3, 9}} << Ranges{};
        QTest::newRow("empty range") << Ranges{{4, 4}} << Ranges{{3, 9}} << Ranges{{3, 9}};
    }

    void differences()
    {
        QFETCH(Ranges, first);
        QFETCH(Ranges, second);
        QTEST(rangeDifference(first, second), "difference");
        QTEST(rangeDifference(second, first), "difference");
    }

    void hasARowWhileThereIsASecondRun()
    {
        TrackView view;
        showInsulin(view); // predicted [24, 56)
        QCOMPARE(view.laneRect(Lane::Compared).height(), 0);
        const int curated = view.laneRect(Lane::Curated).top();
        view.setCompared(QVector<CoreSpan>{{{24, 50}, QStringLiteral("core"), 0.5}});
        const QRect lane = view.laneRect(Lane::Compared);
        QVERIFY(lane.height() > 15);
        QVERIFY(lane.top() > view.laneRect(Lane::Predicted).bottom());
        QVERIFY(view.laneRect(Lane::Curated).top() > curated);

        const QImage image = view.grab().toImage();
        const auto stripe = [&](double position) { return image.pixel(qRound(view.xOf(position)), lane.bottom()); };
        QCOMPARE(stripe(53.0), view.theme().text.rgb());
        QCOMPARE(stripe(40.0), view.theme().window.rgb());
        QCOMPARE(stripe(60.0), view.theme().window.rgb());
        QCOMPARE(image.pixel(qRound(view.xOf(26.0)), lane.top() + 3), view.theme().predicted.rgb());

        view.setPredicted({{{24, 50}, QStringLiteral("core"), 0.47}}); // now they agree
        QCOMPARE(view.grab().toImage().pixel(qRound(view.xOf(53.0)), lane.bottom()), view.theme().window.rgb());
        view.setCompared(std::nullopt);
        QCOMPARE(view.laneRect(Lane::Curated).top(), curated);
    }

    void noCoreIsSaid()
    {
        TrackView view;
        showInsulin(view);
        view.setCompared(QVector<CoreSpan>());
        QVERIFY(view.laneRect(Lane::Compared).height() > 0);
        const QImage image = view.grab().toImage();
        const QRect lane = view.laneRect(Lane::Compared);
        bool written = false;
        for (int x = lane.left(); x < lane.left() + 60; ++x)
            for (int y = lane.top(); y < lane.bottom() - 5; ++y)
                written = written || image.pixel(x, y) != view.theme().window.rgb();
        QVERIFY(written);
        view.clear();
        QVERIFY(!view.compared());
    }
};

QTEST_MAIN(TestComparedLane)
#include "tst_compared_lane.moc"
