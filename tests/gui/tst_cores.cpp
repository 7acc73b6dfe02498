// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/controllers/core_controller.h"
#include "gui/controllers/predict_controller.h"
#include "gui/models/core_model.h"
#include "gui/models/queue_model.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/core_field.h"
#include "gui/panels/core_table.h"
#include "gui/panels/queue_panel.h"
#include "gui/panels/side_panel.h"
#include "gui/panels/status_line.h"

#include <QAbstractItemModelTester>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>

using namespace corespan;
using namespace corespan::test;

class TestCores : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void drawnCoreIsOneStep();
    void keysMakeSplitJoinAndRemove();
    void typesAndOpenEnds();
    void menuOnACore();
    void enterAcceptsUnlessARangeIsSelected();
    void tableIsTypedOver();
    void keysWorkInTheTable();
    void typedOverCoresKeepTypes();
    void tableModel();
    void queueCountsCores();
    void goToPosition();
    void candidateAmongSeveral();

private:
    widgets::TrackView& tracks() { return m_fixture->window->centrePanel().tracks(); }
    QVector<Core> cores() const { return m_fixture->current().curation.cores; }
    void undo();
    void draw(qint64 from, qint64 to);
    std::unique_ptr<GuiFixture> m_fixture;
};

void TestCores::init()
{
    m_fixture = std::make_unique<GuiFixture>(2);
    m_fixture->open();
    tracks().setFocus();
}

void TestCores::cleanup()
{
    m_fixture.reset();
}

void TestCores::undo()
{
    QTRY_VERIFY(m_fixture->isSaved());
    QSignalSpy stepped(&m_fixture->window->document(), &gui::Document::stepped);
    m_fixture->window->actions().edit.undo->trigger();
    QTRY_COMPARE(stepped.size(), 1);
}

void TestCores::draw(qint64 from, qint64 to)
{
    const int y = tracks().laneRect(widgets::Lane::Curated).center().y();
    const QPoint press(qRound(tracks().xOf(double(from))), y);
    const QPoint target(qRound(tracks().xOf(double(to))), y);
    QTest::mousePress(&tracks(), Qt::LeftButton, Qt::ShiftModifier, press);
    QTest::mouseMove(&tracks(), (press + target) / 2);
    QTest::mouseMove(&tracks(), target);
    QTest::mouseRelease(&tracks(), Qt::LeftButton, Qt::ShiftModifier, target);
}

void TestCores::drawnCoreIsOneStep()
{
    draw(10, 20);
    QCOMPARE(cores(), (QVector<Core>{Core{{10, 20}}}));
    draw(30, 45);
    QCOMPARE(cores(), (QVector<Core>{Core{{10, 20}}, Core{{30, 45}}}));
    QCOMPARE(tracks().activeCore(), 1);
    undo();
    QCOMPARE(cores(), (QVector<Core>{Core{{10, 20}}}));
    undo();
    QVERIFY(!m_fixture->current().curation.annotated);
}

