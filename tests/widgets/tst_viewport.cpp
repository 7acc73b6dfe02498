// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/viewport.h"

#include <QTest>

using namespace corespan::widgets;

class TestViewport : public QObject
{
    Q_OBJECT
private slots:
    void wholeFitsTheLane();
    void wholeOfShortSequenceStopsAtNearestZoom();
    void zoomKeepsThePositionUnderThePointer();
    void zoomEndsAtThirtyPixels();
    void zoomOutEndsAtTheWhole();
    void panStopsAtTheEnds();
    void clampingFillsTheLane();
    void revealMovesAsLittleAsPossible();
    void showingCentresWithMargin();
    void visiblePositionsCountParts();
    void zeroLength();
};

void TestViewport::wholeFitsTheLane()
{
    const Viewport whole = wholeSequence({1000, 500.0});
    QCOMPARE(whole, (Viewport{0.0, 2.0}));
    QCOMPARE(whole.xOf(1000.0), 500.0);
    QCOMPARE(whole.positionAt(250.0), 500.0);
    QVERIFY(showsWhole(whole, {1000, 500.0}));
    QVERIFY(!showsWhole({0.0, 1.9}, {1000, 500.0}));
}

void TestViewport::wholeOfShortSequenceStopsAtNearestZoom()
{
    const Viewport whole = wholeSequence({10, 600.0});
    QCOMPARE(whole.pixelsPerPosition(), 30.0);
    QCOMPARE(whole.xOf(10.0), 300.0);
    QVERIFY(showsWhole(whole, {10, 600.0}));
}

void TestViewport::zoomKeepsThePositionUnderThePointer()
{
    const ViewportFrame frame{1000, 500.0};
    const Viewport zoomed = zoomedAt({0.0, 2.0}, 125.0, 4.0, frame);
    QCOMPARE(zoomed.positionsPerPixel, 0.5);
    QCOMPARE(zoomed.positionAt(125.0), 250.0);
    QCOMPARE(zoomed.first, 187.5);
}

void TestViewport::zoomEndsAtThirtyPixels()
{
    const Viewport zoomed = zoomedAt({0.0, 2.0}, 0.0, 1e9, {1000, 500.0});
    QCOMPARE(zoomed.pixelsPerPosition(), 30.0);
    QCOMPARE(zoomed.first, 0.0);
}

void TestViewport::zoomOutEndsAtTheWhole()
{
    QCOMPARE(zoomedAt({400.0, 0.1}, 300.0, 1e-9, {1000, 500.0}), (Viewport{0.0, 2.0}));
}

void TestViewport::panStopsAtTheEnds()
{
    const ViewportFrame frame{1000, 500.0};
    QCOMPARE(panned({100.0, 1.0}, 50.0, frame).first, 150.0);
    QCOMPARE(panned({100.0, 1.0}, -500.0, frame).first, 0.0);
    QCOMPARE(panned({100.0, 1.0}, 5000.0, frame).first, 500.0);
}

void TestViewport::clampingFillsTheLane()
{
    QCOMPARE(clamped({900.0, 1.0}, {1000, 500.0}), (Viewport{500.0, 1.0}));
    QCOMPARE(clamped({-3.0, 50.0}, {1000, 500.0}), (Viewport{0.0, 2.0}));
    QCOMPARE(clamped({5.0, 1.0}, {1000, 0.0}).positionsPerPixel, 1.0);
}

void TestViewport::revealMovesAsLittleAsPossible()
{
    const ViewportFrame frame{1000, 100.0};
    const Viewport view{200.0, 1.0}; // shows [200, 300)
    QCOMPARE(revealing(view, {220, 280}, frame), view);
    QCOMPARE(revealing(view, {290, 320}, frame).first, 220.0);
    QCOMPARE(revealing(view, {150, 160}, frame).first, 150.0);
    QCOMPARE(revealing(view, {150, 500}, frame).first, 150.0);
}

void TestViewport::showingCentresWithMargin()
{
    const Viewport view = showing({400, 480}, {1000, 100.0}, 0.1);
    QCOMPARE(view.positionsPerPixel, 1.0);
    QCOMPARE(view.first, 390.0);
}

void TestViewport::visiblePositionsCountParts()
{
    QCOMPARE(visiblePositions({2.5, 1.0}, {100, 10.0}), (PositionRange{2, 13}));
    QCOMPARE(visiblePositions({2.0, 1.0}, {100, 10.0}), (PositionRange{2, 12}));
    QCOMPARE(visiblePositions({0.0, 1.0}, {5, 10.0}), (PositionRange{0, 5}));
}

void TestViewport::zeroLength()
{
    const ViewportFrame nothing{0, 500.0};
    QCOMPARE(wholeSequence(nothing).first, 0.0);
    QVERIFY(visiblePositions(wholeSequence(nothing), nothing).isEmpty());
    QCOMPARE(zoomedAt({0.0, 1.0}, 10.0, 2.0, nothing).first, 0.0);
}

QTEST_APPLESS_MAIN(TestViewport)
#include "tst_viewport.moc"
