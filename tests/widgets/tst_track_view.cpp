// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/track_view_fixture.h"

#include <QContextMenuEvent>
#include <QSignalSpy>
#include <QWheelEvent>

#include <memory>

using namespace corespan::widgets;
using namespace corespan::widgets::test;

using Changes = QVector<CoreChange>;

class TestTrackView : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void dragEmitsOnce();
    void predictionDuringADragChangesNothing();
    void otherCoresEndADrag();
    void escapeCancels();
    void shortWayIsAClick();
    void hoverShowsTheHandle();
    void dragFromHeatRow();
    void snapsToThePrediction();
    void touchingCoresMoveTogether();
    void altArrowsMoveTheEdges();
    void keysMoveTheActiveCore();
    void selectingResidues();
    void arrowsMoveTheCaret();
    void contextMenuSelects();
    void wheelZoomsAtThePointer();
    void wheelWithControlPans();
    void spaceAndMiddleButtonPan();
    void zoomKeys();
    void overviewMovesTheView();
    void doubleClicks();
    void zoomIsKeptBetweenRecords();
    void dataDoesNotMoveTheView();
    void resizeKeepsTheWhole();
    void recordReplacesEverything();
    void namesForScreenReaders();

private:
    void wheel(const QPoint& point, int delta, Qt::KeyboardModifiers keys = {});
    Changes dragged(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers keys = {});
    std::unique_ptr<TrackView> m_view;
};

void TestTrackView::init()
{
    qRegisterMetaType<Changes>();
    m_view = std::make_unique<TrackView>();
    showInsulin(*m_view);
    QVERIFY(m_view->sequenceViewport().pixelsPerPosition() > 9.0);
}

void TestTrackView::wheel(const QPoint& point, int delta, Qt::KeyboardModifiers keys)
{
    QWheelEvent event(point, m_view->mapToGlobal(point), QPoint(), QPoint(0, delta), Qt::NoButton, keys,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view.get(), &event);
}

Changes TestTrackView::dragged(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers keys)
{
    QSignalSpy moves(m_view.get(), &TrackView::boundaryMoveRequested);
    QTest::mousePress(m_view.get(), Qt::LeftButton, keys, from);
    dragTo(*m_view, (from + to) / 2, keys);
    dragTo(*m_view, to, keys);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, keys, to);
    return moves.count() == 1 ? moves[0][0].value<Changes>() : Changes();
}

void TestTrackView::dragEmitsOnce()
{
    QSignalSpy moves(m_view.get(), &TrackView::boundaryMoveRequested);
    const QPoint from = at(*m_view, Lane::Curated, 54);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, from);
    for (int position = 55; position <= 60; ++position) {
        dragTo(*m_view, at(*m_view, Lane::Curated, position), Qt::ShiftModifier);
        QCOMPARE(m_view->drag().position(), position);
    }
    QCOMPARE(moves.count(), 0);
    QCOMPARE(m_view->curated()[0].range, (PositionRange{24, 54}));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, at(*m_view, Lane::Curated, 60));
    QCOMPARE(moves.count(), 1);
    QCOMPARE(moves[0][0].value<Changes>(), (Changes{{0, {24, 60}}}));
    QVERIFY(!m_view->drag().isActive());
}

void TestTrackView::predictionDuringADragChangesNothing()
{
    QSignalSpy moves(m_view.get(), &TrackView::boundaryMoveRequested);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Curated, 24));
    dragTo(*m_view, at(*m_view, Lane::Curated, 30));
    m_view->setTracks(tracksOf(110, {40, 50}));
    m_view->setPredicted({{{40, 50}, QStringLiteral("core"), 0.9}});
    m_view->setAlternatives({});
    m_view->setCurated({{{24, 54}, QStringLiteral("core"), 0.2}});
    QCOMPARE(m_view->drag().state(), BoundaryDrag::State::Dragging);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Curated, 30));
    QCOMPARE(moves.count(), 1);
    QCOMPARE(moves[0][0].value<Changes>(), (Changes{{0, {30, 54}}}));
}

