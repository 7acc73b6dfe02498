// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/snap_points.h"
#include "widgets/track_view_fixture.h"

#include <QSignalSpy>

#include <memory>

using namespace corespan::widgets;
using namespace corespan::widgets::test;

using Changes = QVector<CoreChange>;

class TestCoreDrawing : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void roomAndDrawnCore();
    void steps();
    void peaks();
    void manyHandles();
    void drawsOnEmptyPositions();
    void drawingStopsAtNeighbours();
    void shortWayOrEscapeDrawsNothing();
    void drawingSnaps();
    void enterMakesACoreOfTheSelection();
    void tabWalksBoundaries();
    void controlAltMovesByTen();
    void snapSourcesCanBeSwitchedOff();
    void codonsKeepTheFrame();
    void drawnCoresAreWholeCodons();
    void stepsFromCoreToCore();
    void menuOnTheLane();
    void typeRows();

private:
    PositionRange drawn(double from, double to, Qt::KeyboardModifiers keys = Qt::ShiftModifier);
    void drag(double from, double to, Qt::KeyboardModifiers keys);
    std::unique_ptr<TrackView> m_view;
};

void TestCoreDrawing::init()
{
    qRegisterMetaType<Changes>();
    m_view = std::make_unique<TrackView>();
    showInsulin(*m_view);
}

void TestCoreDrawing::drag(double from, double to, Qt::KeyboardModifiers keys)
{
    const QPoint press = at(*m_view, Lane::Curated, from);
    const QPoint target = at(*m_view, Lane::Curated, to);
    QTest::mousePress(m_view.get(), Qt::LeftButton, keys, press);
    dragTo(*m_view, (press + target) / 2, keys);
    dragTo(*m_view, target, keys);
}

PositionRange TestCoreDrawing::drawn(double from, double to, Qt::KeyboardModifiers keys)
{
    QSignalSpy spy(m_view.get(), &TrackView::coreDrawn);
    drag(from, to, keys);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, keys, at(*m_view, Lane::Curated, to));
    return spy.size() == 1 ? spy[0][0].value<PositionRange>() : PositionRange{-1, -1};
}

void TestCoreDrawing::roomAndDrawnCore()
{
    const QVector<PositionRange> cores{{10, 20}, {40, 50}};
    QCOMPARE(freeRoom(cores, 25, 100), (PositionRange{20, 40}));
    QCOMPARE(freeRoom(cores, 20, 100), (PositionRange{20, 40})); // right behind a core
    QCOMPARE(freeRoom(cores, 5, 100), (PositionRange{0, 10}));
    QCOMPARE(freeRoom(cores, 70, 100), (PositionRange{50, 100}));
    QVERIFY(freeRoom(cores, 15, 100).isEmpty());
    QCOMPARE(drawnCore({20, 40}, 25, 30), (PositionRange{25, 30}));
    QCOMPARE(drawnCore({20, 40}, 30, 25), (PositionRange{25, 30})); // to the left
    QCOMPARE(drawnCore({20, 40}, 30, 99), (PositionRange{30, 40}));
    QCOMPARE(drawnCore({20, 40}, 30, 30), (PositionRange{30, 31})); // never empty
    QCOMPARE(drawnCore({20, 40}, 40, 40), (PositionRange{39, 40}));
}

void TestCoreDrawing::steps()
{
    QCOMPARE(steepSteps({0.0F, 0.1F, 0.7F, 0.8F, 0.2F}, 0.3F), (QVector<qint64>{2, 4}));
    QCOMPARE(steepSteps({0.0F, 0.2F, 0.5F, 0.9F}, 0.15F), QVector<qint64>{3}); // the steepest of a slope
    QCOMPARE(steepSteps({0.5F, 0.5F}, 0.1F), QVector<qint64>{});
    QCOMPARE(steepSteps({}, 0.1F), QVector<qint64>{});
}

void TestCoreDrawing::peaks()
{
    const float none = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(probabilityPeaks({0.3F, 0.1F, 0.6F, 0.6F, 0.2F, 0.05F, 0.08F}, 0.1F), (QVector<qint64>{0, 2}));
    QCOMPARE(probabilityPeaks({none, 0.2F, none, 0.4F}, 0.1F), (QVector<qint64>{1, 3}));
    QVERIFY(probabilityPeaks({}, 0.1F).isEmpty());

    // A peak of P(end) at position 69 is the boundary 70; Shift and the switch for steps turn that off.
    TrackData tracks = tracksOf(110, {24, 54});
    tracks.end[69] = 0.3F;
    m_view->setTracks(tracks);
    m_view->setAlternatives({});
    const auto bubbleOf = [this](Qt::KeyboardModifiers keys) {
        drag(54, 70.4, keys);
        const QString text = m_view->bubbleText();
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Curated, 70.4));
        return text;
    };
    QVERIFY2(bubbleOf({}).endsWith(QStringLiteral("snapped to a peak of P(start) or P(end)")),
             qPrintable(bubbleOf({})));
    QVERIFY(!bubbleOf(Qt::ShiftModifier).contains(QStringLiteral("snapped")));
    m_view->setSnapSources({true, false, true, true, true});
    QVERIFY(!bubbleOf({}).contains(QStringLiteral("snapped")));
}