void TestCores::keysMakeSplitJoinAndRemove()
{
    tracks().setSelection({10, 40});
    QTest::keyClick(&tracks(), Qt::Key_Return);
    QCOMPARE(cores(), (QVector<Core>{Core{{10, 40}}}));
    QVERIFY(tracks().selection().isEmpty());
    tracks().setSelection({25, 26});
    QTest::keyClick(&tracks(), Qt::Key_S);
    QCOMPARE(cores(), (QVector<Core>{Core{{10, 25}}, Core{{25, 40}}}));

    // Where two touch, one handle moves both.
    const int y = tracks().laneRect(widgets::Lane::Curated).center().y();
    QTest::mousePress(&tracks(), Qt::LeftButton, Qt::ShiftModifier, QPoint(qRound(tracks().xOf(25)), y));
    QTest::mouseMove(&tracks(), QPoint(qRound(tracks().xOf(28)), y));
    QTest::mouseMove(&tracks(), QPoint(qRound(tracks().xOf(30)), y));
    QTest::mouseRelease(&tracks(), Qt::LeftButton, Qt::ShiftModifier, QPoint(qRound(tracks().xOf(30)), y));
    QCOMPARE(cores(), (QVector<Core>{Core{{10, 30}}, Core{{30, 40}}}));
    undo();
    QCOMPARE(cores(), (QVector<Core>{Core{{10, 25}}, Core{{25, 40}}}));

    tracks().setActiveCore(1);
    QTest::keyClick(&tracks(), Qt::Key_M); // the last one joins with the one before
    QCOMPARE(cores(), (QVector<Core>{Core{{10, 40}}}));
    undo();
    tracks().setActiveCore(0);
    QTest::keyClick(&tracks(), Qt::Key_Backspace);
    QCOMPARE(cores(), (QVector<Core>{Core{{25, 40}}}));
    QTest::keyClick(&tracks(), Qt::Key_Backspace);
    QCOMPARE(m_fixture->current().curation.state, ReviewState::NoCore);
    undo();
    undo();
    QCOMPARE(cores().size(), 2);
}

