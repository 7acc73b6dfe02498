// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/boundary_drag.h"

#include <QTest>

using namespace corespan::widgets;

namespace {

const Viewport tenPixels{0.0, 0.1}; ///< ten pixels a residue
const QVector<PositionRange> oneCore{{24, 54}};
const QVector<PositionRange> touching{{10, 20}, {20, 35}};

} // namespace

class TestBoundaryDrag : public QObject
{
    Q_OBJECT
private slots:
    void handlesOfCores();
    void sharedHandle();
    void grabZone();
    void nearerHandleOfANarrowCore();
    void pressOutsideBeginsNothing();
    void dragMovesTheEnd();
    void dragIsRelativeToThePress();
    void lessThanFourPixelsIsAClick();
    void returningIsNoChange();
    void cancelLeavesNothing();
    void coreKeepsOnePosition();
    void staysInsideTheSequence();
    void stopsAtTheNeighbour();
    void sharedBoundaryMovesBoth();
    void snaps();
    void shiftTurnsSnappingOff();
    void zoomWhileDragging();
    void millionPositions();
    void changeText();
};

void TestBoundaryDrag::handlesOfCores()
{
    const QVector<BoundaryHandle> expected{{5, -1, 1}, {9, 1, -1}, {24, -1, 0}, {54, 0, -1}};
    QCOMPARE(boundaryHandles({{24, 54}, {5, 9}, {70, 70}}), expected);
    QVERIFY(boundaryHandles({}).isEmpty());
}

void TestBoundaryDrag::sharedHandle()
{
    const QVector<BoundaryHandle> expected{{10, -1, 0}, {20, 0, 1}, {35, 1, -1}};
    QCOMPARE(boundaryHandles(touching), expected);
    QVERIFY(boundaryHandles(touching)[1].isShared());
}

void TestBoundaryDrag::grabZone()
{
    const auto handles = boundaryHandles(oneCore); // boundaries at x = 240 and 540
    for (const double x : {534.0, 540.0, 546.0}) {
        const auto handle = handleAt(handles, x, tenPixels);
        QVERIFY(handle);
        QCOMPARE(handle->position, 54);
    }
    QVERIFY(!handleAt(handles, 532.0, tenPixels));
    QVERIFY(!handleAt(handles, 548.0, tenPixels));
    QCOMPARE(handleAt(handles, 234.0, tenPixels)->position, 24);
    QVERIFY(grabDistance >= 6.0);
}

void TestBoundaryDrag::nearerHandleOfANarrowCore()
{
    const Viewport far{0.0, 10.0};
    const auto handles = boundaryHandles({{1000, 1020}}); // two pixels wide at x = 100
    QCOMPARE(handleAt(handles, 98.0, far)->position, 1000);
    QCOMPARE(handleAt(handles, 100.5, far)->position, 1000);
    QCOMPARE(handleAt(handles, 101.5, far)->position, 1020);
    QCOMPARE(handleAt(handles, 105.0, far)->position, 1020);
}

void TestBoundaryDrag::pressOutsideBeginsNothing()
{
    BoundaryDrag drag;
    QVERIFY(!drag.press(400.0, tenPixels, oneCore, 110));
    QCOMPARE(drag.state(), BoundaryDrag::State::Idle);
    QVERIFY(drag.release(400.0, tenPixels).isEmpty());
}

void TestBoundaryDrag::dragMovesTheEnd()
{
    BoundaryDrag drag;
    QVERIFY(drag.press(540.0, tenPixels, oneCore, 110));
    QCOMPARE(drag.state(), BoundaryDrag::State::Pressed);
    drag.move(560.0, tenPixels);
    QCOMPARE(drag.state(), BoundaryDrag::State::Dragging);
    QCOMPARE(drag.position(), 56);
    QCOMPARE(drag.preview(), (QVector<PositionRange>{{24, 56}}));
    QCOMPARE(drag.cores(), oneCore);
    const QVector<CoreChange> expected{{0, {24, 57}}};
    QCOMPARE(drag.release(570.0, tenPixels), expected);
    QCOMPARE(drag.state(), BoundaryDrag::State::Idle);
    QVERIFY(drag.release(600.0, tenPixels).isEmpty());
}

void TestBoundaryDrag::dragIsRelativeToThePress()
{
    BoundaryDrag drag;
    QVERIFY(drag.press(246.0, tenPixels, oneCore, 110)); // six pixels beside the begin
    drag.move(242.0, tenPixels);
    QCOMPARE(drag.position(), 24);
    drag.move(226.0, tenPixels);
    QCOMPARE(drag.position(), 22);
    drag.move(300.0, tenPixels);
    drag.move(226.0, tenPixels);
    QCOMPARE(drag.position(), 22);
}

void TestBoundaryDrag::lessThanFourPixelsIsAClick()
{
    BoundaryDrag drag;
    const Viewport far{0.0, 1.0}; // one pixel a residue: three pixels would be three residues
    QVERIFY(drag.press(54.0, far, oneCore, 110));
    drag.move(57.0, far);
    QCOMPARE(drag.state(), BoundaryDrag::State::Pressed);
    QCOMPARE(drag.preview(), oneCore);
    QVERIFY(drag.release(57.0, far).isEmpty());
    QVERIFY(drag.press(54.0, far, oneCore, 110));
    const QVector<CoreChange> expected{{0, {24, 58}}};
    QCOMPARE(drag.release(58.0, far), expected);
}