void TestCoreDrawing::manyHandles()
{
    QVector<PositionRange> cores;
    for (int core = 0; core < 50; ++core)
        cores.append({core * 10, core * 10 + 10});
    const QVector<BoundaryHandle> handles = boundaryHandles(cores);
    QCOMPARE(handles.size(), 51); // neighbours share theirs
    QCOMPARE(handles[1], (BoundaryHandle{10, 0, 1}));
    QVERIFY(handleAt(handles, 100.0, {0.0, 1.0}).has_value());
    // Twenty positions a pixel: nobody means one of a dozen handles under the pointer.
    QVERIFY(!handleAt(handles, 10.0, {0.0, 20.0}).has_value());
}

void TestCoreDrawing::drawsOnEmptyPositions()
{
    QCOMPARE(drawn(60, 80), (PositionRange{60, 80}));
    QCOMPARE(drawn(80, 60), (PositionRange{60, 80}));
    QCOMPARE(m_view->curated().size(), 1); // a request: the owner decides
}

void TestCoreDrawing::drawingStopsAtNeighbours()
{
    QCOMPARE(drawn(70, 30), (PositionRange{54, 70}));
    QCOMPARE(drawn(10, 60), (PositionRange{10, 24}));
}

void TestCoreDrawing::shortWayOrEscapeDrawsNothing()
{
    QCOMPARE(drawn(70, 70.2), (PositionRange{-1, -1}));
    QSignalSpy spy(m_view.get(), &TrackView::coreDrawn);
    drag(60, 80, {});
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Curated, 80));
    QCOMPARE(spy.size(), 0);
}

void TestCoreDrawing::drawingSnaps()
{
    QCOMPARE(drawn(66, 87.4, Qt::NoModifier), (PositionRange{66, 87})); // a candidate ends there
    m_view->setExtraSnapPoints({75});
    QCOMPARE(drawn(66, 75.4, Qt::NoModifier), (PositionRange{66, 75}));
}

void TestCoreDrawing::enterMakesACoreOfTheSelection()
{
    QSignalSpy spy(m_view.get(), &TrackView::coreDrawn);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(spy.size(), 0); // nothing is selected
    m_view->setSelection({60, 61});
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(spy.size(), 0); // a caret
    for (int at = 0; at < 4; ++at)
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy[0][0].value<PositionRange>(), (PositionRange{60, 65}));
    m_view->setSelection({50, 60}); // over a core's end
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(spy.size(), 1);
}

void TestCoreDrawing::tabWalksBoundaries()
{
    m_view->setCurated({{{24, 54}, {}}, {{60, 70}, {}}});
    QSignalSpy moves(m_view.get(), &TrackView::boundaryMoveRequested);
    const auto moved = [&moves] { return moves.takeLast()[0].value<Changes>(); };
    QTest::keyClick(m_view.get(), Qt::Key_Tab);
    QCOMPARE(m_view->activeCore(), 0);
    QCOMPARE(m_view->activeEdge(), Edge::Begin);
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(moved(), (Changes{{0, {23, 54}}}));
    QTest::keyClick(m_view.get(), Qt::Key_Tab);
    QTest::keyClick(m_view.get(), Qt::Key_Tab);
    QCOMPARE(m_view->activeCore(), 1);
    QCOMPARE(m_view->activeEdge(), Edge::Begin);
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier); // the other edge
    QCOMPARE(moved(), (Changes{{1, {60, 69}}}));
    QTest::keyClick(m_view.get(), Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(m_view->activeCore(), 0);
    QCOMPARE(m_view->activeEdge(), Edge::End);
}

void TestCoreDrawing::controlAltMovesByTen()
{
    QSignalSpy moves(m_view.get(), &TrackView::boundaryMoveRequested);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::AltModifier | Qt::ControlModifier);
    QCOMPARE(moves.size(), 1);
    QCOMPARE(moves[0][0].value<Changes>(), (Changes{{0, {24, 64}}}));
}

void TestCoreDrawing::snapSourcesCanBeSwitchedOff()
{
    const auto dragEnd = [this](double to) {
        QSignalSpy moves(m_view.get(), &TrackView::boundaryMoveRequested);
        drag(54, to, {});
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Curated, to));
        return moves.size() == 1 ? moves[0][0].value<Changes>().value(0).range.end : qint64(-1);
    };
    m_view->setCurated({{{24, 50}, {}}});
    m_view->setAlternatives({{{24, 70}, 0.2}});
    m_view->setCurated({{{24, 54}, {}}});
    QCOMPARE(dragEnd(70.6), 70);
    m_view->setSnapSources({true, true, true, false, true});
    QCOMPARE(dragEnd(70.6), 71);
}

