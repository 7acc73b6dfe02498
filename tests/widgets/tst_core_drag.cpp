// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/core_drag.h"

#include "track_view_fixture.h"

#include <QSignalSpy>

using namespace corespan::widgets;
using namespace corespan::widgets::test;

namespace {

const Viewport tenPixels{0.0, 0.1}; ///< ten pixels a residue
const QVector<PositionRange> three{{10, 20}, {20, 35}, {50, 60}};

CoreChange change(int core, qint64 begin, qint64 end)
{
    return {core, {begin, end}};
}

} // namespace

/// Moving a whole core, by itself and in the view.
class TestCoreDrag : public QObject
{
    Q_OBJECT
private slots:
    void shiftedAsFarAsThereIsRoom();
    void movesAsAWhole();
    void shortWayIsAClick();
    void eitherEdgeSnaps();
    void noSnapIntoANeighbour();
    void cancelLeavesNothing();
    void bodyIsDraggedInTheView();
    void narrowCoreWithControl();
    void clickOnlyMakesActive();
    void escapeCancels();
    void nudgedAsAWhole();
    void otherCoresEndIt();

private:
    static QVector<CoreChange> requested(const QSignalSpy& spy)
    {
        return spy.isEmpty() ? QVector<CoreChange>{} : spy.last().first().value<QVector<CoreChange>>();
    }
};

void TestCoreDrag::shiftedAsFarAsThereIsRoom()
{
    QCOMPARE(shiftedCore(three, 2, -5, 100), std::optional(change(2, 45, 55)));
    QCOMPARE(shiftedCore(three, 2, -50, 100), std::optional(change(2, 35, 45)));
    QCOMPARE(shiftedCore(three, 2, 1000, 100), std::optional(change(2, 90, 100)));
    QCOMPARE(shiftedCore(three, 0, -1000, 100), std::optional(change(0, 0, 10)));
    QVERIFY(!shiftedCore(three, 0, 1, 100)); // its neighbour touches it
    QVERIFY(!shiftedCore(three, 0, 0, 100));
    QVERIFY(!shiftedCore(three, 3, 1, 100));
    QVERIFY(!shiftedCore({}, -1, 1, 100));
}

void TestCoreDrag::movesAsAWhole()
{
    CoreDrag drag;
    drag.press(553.0, tenPixels, three, 2, 100);
    QVERIFY(drag.isActive() && !drag.isDragging());
    drag.move(573.0, tenPixels);
    QVERIFY(drag.isDragging());
    QCOMPARE(drag.range(), (PositionRange{52, 62}));
    QCOMPARE(drag.preview(), (QVector<PositionRange>{{10, 20}, {20, 35}, {52, 62}}));
    QCOMPARE(drag.release(523.0, tenPixels), std::optional(change(2, 47, 57)));
    QVERIFY(!drag.isActive());
    QVERIFY(!drag.release(523.0, tenPixels));
}

void TestCoreDrag::shortWayIsAClick()
{
    CoreDrag drag;
    const Viewport far{0.0, 1.0};
    drag.press(55.0, far, three, 2, 100);
    QVERIFY(!drag.release(58.0, far)); // three positions on
    drag.press(55.0, far, three, 2, 100);
    drag.move(80.0, far);
    QVERIFY(!drag.release(55.0, far)); // and back
}

void TestCoreDrag::eitherEdgeSnaps()
{
    CoreDrag drag;
    drag.press(550.0, tenPixels, three, 2, 100, {44, 63});
    drag.move(494.0, tenPixels); // 5.6 to the left: the begin at 44.4
    QCOMPARE(drag.range(), (PositionRange{44, 54}));
    QCOMPARE(drag.snappedTo(), std::optional<qint64>(44));
    drag.move(576.0, tenPixels); // the end at 62.6
    QCOMPARE(drag.range(), (PositionRange{53, 63}));
    QCOMPARE(drag.snappedTo(), std::optional<qint64>(63));
    drag.move(573.0, tenPixels, false);
    QCOMPARE(drag.range(), (PositionRange{52, 62}));
    QVERIFY(!drag.snappedTo());
}

void TestCoreDrag::noSnapIntoANeighbour()
{
    CoreDrag drag;
    drag.press(550.0, tenPixels, three, 2, 100, {34});
    drag.move(391.0, tenPixels); // 15.9 to the left: the begin at 34.1, but the neighbour ends at 35
    QCOMPARE(drag.range(), (PositionRange{35, 45}));
    QVERIFY(!drag.snappedTo());
}

void TestCoreDrag::cancelLeavesNothing()
{
    CoreDrag drag;
    drag.press(550.0, tenPixels, three, 2, 100);
    drag.move(600.0, tenPixels);
    drag.cancel();
    QVERIFY(!drag.isActive());
    QCOMPARE(drag.preview(), three);
    QVERIFY(!drag.release(600.0, tenPixels));
}