void TestTrackView::otherCoresEndADrag()
{
    QSignalSpy moves(m_view.get(), &TrackView::boundaryMoveRequested);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Curated, 24));
    dragTo(*m_view, at(*m_view, Lane::Curated, 30));
    m_view->setCurated({{{20, 54}, QStringLiteral("core")}});
    QVERIFY(!m_view->drag().isActive());
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Curated, 30));
    QCOMPARE(moves.count(), 0);
}

void TestTrackView::escapeCancels()
{
    QSignalSpy moves(m_view.get(), &TrackView::boundaryMoveRequested);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Curated, 54));
    dragTo(*m_view, at(*m_view, Lane::Curated, 80));
    QCOMPARE(m_view->drag().preview()[0], (PositionRange{24, 80}));
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(!m_view->drag().isActive());
    dragTo(*m_view, at(*m_view, Lane::Curated, 90));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Curated, 90));
    QCOMPARE(moves.count(), 0);
}

void TestTrackView::shortWayIsAClick()
{
    const QPoint from = at(*m_view, Lane::Curated, 54);
    QVERIFY(dragged(from, from + QPoint(3, 0)).isEmpty());
    QVERIFY(dragged(from, from).isEmpty());
}

void TestTrackView::hoverShowsTheHandle()
{
    const QPoint handle = at(*m_view, Lane::Curated, 54);
    for (const int away : {-6, 0, 6}) {
        dragTo(*m_view, handle + QPoint(away, 0), {}, Qt::NoButton);
        QCOMPARE(m_view->cursor().shape(), Qt::SplitHCursor);
    }
    dragTo(*m_view, handle + QPoint(12, 0), {}, Qt::NoButton);
    QCOMPARE(m_view->cursor().shape(), Qt::CrossCursor); // a core can be drawn here
    dragTo(*m_view, at(*m_view, Lane::Curve, 70), {}, Qt::NoButton);
    QCOMPARE(m_view->cursor().shape(), Qt::ArrowCursor);
    dragTo(*m_view, at(*m_view, Lane::Residues, 54), {}, Qt::NoButton);
    QCOMPARE(m_view->cursor().shape(), Qt::IBeamCursor);
    dragTo(*m_view, at(*m_view, Lane::Overview, 54), {}, Qt::NoButton);
    QCOMPARE(m_view->cursor().shape(), Qt::OpenHandCursor);
}

void TestTrackView::dragFromHeatRow()
{
    QCOMPARE(dragged(at(*m_view, Lane::CoreRow, 54), at(*m_view, Lane::CoreRow, 70)), (Changes{{0, {24, 70}}}));
    QVERIFY(dragged(at(*m_view, Lane::Residues, 54), at(*m_view, Lane::Residues, 70)).isEmpty());
}

void TestTrackView::snapsToThePrediction()
{
    m_view->resize(400, 800); // about two pixels a residue
    const int end = qRound(m_view->xOf(54));
    const int y = m_view->laneRect(Lane::Curated).center().y();
    QCOMPARE(dragged({end, y}, {end + 7, y}), (Changes{{0, {24, 56}}}));
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {end, y});
    dragTo(*m_view, {end + 7, y});
    QCOMPARE(m_view->drag().position(), 56);
    QTest::keyPress(m_view.get(), Qt::Key_Shift);
    QVERIFY(m_view->drag().position() > 56);
    QTest::keyRelease(m_view.get(), Qt::Key_Shift, Qt::ShiftModifier);
    QCOMPARE(m_view->drag().position(), 56);
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {end + 7, y});
    const Changes free = dragged({end, y}, {end + 7, y}, Qt::ShiftModifier);
    QCOMPARE(free.size(), 1);
    QVERIFY(free[0].range.end > 56);
}

