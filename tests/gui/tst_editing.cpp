// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/controllers/core_controller.h"
#include "gui/controllers/data_controller.h"
#include "gui/controllers/key_map.h"
#include "gui/controllers/queue_controller.h"
#include "gui/models/core_model.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/command_palette.h"
#include "gui/panels/core_field.h"
#include "gui/panels/core_table.h"
#include "gui/panels/queue_panel.h"
#include "gui/panels/side_panel.h"
#include "gui/panels/status_line.h"
#include "gui/parts/note_edit.h"

#include <QLineEdit>
#include <QMouseEvent>
#include <QSignalSpy>

using namespace corespan;
using namespace corespan::test;

using Cores = QVector<Core>;

/// What has to hold whatever a curator does in whatever order.
class TestEditing : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void invalidEditsAreNoSteps();
    void createSaveUndoSaveRedoSave();
    void cancelledDragsLeaveNothing_data();
    void cancelledDragsLeaveNothing();
    void coresOfOnePosition();
    void noCoreIsEmpty();
    void keysAreLettersWhileTyping();
    void noteOutlivesTheWindow();
    void nothingIsChangedWhereNothingCanBe();

private:
    gui::MainWindow& window() { return *m_fixture->window; }
    widgets::TrackView& tracks() { return window().centrePanel().tracks(); }
    Cores cores() const { return m_fixture->current().curation.cores; }
    QVector<Edit> log();
    Cores onDisk();
    void step(bool undo);
    void makeCore(qint64 begin, qint64 end);
    void type(const QString& text);
    void drag(qint64 from, qint64 to);
    void pressEveryKey(QWidget& field);
    QPoint curatedAt(qint64 position);

    std::unique_ptr<GuiFixture> m_fixture;
};

void TestEditing::init()
{
    m_fixture = std::make_unique<GuiFixture>(2);
    m_fixture->open();
    window().actions().review.advance->setChecked(false);
    tracks().setFocus();
}

void TestEditing::cleanup()
{
    m_fixture.reset();
}

/// Of the record; that it was looked at is no step.
QVector<Edit> TestEditing::log()
{
    QVector<Edit> edits = *window().document().reader().edits(m_fixture->current().record.id);
    edits.removeIf([](const Edit& edit) { return edit.kind == EditKind::MarkSeen; });
    return edits;
}

Cores TestEditing::onDisk()
{
    for (int waited = 0; waited < 250 && !m_fixture->isSaved(); ++waited)
        QTest::qWait(20);
    const auto reader = ProjectReader::open(m_fixture->project);
    return (*reader)->curation(m_fixture->current().record.id)->cores;
}

void TestEditing::step(bool undo)
{
    QTRY_VERIFY(m_fixture->isSaved());
    QSignalSpy stepped(&window().document(), &gui::Document::stepped);
    (undo ? window().actions().edit.undo : window().actions().edit.redo)->trigger();
    QTRY_COMPARE(stepped.size(), 1);
}

void TestEditing::makeCore(qint64 begin, qint64 end)
{
    tracks().setSelection({begin, end});
    window().actions().core.make->trigger();
}

/// Into the field of the core's coordinates.
void TestEditing::type(const QString& text)
{
    QLineEdit& field = window().sidePanel().coreField().field();
    field.setFocus();
    field.selectAll();
    QTest::keyClicks(&field, text);
    QTest::keyClick(&field, Qt::Key_Return);
    tracks().setFocus();
}

QPoint TestEditing::curatedAt(qint64 position)
{
    return {qRound(tracks().xOf(double(position))), tracks().laneRect(widgets::Lane::Curated).center().y()};
}

/// Presses and moves without snapping; the button stays down.
void TestEditing::drag(qint64 from, qint64 to)
{
    QTest::mousePress(&tracks(), Qt::LeftButton, Qt::ShiftModifier, curatedAt(from));
    for (const QPoint& point : {(curatedAt(from) + curatedAt(to)) / 2, curatedAt(to)}) {
        QMouseEvent move(QEvent::MouseMove, point, tracks().mapToGlobal(point), Qt::NoButton, Qt::LeftButton,
                         Qt::ShiftModifier);
        QApplication::sendEvent(&tracks(), &move);
    }
}