void TestCores::typesAndOpenEnds()
{
    draw(10, 20);
    m_fixture->dialogs.text = QStringLiteral("helix");
    QTest::keyClick(&tracks(), Qt::Key_T);
    auto* menu = tracks().findChild<QMenu*>(QStringLiteral("typeMenu"));
    QVERIFY(menu);
    menu->actions().last()->trigger(); // "Another…"
    menu->close();
    QCOMPARE(cores().first().type, QStringLiteral("helix"));
    QTest::keyClick(&tracks(), Qt::Key_Less, Qt::ShiftModifier);
    QVERIFY(cores().first().openBegin);
    QTest::keyClick(&tracks(), Qt::Key_Greater, Qt::ShiftModifier);
    QVERIFY(cores().first().openEnd);
    QTest::keyClick(&tracks(), Qt::Key_Greater, Qt::ShiftModifier);
    QVERIFY(!cores().first().openEnd);
    // Moving an edge keeps type and open end.
    QTest::keyClick(&tracks(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(cores().first().span, (Span{10, 21}));
    QVERIFY(cores().first().openBegin);
    QCOMPARE(cores().first().type, QStringLiteral("helix"));
    draw(30, 40); // of the type that was named last
    QCOMPARE(cores().value(1).type, QStringLiteral("helix"));
}

void TestCores::menuOnACore()
{
    draw(10, 40);
    const gui::Actions& actions = m_fixture->window->actions();
    const auto openMenu = [this](qint64 position) {
        const QPoint point(qRound(tracks().xOf(double(position) + 0.5)),
                           tracks().laneRect(widgets::Lane::Curated).center().y());
        QContextMenuEvent event(QContextMenuEvent::Mouse, point, tracks().mapToGlobal(point));
        QApplication::sendEvent(&tracks(), &event);
        return tracks().findChild<QMenu*>(QStringLiteral("coreMenu"));
    };
    const auto choose = [](QMenu* menu, QAction* action) { // as a click does
        menu->setActiveAction(action);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY(!menu->isVisible());
    };
    QPointer<QMenu> menu = openMenu(25);
    QCOMPARE(menu->actions().first()->text(), QStringLiteral("&Split before 26"));
    choose(menu, menu->actions().first());
    QCOMPARE(cores(), (QVector<Core>{Core{{10, 25}}, Core{{25, 40}}}));
    QTRY_VERIFY(menu.isNull());

    menu = openMenu(30);
    for (QAction* action : {actions.core.merge, actions.core.remove, actions.core.openBegin, actions.core.openEnd,
                            actions.zone.make, actions.zone.remove})
        QVERIFY2(menu->actions().contains(action), qPrintable(action->text()));
    choose(menu, actions.core.openEnd);
    QVERIFY(cores().value(1).openEnd && !cores().value(0).openEnd);
    QTRY_VERIFY(menu.isNull());
    menu = openMenu(30);
    choose(menu, actions.core.merge);
    QCOMPARE(cores().size(), 1);
    QCOMPARE(cores().first().span, (Span{10, 40}));
    QVERIFY(cores().first().openEnd);
    QTRY_VERIFY(menu.isNull());
    menu = openMenu(30);
    choose(menu, actions.core.remove);
    QCOMPARE(m_fixture->current().curation.state, ReviewState::NoCore);
}

void TestCores::enterAcceptsUnlessARangeIsSelected()
{
    QSignalSpy finished(&m_fixture->window->predictions(), &gui::PredictController::finished);
    m_fixture->window->predictions().predictAll();
    QTRY_COMPARE(finished.size(), 1);
    m_fixture->window->actions().review.advance->setChecked(false);
    tracks().setSelection({12, 15}); // inside the proposed core: to label it
    QTest::keyClick(&tracks(), Qt::Key_Return);
    QCOMPARE(m_fixture->current().curation.state, ReviewState::Accepted);
    tracks().setSelection({40, 45});
    QTest::keyClick(&tracks(), Qt::Key_Return);
    QCOMPARE(cores(), (QVector<Core>{Core{{10, 30}}, Core{{40, 45}}}));
}

void TestCores::tableIsTypedOver()
{
    draw(10, 20);
    draw(30, 40);
    gui::CoreTable& table = m_fixture->window->sidePanel().coreTable();
    QVERIFY(table.isVisible());
    gui::CoreModel& model = table.cores();
    QVERIFY(model.setData(model.index(1, gui::CoreModel::End), QStringLiteral("45>")));
    QCOMPARE(cores().value(1).span, (Span{30, 45}));
    QVERIFY(cores().value(1).openEnd);
    QVERIFY(model.setData(model.index(0, gui::CoreModel::Type), QStringLiteral("H")));
    QCOMPARE(cores().value(0).type, QStringLiteral("H"));
    QVERIFY(!model.setData(model.index(0, gui::CoreModel::End), 35)); // into the neighbour
    QVERIFY(m_fixture->window->statusLine().jobText().contains(QStringLiteral("overlaps")));
    QCOMPARE(cores().value(0).span, (Span{10, 20}));
    undo();
    QCOMPARE(cores().value(0).type, QStringLiteral("core"));
    table.selectRow(0);
    QCOMPARE(tracks().activeCore(), 0);
    tracks().setActiveCore(1);
    QCOMPARE(table.currentIndex().row(), 1);
}

void TestCores::keysWorkInTheTable()
{
    draw(10, 20);
    draw(30, 40);
    draw(50, 55);
    gui::CoreTable& table = m_fixture->window->sidePanel().coreTable();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(table.cores().index(1, 0)).center());
    QCOMPARE(m_fixture->window->focusWidget(), &table);
    QCOMPARE(tracks().activeCore(), 1);
    QTest::keyClick(&table, Qt::Key_Greater, Qt::ShiftModifier);
    QVERIFY(cores().value(1).openEnd);
    QTest::keyClick(&table, Qt::Key_Down);
    QTest::keyClick(&table, Qt::Key_Backspace);
    QCOMPARE(cores().size(), 2);
    QCOMPARE(cores().last().span, (Span{30, 40}));
    // In a cell they are letters.
    table.setCurrentIndex(table.cores().index(0, gui::CoreModel::Type));
    QTest::keyClick(&table, Qt::Key_F2);
    auto* cell = table.findChild<QLineEdit*>();
    QVERIFY(cell != nullptr);
    QTest::keyClick(cell, Qt::Key_Backspace);
    QTest::keyClicks(cell, QStringLiteral("snm"));
    QTest::keyClick(cell, Qt::Key_Return);
    QTRY_COMPARE(cores().first().type, QStringLiteral("snm"));
    QCOMPARE(cores().size(), 2);
}

void TestCores::typedOverCoresKeepTypes()
{
    gui::CoreField& field = m_fixture->window->sidePanel().coreField();
    gui::CoreModel& model = m_fixture->window->sidePanel().coreTable().cores();
    const auto type = [&field](const char* text) {
        field.field().setText(QString::fromUtf8(text));
        QTest::keyClick(&field.field(), Qt::Key_Return);
    };
    draw(10, 20);
    draw(30, 40);
    QVERIFY(model.setData(model.index(0, gui::CoreModel::Type), QStringLiteral("helix")));
    QVERIFY(model.setData(model.index(1, gui::CoreModel::End), QStringLiteral("40>")));
    QCOMPARE(field.field().text(), QStringLiteral("11–20; 31–40>"));
    type("9-22; 31–40>");
    Core open{{30, 40}};
    open.openEnd = true;
    QCOMPARE(cores(), (QVector<Core>{Core{{8, 22}, QStringLiteral("helix")}, open}));
    type("51-60; 31-40"); // what is not called open is closed
    QCOMPARE(cores().value(0), Core({30, 40}));
    QCOMPARE(cores().value(1).span, (Span{50, 60}));
}

void TestCores::tableModel()
{
    gui::CoreModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy edited(&model, &gui::CoreModel::edited);
    QSignalSpy refused(&model, &gui::CoreModel::refused);
    Core open{{24, 54}, QStringLiteral("H")};
    open.openBegin = true;
    model.setCores({open}, 110, true);
    QCOMPARE(model.index(0, gui::CoreModel::Begin).data().toString(), QStringLiteral("<25"));
    QCOMPARE(model.index(0, gui::CoreModel::End).data().toString(), QStringLiteral("54"));
    QCOMPARE(model.index(0, gui::CoreModel::Length).data().toString(), QStringLiteral("30"));
    QVERIFY(!(model.flags(model.index(0, gui::CoreModel::Length)) & Qt::ItemIsEditable));
    QVERIFY(!model.setData(model.index(0, 0), QStringLiteral("x")));
    QVERIFY(!model.setData(model.index(0, 0), QStringLiteral("0")));
    QVERIFY(!model.setData(model.index(0, 1), QStringLiteral("111")));
    QCOMPARE(refused.size(), 3);
    QVERIFY(model.setData(model.index(0, 0), QStringLiteral("<25"))); // as it was
    QCOMPARE(edited.size(), 0);
    model.setCores({open, Core{{60, 70}}}, 110, false);
    QVERIFY(!model.setData(model.index(0, 1), 55)); // only looked at
}

void TestCores::queueCountsCores()
{
    draw(10, 20);
    draw(30, 40);
    QTRY_VERIFY(m_fixture->isSaved());
    gui::QueueModel& queue = m_fixture->window->queuePanel().model();
    const int row = queue.rowOf(m_fixture->current().record.id);
    QTRY_COMPARE(queue.index(row, gui::QueueModel::SpanColumn).data().toString(), QStringLiteral("11–20 +1"));
}

void TestCores::goToPosition()
{
    m_fixture->dialogs.text = QStringLiteral("42");
    m_fixture->window->actions().view.goTo->trigger();
    QCOMPARE(tracks().selection(), (widgets::PositionRange{41, 42}));
    m_fixture->dialogs.text = QStringLiteral("61");
    m_fixture->window->actions().view.goTo->trigger();
    QVERIFY(m_fixture->window->statusLine().jobText().contains(QStringLiteral("between 1 and 60")));
}

void TestCores::candidateAmongSeveral()
{
    QSignalSpy finished(&m_fixture->window->predictions(), &gui::PredictController::finished);
    m_fixture->window->predictions().predictAll();
    QTRY_COMPARE(finished.size(), 1);
    draw(40, 50); // beside the proposed core
    QCOMPARE(cores().size(), 2);
    QTest::keyClick(&tracks(), Qt::Key_2); // takes the place of the one that it overlaps, and of no other
    QCOMPARE(cores(), (QVector<Core>{Core{{10, 34}}, Core{{40, 50}}}));
}

QTEST_MAIN(TestCores)
#include "tst_cores.moc"