void TestTrackView::touchingCoresMoveTogether()
{
    m_view->setCurated({{{24, 54}, QStringLiteral("a")}, {{54, 80}, QStringLiteral("b")}});
    const Changes both{{0, {24, 60}}, {1, {60, 80}}};
    QCOMPARE(dragged(at(*m_view, Lane::Curated, 54), at(*m_view, Lane::Curated, 60)), both);
}

void TestTrackView::altArrowsMoveTheEdges()
{
    QSignalSpy moves(m_view.get(), &TrackView::boundaryMoveRequested);
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::AltModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
    QCOMPARE(moves.count(), 4);
    QCOMPARE(moves[0][0].value<Changes>(), (Changes{{0, {24, 53}}}));
    QCOMPARE(moves[1][0].value<Changes>(), (Changes{{0, {24, 55}}}));
    QCOMPARE(moves[2][0].value<Changes>(), (Changes{{0, {23, 54}}}));
    QCOMPARE(moves[3][0].value<Changes>(), (Changes{{0, {25, 54}}}));
    m_view->setCurated({{{0, 1}, QStringLiteral("core")}});
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);
    m_view->setCurated({});
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(moves.count(), 4);
}

void TestTrackView::keysMoveTheActiveCore()
{
    m_view->setCurated({{{24, 54}, QStringLiteral("a")}, {{60, 80}, QStringLiteral("b")}});
    QSignalSpy active(m_view.get(), &TrackView::activeCoreChanged);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Curated, 70));
    QCOMPARE(m_view->activeCore(), 1);
    QCOMPARE(active.count(), 1);
    QSignalSpy moves(m_view.get(), &TrackView::boundaryMoveRequested);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(moves[0][0].value<Changes>(), (Changes{{1, {60, 81}}}));
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->activeCore(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->activeCore(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->activeCore(), 1);
}

void TestTrackView::selectingResidues()
{
    QSignalSpy selections(m_view.get(), &TrackView::selectionChanged);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Residues, 30.5));
    QCOMPARE(m_view->selection(), (PositionRange{30, 31}));
    QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, at(*m_view, Lane::Labels, 35.5));
    QCOMPARE(m_view->selection(), (PositionRange{30, 36}));
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Residues, 40.5));
    dragTo(*m_view, at(*m_view, Lane::Residues, 38.5));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Residues, 38.5));
    QCOMPARE(m_view->selection(), (PositionRange{38, 41}));
    QCOMPARE(selections.last()[0].value<PositionRange>(), (PositionRange{38, 41}));
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(m_view->selection().isEmpty());
}

void TestTrackView::arrowsMoveTheCaret()
{
    m_view->setSelection({30, 31});
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QCOMPARE(m_view->selection(), (PositionRange{31, 32}));
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_view->selection(), (PositionRange{31, 34}));
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(m_view->selection(), (PositionRange{23, 24}));
    m_view->setSequenceViewport({60.0, 1.0 / 30.0});
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->selection(), (PositionRange{22, 23}));
    QCOMPARE(m_view->sequenceViewport().first, 22.0);
}

void TestTrackView::contextMenuSelects()
{
    QSignalSpy menus(m_view.get(), &TrackView::labelMenuRequested);
    const QPoint point = at(*m_view, Lane::Labels, 30.5);
    QContextMenuEvent outside(QContextMenuEvent::Mouse, point, m_view->mapToGlobal(point));
    QApplication::sendEvent(m_view.get(), &outside);
    QCOMPARE(menus.count(), 1);
    QCOMPARE(menus[0][0].value<PositionRange>(), (PositionRange{30, 31}));
    m_view->setSelection({28, 40});
    QApplication::sendEvent(m_view.get(), &outside);
    QCOMPARE(menus[1][0].value<PositionRange>(), (PositionRange{28, 40}));
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(m_view.get(), &byKey);
    QCOMPARE(menus[2][0].value<PositionRange>(), (PositionRange{28, 40}));
}