void TestCoreDrawing::codonsKeepTheFrame()
{
    SequenceData record = insulin();
    record.codons = true;
    m_view->setRecord(record);
    m_view->setCurated({{{24, 54}, {}}});
    QSignalSpy moves(m_view.get(), &TrackView::boundaryMoveRequested);
    drag(54, 61.2, {});
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Curated, 61.2));
    QCOMPARE(moves.takeLast()[0].value<Changes>(), (Changes{{0, {24, 60}}})); // 36 positions
    drag(54, 61.2, Qt::ShiftModifier);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, at(*m_view, Lane::Curated, 61.2));
    QCOMPARE(moves.takeLast()[0].value<Changes>(), (Changes{{0, {24, 61}}}));
}

void TestCoreDrawing::drawnCoresAreWholeCodons()
{
    SequenceData record = insulin();
    record.codons = true;
    m_view->setRecord(record); // has nothing else to snap to
    m_view->setCurated({{{24, 54}, {}}});
    QCOMPARE(drawn(60, 67.3, {}), (PositionRange{60, 66}));
    QCOMPARE(drawn(80, 67.9, {}), (PositionRange{68, 80})); // to the left
    QCOMPARE(drawn(60, 61.2, {}), (PositionRange{60, 63})); // one at least
    QCOMPARE(drawn(60, 58.8, {}), (PositionRange{57, 60}));
    QCOMPARE(drawn(60, 67.3), (PositionRange{60, 67}));   // Shift
    QCOMPARE(drawn(60, 50, {}), (PositionRange{54, 60})); // up to the neighbour, in its frame by chance
    QCOMPARE(drawn(100, 109.6, {}), (PositionRange{100, 109}));
    drag(60, 67.3, {});
    QVERIFY(m_view->bubbleText().endsWith(QStringLiteral("snapped to the codon frame")));
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    SnapSources sources;
    sources.frame = false;
    m_view->setSnapSources(sources);
    QCOMPARE(drawn(60, 67.3, {}), (PositionRange{60, 67}));
}

void TestCoreDrawing::stepsFromCoreToCore()
{
    constexpr qint64 length = 10'000'000;
    m_view->setRecord({QStringLiteral("chromosome"), length, {}});
    QVector<CoreSpan> cores;
    for (qint64 core = 0; core < 1000; ++core)
        cores << CoreSpan{{core * 10'000 + 2000, core * 10'000 + 3000}, {}};
    m_view->setCurated(cores);
    m_view->setActiveCore(7);
    m_view->stepCore(1);
    QCOMPARE(m_view->activeCore(), 8);
    QVERIFY(visiblePositions(m_view->sequenceViewport(), m_view->viewportFrame()).length() < 10'000); // near enough
    const double zoom = m_view->sequenceViewport().positionsPerPixel;
    m_view->stepCore(-1);
    m_view->stepCore(-1);
    QCOMPARE(m_view->activeCore(), 6);
    QCOMPARE(m_view->sequenceViewport().positionsPerPixel, zoom); // kept
    m_view->goTo({5'000'000, 5'000'001}); // panned away: the next core is the one behind what is in view
    m_view->stepCore(1);
    QCOMPARE(m_view->activeCore(), 500);
}

void TestCoreDrawing::menuOnTheLane()
{
    QSignalSpy menus(m_view.get(), &TrackView::coreMenuRequested);
    const auto ask = [this](double position) {
        const QPoint point = at(*m_view, Lane::Curated, position);
        QContextMenuEvent event(QContextMenuEvent::Mouse, point, m_view->mapToGlobal(point));
        QApplication::sendEvent(m_view.get(), &event);
    };
    ask(40.5);
    ask(80.5);
    QCOMPARE(menus.size(), 2);
    QCOMPARE(menus[0][0].toInt(), 0);
    QCOMPARE(menus[0][1].toLongLong(), 40);
    QCOMPARE(menus[1][0].toInt(), -1);
}

void TestCoreDrawing::typeRows()
{
    QVERIFY(m_view->laneRect(Lane::TypeRows).height() == 0); // one type: P(core) says it all
    TrackData tracks = tracksOf(110, {24, 54});
    QVector<float> helix(110, 0.0F);
    for (int at = 24; at < 40; ++at)
        helix[at] = 1.0F;
    tracks.types = {{QStringLiteral("helix"), Qt::red, helix},
                    {QStringLiteral("strand"), Qt::blue, QVector<float>(110, 0.0F)}};
    m_view->setTracks(tracks);
    const QRect rows = m_view->laneRect(Lane::TypeRows);
    QVERIFY(rows.height() >= 2 * 7);
    QVERIFY(rows.top() > m_view->laneRect(Lane::CoreRow).bottom());
    QVERIFY(rows.bottom() < m_view->laneRect(Lane::Curve).top());
    const QImage image = m_view->grab().toImage();
    const auto colour = [&](double position, double row) {
        return QColor(image.pixel(qRound(m_view->xOf(position)), rows.top() + int((row + 0.4) * rows.height() / 2)));
    };
    QVERIFY(colour(30.5, 0).lightness() > colour(60.5, 0).lightness() + 60);
    QCOMPARE(colour(30.5, 1), colour(60.5, 1));
}

QTEST_MAIN(TestCoreDrawing)
#include "tst_core_drawing.moc"