void TestEditing::invalidEditsAreNoSteps()
{
    gui::CoreModel& table = window().sidePanel().coreTable().cores();
    makeCore(10, 20);
    type(QStringLiteral("7-99")); // outside
    type(QStringLiteral("20-10"));
    type(QStringLiteral("1-5; 3-8")); // overlapping
    makeCore(15, 25);                 // into the first
    makeCore(30, 40);
    QVERIFY(!table.setData(table.index(0, gui::CoreModel::End), 35));
    QVERIFY(!table.setData(table.index(0, gui::CoreModel::Begin), QStringLiteral("many")));
    tracks().setSelection({25, 26});
    QTest::keyClick(&tracks(), Qt::Key_S); // between the cores
    tracks().setActiveCore(0);
    tracks().nudgeEdge(widgets::Edge::Begin, 15); // as far as its own end lets it
    QCOMPARE(cores(), (Cores{Core{{19, 20}}, Core{{30, 40}}}));
    tracks().nudgeEdge(widgets::Edge::Begin, 1); // no farther
    QTest::keyClick(&tracks(), Qt::Key_M);
    QCOMPARE(cores(), (Cores{Core{{19, 40}}}));
    QTest::keyClick(&tracks(), Qt::Key_M); // nothing left to join
    QTRY_VERIFY(m_fixture->isSaved());

    const QVector<Cores> steps{
        {}, {Core{{10, 20}}}, {Core{{10, 20}}, Core{{30, 40}}}, {Core{{19, 20}}, Core{{30, 40}}}, {Core{{19, 40}}}};
    for (qsizetype at = steps.size() - 2; at >= 0; --at) {
        step(true);
        QCOMPARE(cores(), steps[at]);
        QCOMPARE(onDisk(), steps[at]);
        type(QStringLiteral("0-5")); // a refused edit between two steps takes no redo away
    }
    for (qsizetype at = 1; at < steps.size(); ++at) {
        step(false);
        QCOMPARE(cores(), steps[at]);
        QCOMPARE(onDisk(), steps[at]);
    }
    QVERIFY(!window().document().canRedo());
    QCOMPARE(log().size(), 3 * 4); // made, taken back and brought back
}

void TestEditing::createSaveUndoSaveRedoSave()
{
    const QString saved = QStringLiteral("Saved · all corrections on disk");
    QFile fasta(m_fixture->folder.filePath(QStringLiteral("two.fa")));
    QVERIFY(fasta.open(QIODevice::WriteOnly));
    fasta.write(">a\nMALWMRLLPLLALLALWGPDPAAAFVNQHLCGSHLVEALYLVCGERGF\n>b\nMKTAYIAKQR\n");
    fasta.close();
    m_fixture->project = m_fixture->folder.filePath(QStringLiteral("new.corespan"));
    m_fixture->dialogs.newProject = m_fixture->project;
    window().actions().file.create->trigger();
    QTRY_COMPARE(window().document().path(), m_fixture->project);
    QSignalSpy imported(&window().data(), &gui::DataController::imported);
    m_fixture->dialogs.files = QStringList{fasta.fileName()};
    window().actions().data.import->trigger();
    QTRY_COMPARE(imported.size(), 1);
    QTRY_COMPARE(m_fixture->current().record.name, QStringLiteral("a"));

    makeCore(24, 30);
    QCOMPARE(onDisk(), (Cores{Core{{24, 30}}}));
    QTRY_COMPARE(window().statusLine().savedText(), saved);
    step(true);
    QCOMPARE(onDisk(), Cores());
    QTRY_COMPARE(window().statusLine().savedText(), saved);
    step(false);
    QCOMPARE(onDisk(), (Cores{Core{{24, 30}}}));
    QTRY_COMPARE(window().statusLine().savedText(), saved);
    m_fixture->close();

    m_fixture->open();
    QVERIFY(window().queue().choose(QStringLiteral("a")));
    QCOMPARE(cores(), (Cores{Core{{24, 30}}}));
    step(true);
    QCOMPARE(onDisk(), Cores());
    makeCore(1, 3); // what was undone is given up for this
    QTRY_VERIFY(m_fixture->isSaved());
    QVERIFY(!window().document().canRedo());
    QCOMPARE(onDisk(), (Cores{Core{{1, 3}}}));
}

void TestEditing::cancelledDragsLeaveNothing_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("how");
    for (const char* how : {"escape", "focus", "record", "undo"}) {
        QTest::addRow("edge, %s", how) << 20 << 28 << how;
        QTest::addRow("whole core, %s", how) << 15 << 25 << how;
        QTest::addRow("new core, %s", how) << 40 << 50 << how;
    }
}