void TestCoreDrag::bodyIsDraggedInTheView()
{
    TrackView view;
    showInsulin(view);
    QSignalSpy moves(&view, &TrackView::boundaryMoveRequested);
    QTest::mousePress(&view, Qt::LeftButton, {}, at(view, Lane::Curated, 40));
    QVERIFY(view.isMovingCores());
    dragTo(view, at(view, Lane::Curated, 47), Qt::ShiftModifier);
    QTest::mouseRelease(&view, Qt::LeftButton, Qt::ShiftModifier, at(view, Lane::Curated, 47));
    QCOMPARE(moves.size(), 1);
    QCOMPARE(requested(moves), (QVector<CoreChange>{change(0, 31, 61)}));
    QVERIFY(!view.isMovingCores());

    // With snapping the end is held by the prediction's, 56.
    QTest::mousePress(&view, Qt::LeftButton, {}, at(view, Lane::Curated, 40));
    dragTo(view, at(view, Lane::Curated, 42.3));
    QTest::mouseRelease(&view, Qt::LeftButton, {}, at(view, Lane::Curated, 42.3));
    QCOMPARE(requested(moves), (QVector<CoreChange>{change(0, 26, 56)}));
}

void TestCoreDrag::narrowCoreWithControl()
{
    TrackView view;
    showInsulin(view);
    view.setCurated({{{40, 41}, QStringLiteral("core")}}); // ten pixels: all of it is handles
    QSignalSpy moves(&view, &TrackView::boundaryMoveRequested);
    const Qt::KeyboardModifiers keys = Qt::ControlModifier | Qt::ShiftModifier;
    QTest::mousePress(&view, Qt::LeftButton, Qt::ControlModifier, at(view, Lane::Curated, 40.5));
    dragTo(view, at(view, Lane::Curated, 50.5), keys);
    QTest::mouseRelease(&view, Qt::LeftButton, keys, at(view, Lane::Curated, 50.5));
    QCOMPARE(requested(moves), (QVector<CoreChange>{change(0, 50, 51)}));
}

void TestCoreDrag::clickOnlyMakesActive()
{
    TrackView view;
    showInsulin(view);
    view.setCurated({{{24, 54}, QStringLiteral("core")}, {{60, 80}, QStringLiteral("core")}});
    QSignalSpy moves(&view, &TrackView::boundaryMoveRequested);
    QTest::mouseClick(&view, Qt::LeftButton, {}, at(view, Lane::Curated, 70));
    QCOMPARE(view.activeCore(), 1);
    QTest::mouseClick(&view, Qt::LeftButton, {}, at(view, Lane::Curated, 40));
    QCOMPARE(view.activeCore(), 0);
    QCOMPARE(moves.size(), 0);
}

void TestCoreDrag::escapeCancels()
{
    TrackView view;
    showInsulin(view);
    QSignalSpy moves(&view, &TrackView::boundaryMoveRequested);
    QTest::mousePress(&view, Qt::LeftButton, {}, at(view, Lane::Curated, 40));
    dragTo(view, at(view, Lane::Curated, 60));
    QTest::keyClick(&view, Qt::Key_Escape);
    QVERIFY(!view.isMovingCores());
    QTest::mouseRelease(&view, Qt::LeftButton, {}, at(view, Lane::Curated, 60));
    QCOMPARE(moves.size(), 0);
    QCOMPARE(view.curated().first().range, (PositionRange{24, 54}));
}

void TestCoreDrag::nudgedAsAWhole()
{
    TrackView view;
    showInsulin(view);
    QSignalSpy moves(&view, &TrackView::boundaryMoveRequested);
    view.nudgeCore(-10);
    QCOMPARE(requested(moves), (QVector<CoreChange>{change(0, 14, 44)}));
    view.nudgeCore(1000);
    QCOMPARE(requested(moves), (QVector<CoreChange>{change(0, 80, 110)}));
    view.setCurated({});
    view.nudgeCore(1);
    QCOMPARE(moves.size(), 2);
}

void TestCoreDrag::otherCoresEndIt()
{
    TrackView view;
    showInsulin(view);
    QSignalSpy moves(&view, &TrackView::boundaryMoveRequested);
    QTest::mousePress(&view, Qt::LeftButton, {}, at(view, Lane::Curated, 40));
    dragTo(view, at(view, Lane::Curated, 60));
    view.setCurated({{{10, 20}, QStringLiteral("core")}});
    QVERIFY(!view.isMovingCores());
    QTest::mouseRelease(&view, Qt::LeftButton, {}, at(view, Lane::Curated, 60));
    QCOMPARE(moves.size(), 0);
}

QTEST_MAIN(TestCoreDrag)
#include "tst_core_drag.moc"