void TestTrackView::wheelZoomsAtThePointer()
{
    QSignalSpy changes(m_view.get(), &TrackView::viewportChanged);
    const QPoint point = at(*m_view, Lane::CoreRow, 40);
    const double before = m_view->sequenceViewport().positionAt(point.x() - m_view->laneRect(Lane::CoreRow).left());
    wheel(point, 120);
    QCOMPARE(changes.count(), 1);
    const Viewport view = m_view->sequenceViewport();
    QVERIFY(qAbs(view.positionAt(point.x() - m_view->laneRect(Lane::CoreRow).left()) - before) < 1e-9);
    wheel(point, 120 * 50);
    QCOMPARE(m_view->sequenceViewport().pixelsPerPosition(), 30.0);
    wheel(point, -120 * 50);
    QVERIFY(showsWhole(m_view->sequenceViewport(), m_view->viewportFrame()));
}

void TestTrackView::wheelWithControlPans()
{
    m_view->setSequenceViewport({40.0, 1.0 / 30.0});
    wheel(at(*m_view, Lane::CoreRow, 50), -120, Qt::ControlModifier);
    QVERIFY(m_view->sequenceViewport().first > 40.0);
    QCOMPARE(m_view->sequenceViewport().pixelsPerPosition(), 30.0);
    wheel(at(*m_view, Lane::CoreRow, 50), 120, Qt::ShiftModifier);
    QVERIFY(qAbs(m_view->sequenceViewport().first - 40.0) < 1e-9);
}

void TestTrackView::spaceAndMiddleButtonPan()
{
    m_view->setSequenceViewport({40.0, 1.0 / 30.0});
    const QPoint from(600, m_view->laneRect(Lane::Curve).center().y());
    QTest::mousePress(m_view.get(), Qt::MiddleButton, {}, from);
    dragTo(*m_view, from + QPoint(-60, 0), {}, Qt::MiddleButton);
    QTest::mouseRelease(m_view.get(), Qt::MiddleButton, {}, from + QPoint(-60, 0));
    QVERIFY(qAbs(m_view->sequenceViewport().first - 42.0) < 1e-9);
    QTest::keyPress(m_view.get(), Qt::Key_Space);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, from);
    dragTo(*m_view, from + QPoint(30, 0));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, from + QPoint(30, 0));
    QTest::keyRelease(m_view.get(), Qt::Key_Space);
    QVERIFY(qAbs(m_view->sequenceViewport().first - 41.0) < 1e-9);
}

void TestTrackView::zoomKeys()
{
    const Viewport whole = m_view->sequenceViewport();
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QVERIFY(m_view->sequenceViewport().positionsPerPixel < whole.positionsPerPixel);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->sequenceViewport().first, 0.0);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    const Viewport end = m_view->sequenceViewport();
    QVERIFY(qAbs(end.positionAt(m_view->viewportFrame().width) - 110.0) < 1e-9);
    QTest::keyClick(m_view.get(), Qt::Key_Minus);
    QTest::keyClick(m_view.get(), Qt::Key_0);
    QCOMPARE(m_view->sequenceViewport(), whole);
    m_view->zoomToCores();
    QVERIFY(m_view->sequenceViewport().positionAt(0) < 24.0);
    QVERIFY(m_view->sequenceViewport().pixelsPerPosition() > 25.0);
}

void TestTrackView::overviewMovesTheView()
{
    m_view->setSequenceViewport({0.0, 1.0 / 30.0});
    const QRect overview = m_view->laneRect(Lane::Overview);
    const double span = m_view->viewportFrame().width / 30.0;
    const QPoint middle = overview.center();
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, middle);
    QVERIFY(qAbs(m_view->sequenceViewport().first + span / 2 - 55.0) < 0.2);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, middle);
    dragTo(*m_view, middle + QPoint(overview.width() / 10, 0));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, middle + QPoint(overview.width() / 10, 0));
    QVERIFY(qAbs(m_view->sequenceViewport().first + span / 2 - 66.0) < 0.3);
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, middle);
    QVERIFY(showsWhole(m_view->sequenceViewport(), m_view->viewportFrame()));
}