void TestEditing::cancelledDragsLeaveNothing()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QString, how);
    makeCore(10, 20);
    QTRY_VERIFY(m_fixture->isSaved());
    const qsizetype edits = log().size();
    const RecordId record = m_fixture->current().record.id;
    drag(from, to);
    bool undone = false;
    if (how == QStringLiteral("escape")) {
        QTest::keyClick(&tracks(), Qt::Key_Escape);
    } else if (how == QStringLiteral("focus")) {
        window().queuePanel().searchField().setFocus();
    } else if (how == QStringLiteral("record")) {
        window().queue().next();
    } else {
        step(true);
        undone = true;
    }
    QTest::mouseRelease(&tracks(), Qt::LeftButton, Qt::ShiftModifier, curatedAt(to));
    if (undone && from == 40) { // what was begun on empty positions is one of its own
        QCOMPARE(cores(), (Cores{Core{{40, 50}}}));
        return;
    }
    QTRY_VERIFY(m_fixture->isSaved());
    QVERIFY(!tracks().isMovingCores());
    window().document().select(record);
    QCOMPARE(cores(), undone ? Cores() : (Cores{Core{{10, 20}}}));
    QCOMPARE(log().size(), edits + (undone ? 1 : 0));
}

void TestEditing::coresOfOnePosition()
{
    makeCore(59, 60); // the last letter
    QCOMPARE(cores(), (Cores{Core{{59, 60}}}));
    tracks().nudgeEdge(widgets::Edge::End, 1);
    tracks().nudgeEdge(widgets::Edge::End, -1);
    tracks().nudgeEdge(widgets::Edge::Begin, 1);
    tracks().nudgeCore(1);
    tracks().setSelection({59, 60});
    window().actions().core.split->trigger();
    QCOMPARE(cores(), (Cores{Core{{59, 60}}})); // nothing of this was possible
    type(QStringLiteral("1"));
    QCOMPARE(cores(), (Cores{Core{{0, 1}}}));
    drag(1, -5); // the end onto the begin and beyond
    QTest::mouseRelease(&tracks(), Qt::LeftButton, Qt::ShiftModifier, curatedAt(-5));
    QCOMPARE(cores(), (Cores{Core{{0, 1}}}));
    drag(1, 3);
    QTest::mouseRelease(&tracks(), Qt::LeftButton, Qt::ShiftModifier, curatedAt(3));
    QCOMPARE(cores(), (Cores{Core{{0, 3}}}));
    drag(3, -5);
    QTest::mouseRelease(&tracks(), Qt::LeftButton, Qt::ShiftModifier, curatedAt(-5));
    QCOMPARE(cores(), (Cores{Core{{0, 1}}}));
    makeCore(1, 2); // beside it
    QCOMPARE(cores(), (Cores{Core{{0, 1}}, Core{{1, 2}}}));
    drag(1, 2); // the boundary between two of one position each has nowhere to go
    QTest::mouseRelease(&tracks(), Qt::LeftButton, Qt::ShiftModifier, curatedAt(2));
    QCOMPARE(cores(), (Cores{Core{{0, 1}}, Core{{1, 2}}}));
    QCOMPARE(onDisk(), (Cores{Core{{0, 1}}, Core{{1, 2}}}));
    tracks().setActiveCore(0);
    QTest::keyClick(&tracks(), Qt::Key_M);
    QCOMPARE(cores(), (Cores{Core{{0, 2}}}));
}

void TestEditing::noCoreIsEmpty()
{
    gui::CoreModel& table = window().sidePanel().coreTable().cores();
    QTest::mouseClick(&tracks(), Qt::LeftButton, {}, curatedAt(40)); // no way: nothing is drawn
    tracks().setSelection({});
    window().actions().core.make->trigger();
    for (const char* text : {"[5, 5)", "[9, 4)", "6-5", "", "0", "[60, 61)"})
        type(QString::fromLatin1(text));
    QVERIFY(!m_fixture->current().curation.annotated);
    makeCore(10, 20);
    QVERIFY(!table.setData(table.index(0, gui::CoreModel::End), 10)); // 1-based: would end before it begins
    QVERIFY(!table.setData(table.index(0, gui::CoreModel::Begin), 21));
    QCOMPARE(cores(), (Cores{Core{{10, 20}}}));
    QTRY_VERIFY(m_fixture->isSaved());
    QCOMPARE(log().size(), 1);
}