void TestBoundaryDrag::returningIsNoChange()
{
    BoundaryDrag drag;
    QVERIFY(drag.press(540.0, tenPixels, oneCore, 110));
    drag.move(600.0, tenPixels);
    QVERIFY(drag.release(541.0, tenPixels).isEmpty());
}

void TestBoundaryDrag::cancelLeavesNothing()
{
    BoundaryDrag drag;
    QVERIFY(drag.press(540.0, tenPixels, oneCore, 110));
    drag.move(600.0, tenPixels);
    drag.cancel();
    QVERIFY(!drag.isActive());
    QCOMPARE(drag.preview(), oneCore);
    drag.move(700.0, tenPixels);
    QVERIFY(drag.release(700.0, tenPixels).isEmpty());
}

void TestBoundaryDrag::coreKeepsOnePosition()
{
    const auto end = boundaryHandles(oneCore)[1];
    const auto begin = boundaryHandles(oneCore)[0];
    const QVector<CoreChange> shortEnd{{0, {24, 25}}};
    const QVector<CoreChange> shortBegin{{0, {53, 54}}};
    QCOMPARE(movedHandle(oneCore, end, 3, 110), shortEnd);
    QCOMPARE(movedHandle(oneCore, begin, 99, 110), shortBegin);
}

void TestBoundaryDrag::staysInsideTheSequence()
{
    const QVector<CoreChange> begin{{0, {0, 54}}};
    const QVector<CoreChange> end{{0, {24, 110}}};
    QCOMPARE(movedHandle(oneCore, boundaryHandles(oneCore)[0], -7, 110), begin);
    QCOMPARE(movedHandle(oneCore, boundaryHandles(oneCore)[1], 400, 110), end);
    QVERIFY(movedHandle(oneCore, boundaryHandles(oneCore)[1], 54, 110).isEmpty());
}

void TestBoundaryDrag::stopsAtTheNeighbour()
{
    const QVector<PositionRange> cores{{30, 40}, {10, 20}};
    const auto handles = boundaryHandles(cores);
    const QVector<CoreChange> end{{1, {10, 30}}};
    const QVector<CoreChange> begin{{0, {20, 40}}};
    QCOMPARE(movedHandle(cores, handles[1], 35, 110), end);
    QCOMPARE(movedHandle(cores, handles[2], 12, 110), begin);
}

void TestBoundaryDrag::sharedBoundaryMovesBoth()
{
    BoundaryDrag drag;
    QVERIFY(drag.press(200.0, tenPixels, touching, 110));
    QVERIFY(drag.handle().isShared());
    drag.move(230.0, tenPixels);
    QCOMPARE(drag.preview(), (QVector<PositionRange>{{10, 23}, {23, 35}}));
    const QVector<CoreChange> both{{0, {10, 23}}, {1, {23, 35}}};
    QCOMPARE(drag.release(230.0, tenPixels), both);
    const QVector<CoreChange> held{{0, {10, 34}}, {1, {34, 35}}};
    QCOMPARE(movedHandle(touching, boundaryHandles(touching)[1], 80, 110), held);
}

void TestBoundaryDrag::snaps()
{
    const Viewport far{0.0, 10.0}; // 8 px are 80 positions
    BoundaryDrag drag;
    QVERIFY(drag.press(50.0, far, {{100, 500}}, 10'000, {733, 2000}));
    drag.move(70.0, far);
    QCOMPARE(drag.position(), 733);
    QVERIFY(drag.isSnapped());
    drag.move(85.0, far);
    QCOMPARE(drag.position(), 850);
    QVERIFY(!drag.isSnapped());
    const QVector<CoreChange> expected{{0, {100, 733}}};
    QCOMPARE(drag.release(70.0, far), expected);
}

void TestBoundaryDrag::shiftTurnsSnappingOff()
{
    const Viewport far{0.0, 10.0};
    BoundaryDrag drag;
    QVERIFY(drag.press(50.0, far, {{100, 500}}, 10'000, {733}));
    drag.move(70.0, far, false);
    QCOMPARE(drag.position(), 700);
    const QVector<CoreChange> expected{{0, {100, 700}}};
    QCOMPARE(drag.release(70.0, far, false), expected);
}

void TestBoundaryDrag::zoomWhileDragging()
{
    BoundaryDrag drag;
    QVERIFY(drag.press(540.0, tenPixels, oneCore, 110));
    drag.move(560.0, tenPixels);
    const Viewport nearer = zoomedAt(tenPixels, 560.0, 2.0, {110, 1100.0});
    drag.move(560.0, nearer);
    QCOMPARE(drag.position(), 56);
    drag.move(580.0, nearer);
    QCOMPARE(drag.position(), 57);
}

void TestBoundaryDrag::millionPositions()
{
    const Viewport whole = wholeSequence({1'000'000, 1000.0});
    BoundaryDrag drag;
    QVERIFY(drag.press(502.0, whole, {{500'000, 500'001}}, 1'000'000));
    drag.move(512.0, whole);
    QCOMPARE(drag.position(), 510'001);
}

void TestBoundaryDrag::changeText()
{
    QCOMPARE(boundaryChangeText(Edge::End, 56, 54), QStringLiteral("end 56 \u2192 54"));
    QCOMPARE(boundaryChangeText(Edge::Begin, 22, 24), QStringLiteral("start 23 \u2192 25"));
}

QTEST_APPLESS_MAIN(TestBoundaryDrag)
#include "tst_boundary_drag.moc"