void TestTrackView::doubleClicks()
{
    QSignalSpy candidates(m_view.get(), &TrackView::candidateActivated);
    QSignalSpy predicted(m_view.get(), &TrackView::predictedActivated);
    const int x = qRound(m_view->xOf(40));
    const int top = m_view->laneRect(Lane::Alternatives).top();
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {x, top + 4});
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {x, top + 13});
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {qRound(m_view->xOf(70)), top + 4});
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {qRound(m_view->xOf(5)), top + 4});
    QCOMPARE(candidates.count(), 3);
    QCOMPARE(candidates[0][0].toInt(), 0);
    QCOMPARE(candidates[1][0].toInt(), 1);
    QCOMPARE(candidates[2][0].toInt(), 2);
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, at(*m_view, Lane::Predicted, 40));
    QCOMPARE(predicted.count(), 1);
}

void TestTrackView::zoomIsKeptBetweenRecords()
{
    m_view->setSequenceViewport({40.0, 1.0 / 20.0});
    m_view->setRecord({QStringLiteral("other"), 400, QByteArray(400, 'A')});
    QCOMPARE(m_view->sequenceViewport(), (Viewport{0.0, 1.0 / 20.0}));
    m_view->zoomToWhole();
    m_view->setRecord(insulin());
    QVERIFY(showsWhole(m_view->sequenceViewport(), m_view->viewportFrame()));
    QCOMPARE(m_view->sequenceViewport(), wholeSequence(m_view->viewportFrame()));
}

void TestTrackView::dataDoesNotMoveTheView()
{
    const Viewport view{40.0, 1.0 / 20.0};
    m_view->setSequenceViewport(view);
    m_view->setSelection({50, 52});
    m_view->setTracks(tracksOf(110, {0, 3}));
    m_view->setPredicted({});
    m_view->setAlternatives({});
    m_view->setCurated({});
    m_view->setLabelSet(makeLabelSet({"a", "b"}));
    m_view->setLabels({QVector<qint16>(110, 1), {}});
    m_view->setLabelMatrix({{0, 110}, 2, QVector<float>(220, 0.5F)});
    QCOMPARE(m_view->sequenceViewport(), view);
    QCOMPARE(m_view->selection(), (PositionRange{50, 52}));
    m_view->setRecord(insulin()); // the same one again, as after a reload
    QCOMPARE(m_view->sequenceViewport(), view);
}

void TestTrackView::resizeKeepsTheWhole()
{
    m_view->resize(700, 700);
    QCOMPARE(m_view->sequenceViewport(), wholeSequence(m_view->viewportFrame()));
    m_view->setSequenceViewport({10.0, 0.05});
    m_view->resize(900, 700);
    QCOMPARE(m_view->sequenceViewport(), (Viewport{10.0, 0.05}));
}

void TestTrackView::recordReplacesEverything()
{
    m_view->setSelection({50, 52});
    m_view->setRecord({QStringLiteral("other"), 400, {}});
    QVERIFY(m_view->curated().isEmpty());
    QVERIFY(m_view->selection().isEmpty());
    QCOMPARE(m_view->activeCore(), -1);
    m_view->clear();
    QCOMPARE(m_view->record().length, 0);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {300, 300});
    wheel({300, 300}, 120);
    QVERIFY(m_view->selection().isEmpty());
}

void TestTrackView::namesForScreenReaders()
{
    QCOMPARE(m_view->accessibleName(), QStringLiteral("Sequence tracks"));
    QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("P01308")));
    QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("25\u201354")));
    m_view->setCurated({});
    QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("no curated core")));
}

QTEST_MAIN(TestTrackView)
#include "tst_track_view.moc"