/// That commands have without Ctrl and Alt, but Enter, which is each field's own.
void TestEditing::pressEveryKey(QWidget& field)
{
    QVERIFY(field.hasFocus());
    for (const gui::KeyRow& row : window().keyMap().table().rows()) {
        const QKeyCombination keys = row.keys.isEmpty() ? QKeyCombination() : row.keys[0];
        const bool types = !(keys.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier));
        if (!row.keys.isEmpty() && types && keys.key() != Qt::Key_F1 && keys.key() != Qt::Key_Return)
            QTest::keyClick(&field, keys.key(), keys.keyboardModifiers());
    }
    QVERIFY(field.hasFocus());
}

void TestEditing::keysAreLettersWhileTyping()
{
    makeCore(10, 20);
    makeCore(30, 40);
    tracks().setSelection({15, 16});
    QTRY_VERIFY(m_fixture->isSaved());
    const Curation before = m_fixture->current().curation;
    const qsizetype edits = log().size();
    gui::CoreTable& table = window().sidePanel().coreTable();
    table.setFocus();
    table.setCurrentIndex(table.model()->index(1, gui::CoreModel::Type));
    table.edit(table.currentIndex());
    auto* cell = table.findChild<QLineEdit*>();
    QVERIFY(cell != nullptr);
    pressEveryKey(*cell);
    QTest::keyClick(cell, Qt::Key_Escape);
    window().actions().view.commands->trigger();
    pressEveryKey(window().palette().field());
    window().palette().hide();
    for (QWidget* field : QVector<QWidget*>{&window().queuePanel().searchField(),
                                            &window().sidePanel().coreField().field(), &window().sidePanel().note()}) {
        field->setFocus();
        pressEveryKey(*field);
    }
    QCOMPARE(m_fixture->current().curation, before); // the note counts once it is left
    QCOMPARE(m_fixture->current().record.name, QStringLiteral("r1"));
    QTRY_VERIFY(m_fixture->isSaved());
    QCOMPARE(log().size(), edits);
}

void TestEditing::nothingIsChangedWhereNothingCanBe()
{
    makeCore(10, 20);
    QTRY_VERIFY(m_fixture->isSaved());
    const Curation before = m_fixture->current().curation;
    const qsizetype edits = log().size();
    window().document().openReadOnly(m_fixture->project);
    QTRY_VERIFY(!window().document().isWritable() && m_fixture->current().isValid());
    for (const gui::KeyRow& row : window().keyMap().table().rows()) {
        if (!row.id.startsWith(QStringLiteral("core.")) && !row.id.startsWith(QStringLiteral("zone.")) &&
            !row.id.startsWith(QStringLiteral("edit.")) && !row.id.startsWith(QStringLiteral("review.")))
            continue;
        if (row.keys.isEmpty() || row.id == QStringLiteral("edit.find"))
            continue;
        tracks().setFocus();
        tracks().setSelection({15, 18});
        QTest::keyClick(&tracks(), row.keys[0].key(), row.keys[0].keyboardModifiers());
        window().document().select(RecordId(1));
        QVERIFY2(m_fixture->current().curation == before, qPrintable(row.id));
    }
    drag(20, 30);
    QTest::mouseRelease(&tracks(), Qt::LeftButton, Qt::ShiftModifier, curatedAt(30));
    drag(40, 50);
    QTest::mouseRelease(&tracks(), Qt::LeftButton, Qt::ShiftModifier, curatedAt(50));
    QCOMPARE(m_fixture->current().curation, before);
    QCOMPARE(log().size(), edits);
    for (const gui::NamedAction& named : window().actions().named())
        if (named.id.startsWith(QStringLiteral("core.")) && named.id != QStringLiteral("core.next") &&
            named.id != QStringLiteral("core.previous"))
            QVERIFY2(!named.action->isEnabled(), qPrintable(named.id));
}

/// A window that goes without being closed: the field that is being typed in loses its focus as the last thing.
void TestEditing::noteOutlivesTheWindow()
{
    const RecordId record = m_fixture->current().record.id;
    window().sidePanel().note().setFocus();
    QTest::keyClicks(&window().sidePanel().note(), QStringLiteral("half a thought"));
    m_fixture->window.reset();
    const auto reader = ProjectReader::open(m_fixture->project);
    QCOMPARE((*reader)->curation(record)->note, QStringLiteral("half a thought"));
}

QTEST_MAIN(TestEditing)
#include "tst_editing.moc"
