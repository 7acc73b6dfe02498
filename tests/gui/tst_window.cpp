// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "core/importing/import_files.h"
#include "gui/controllers/data_controller.h"
#include "gui/controllers/predict_controller.h"
#include "gui/controllers/queue_controller.h"
#include "gui/models/queue_model.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/core_field.h"
#include "gui/panels/queue_panel.h"
#include "gui/panels/side_panel.h"
#include "gui/panels/status_line.h"
#include "gui/parts/note_edit.h"
#include "gui/startup.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>

using namespace corespan;
using namespace corespan::test;

class TestWindow : public QObject
{
    Q_OBJECT
private slots:
    void mainJob();
    void keysReviewAndNeverWhileTyping();
    void undoCrossesRecordsAndRestart();
    void quickPressesAreStepsOfTheirOwn();
    void cancelKeepsWhatWasPredicted();
    void closesWhilePredicting();
    void lockedProjectCanBeLookedAt();
    void notAProject();
    void typedCoreAndNote();
    void exportIsImportable();
    void arguments();

private:
    static void predict(GuiFixture& fixture);
    static void dragEnd(GuiFixture& fixture, qint64 to, bool escape);
};

void TestWindow::predict(GuiFixture& fixture)
{
    QSignalSpy finished(&fixture.window->predictions(), &gui::PredictController::finished);
    fixture.window->predictions().predictAll();
    QTRY_COMPARE(finished.size(), 1);
}

/// Drags the end of the shown core; Esc before the release with `escape`.
void TestWindow::dragEnd(GuiFixture& fixture, qint64 to, bool escape)
{
    widgets::TrackView& tracks = fixture.window->centrePanel().tracks();
    const int y = tracks.laneRect(widgets::Lane::Curated).center().y();
    const qint64 from = tracks.curated().value(0).range.end;
    const QPoint press(qRound(tracks.xOf(double(from))), y);
    const QPoint target(qRound(tracks.xOf(double(to))), y);
    QTest::mousePress(&tracks, Qt::LeftButton, {}, press);
    QTest::mouseMove(&tracks, (press + target) / 2);
    QTest::mouseMove(&tracks, target);
    QCOMPARE(tracks.drag().state(), widgets::BoundaryDrag::State::Dragging);
    if (escape)
        QTest::keyClick(&tracks, Qt::Key_Escape);
    QTest::mouseRelease(&tracks, Qt::LeftButton, Qt::ShiftModifier, target);
}

void TestWindow::mainJob()
{
    GuiFixture fixture(6);
    fixture.open();
    fixture.script->gated = true;
    fixture.window->predictions().predictAll();
    fixture.script->gate.release(1); // the record that is looked at comes first
    QTRY_VERIFY(fixture.current().prediction.has_value());
    QVERIFY(fixture.window->document().inference().isRunning());
    QVERIFY(fixture.window->statusLine().hasJob());

    // Correcting goes on while the others are predicted.
    dragEnd(fixture, 25, false);
    QTRY_COMPARE(fixture.curatedSpan(), (Span{10, 25}));
    QTRY_COMPARE(fixture.current().curation.state, ReviewState::Corrected);
    QTRY_COMPARE(fixture.current().history.value(0).text, QStringLiteral("end 30 → 25"));
    dragEnd(fixture, 40, true);
    QCOMPARE(fixture.curatedSpan(), (Span{10, 25}));

    QSignalSpy finished(&fixture.window->predictions(), &gui::PredictController::finished);
    fixture.script->gated = false;
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().value<InferenceOutcome>().saved, 6);
    QCOMPARE(fixture.current().record.name, QStringLiteral("r1")); // nothing has moved
    QCOMPARE(fixture.curatedSpan(), (Span{10, 25}));
    QTRY_VERIFY(fixture.isSaved());
    QCOMPARE(fixture.window->statusLine().savedText(), QStringLiteral("Saved · all corrections on disk"));

    fixture.window->actions().edit.undo->trigger();
    QTRY_VERIFY(!fixture.current().curation.annotated);
    fixture.window->actions().edit.redo->trigger();
    QTRY_COMPARE(fixture.curatedSpan(), (Span{10, 25}));
}

void TestWindow::keysReviewAndNeverWhileTyping()
{
    GuiFixture fixture;
    fixture.open();
    predict(fixture);
    widgets::TrackView& tracks = fixture.window->centrePanel().tracks();
    tracks.setFocus();
    QTest::keyClick(&tracks, Qt::Key_2);
    QCOMPARE(fixture.curatedSpan(), (Span{10, 34}));
    QTest::keyClick(&tracks, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(fixture.curatedSpan(), (Span{10, 33}));
    QTest::keyClick(&tracks, Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
    QCOMPARE(fixture.curatedSpan(), (Span{11, 33}));
    QTest::keyClick(&tracks, Qt::Key_F);
    QCOMPARE(fixture.current().curation.state, ReviewState::Flagged);

    QTest::keyClick(&tracks, Qt::Key_J);
    QTRY_VERIFY(fixture.current().record.name != QStringLiteral("r1"));
    const QString second = fixture.current().record.name;
    QTest::keyClick(&tracks, Qt::Key_Return); // accepts and goes on
    QTRY_VERIFY(fixture.current().record.name != second);
    QTest::keyClick(&tracks, Qt::Key_K);
    QCOMPARE(fixture.current().record.name, second);
    QCOMPARE(fixture.current().curation.state, ReviewState::Accepted);
    QCOMPARE(fixture.curatedSpan(), (Span{10, 30}));

    QLineEdit& search = fixture.window->queuePanel().searchField();
    search.setFocus();
    QTest::keyClicks(&search, QStringLiteral("fnjk12"));
    QTest::keyClick(&search, Qt::Key_Return);
    QTest::keyClick(&search, Qt::Key_Delete);
    QCOMPARE(search.text(), QStringLiteral("fnjk12"));
    QCOMPARE(fixture.current().record.name, second);
    QCOMPARE(fixture.current().curation.state, ReviewState::Accepted);
    QTRY_VERIFY(fixture.window->queuePanel().model().records().isEmpty());
    search.clear();
    QTRY_VERIFY(!fixture.window->queuePanel().model().records().isEmpty());
}

void TestWindow::undoCrossesRecordsAndRestart()
{
    GuiFixture fixture;
    fixture.open();
    predict(fixture);
    widgets::TrackView& tracks = fixture.window->centrePanel().tracks();
    const QString first = fixture.current().record.name;
    QTest::keyClick(&tracks, Qt::Key_2);
    QTest::keyClick(&tracks, Qt::Key_J);
    QTest::keyClick(&tracks, Qt::Key_N);
    const QString third = fixture.current().record.name;
    QTRY_VERIFY(fixture.isSaved());
    fixture.close();

    fixture.open();
    QVERIFY(fixture.window->queue().choose(third));
    fixture.window->actions().edit.undo->trigger(); // the "no core" of the second
    QTRY_VERIFY(fixture.current().record.name != third);
    QVERIFY(!fixture.current().curation.annotated);
    fixture.window->actions().edit.undo->trigger(); // the candidate of the first
    QTRY_COMPARE(fixture.current().record.name, first);
    QVERIFY(!fixture.current().curation.annotated);
    fixture.window->actions().edit.redo->trigger();
    QTRY_COMPARE(fixture.curatedSpan(), (Span{10, 34}));
}

void TestWindow::quickPressesAreStepsOfTheirOwn()
{
    GuiFixture fixture;
    fixture.open();
    predict(fixture);
    widgets::TrackView& tracks = fixture.window->centrePanel().tracks();
    const QString first = fixture.current().record.name;
    QTest::keyClick(&tracks, Qt::Key_1);
    QTest::keyClick(&tracks, Qt::Key_2);
    QTest::keyClick(&tracks, Qt::Key_J);
    QTest::keyClick(&tracks, Qt::Key_N);
    QTRY_VERIFY(fixture.isSaved());
    QAction& undo = *fixture.window->actions().edit.undo;
    undo.trigger(); // all before the first is written
    undo.trigger();
    undo.trigger();
    QTRY_COMPARE(fixture.current().record.name, first);
    QTRY_VERIFY(!fixture.current().curation.annotated);
    QTRY_VERIFY(!undo.isEnabled());
    undo.trigger();
    fixture.window->actions().edit.redo->trigger();
    fixture.window->actions().edit.redo->trigger();
    QTest::keyClick(&tracks, Qt::Key_N); // after both
    QTRY_VERIFY(fixture.isSaved());
    QTRY_COMPARE(fixture.current().curation.state, ReviewState::NoCore);
    const auto log = fixture.window->document().reader().edits(fixture.current().record.id);
    QCOMPARE(log->first().summary, QStringLiteral("no core"));
    QCOMPARE(log->value(1).summary, QStringLiteral("redo: end 30 → 34"));
}

void TestWindow::cancelKeepsWhatWasPredicted()
{
    GuiFixture fixture(6);
    fixture.open();
    fixture.script->gated = true;
    QSignalSpy finished(&fixture.window->predictions(), &gui::PredictController::finished);
    fixture.window->predictions().predictAll();
    fixture.script->gate.release(1);
    QTRY_VERIFY(fixture.current().prediction.has_value());
    emit fixture.window->statusLine().cancelRequested(gui::Job::Predict);
    QTRY_COMPARE(finished.size(), 1);
    const auto outcome = finished.first().first().value<InferenceOutcome>();
    QCOMPARE(outcome.state, InferenceOutcome::State::Cancelled);
    QVERIFY(outcome.saved >= 1 && outcome.saved < 6);
    QVERIFY(fixture.current().prediction.has_value());

    fixture.script->gated = false;
    fixture.window->predictions().predictRest(); // into the same run
    QTRY_COMPARE(finished.size(), 2);
    QCOMPARE(fixture.window->document().runs().size(), 1);
    QVERIFY(fixture.window->document().reader().unpredicted(outcome.run)->isEmpty());
}

void TestWindow::closesWhilePredicting()
{
    GuiFixture fixture(6);
    fixture.open();
    fixture.script->gated = true;
    fixture.window->predictions().predictAll();
    fixture.script->gate.release(1);
    QTRY_VERIFY(fixture.current().prediction.has_value());
    dragEnd(fixture, 25, false);
    fixture.close();
    auto reader = ProjectReader::open(fixture.project);
    QVERIFY(bool(reader));
    QCOMPARE((*reader)->curation(*(*reader)->findRecord(QStringLiteral("r1")))->cores.value(0).span, (Span{10, 25}));
}

void TestWindow::lockedProjectCanBeLookedAt()
{
    GuiFixture fixture;
    auto holder = ProjectWriter::open(fixture.project);
    QVERIFY(bool(holder));
    fixture.open();
    QCOMPARE(fixture.dialogs.asked.size(), 1);
    QVERIFY(fixture.dialogs.asked.first().startsWith(QStringLiteral("The project cannot be changed")));
    QVERIFY(!fixture.window->document().isWritable());
    QVERIFY(!fixture.window->actions().review.accept->isEnabled());
    QTest::keyClick(&fixture.window->centrePanel().tracks(), Qt::Key_N);
    QVERIFY(!fixture.current().curation.annotated);
    QVERIFY(fixture.window->statusLine().savedText().contains(QStringLiteral("nothing can be changed")));
}

void TestWindow::notAProject()
{
    GuiFixture fixture;
    fixture.open();
    const QString text = fixture.folder.filePath(QStringLiteral("text.corespan"));
    QFile file(text);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no project at all");
    file.close();
    fixture.window->document().open(text, {});
    QTRY_COMPARE(fixture.dialogs.asked.size(), 1);
    QVERIFY(fixture.dialogs.asked.first().contains(QStringLiteral("small.corespan stays open")));
    QCOMPARE(fixture.current().record.name, QStringLiteral("r1"));
}

void TestWindow::typedCoreAndNote()
{
    GuiFixture fixture;
    fixture.open();
    QLineEdit& field = fixture.window->sidePanel().coreField().field();
    field.setFocus();
    field.selectAll();
    QTest::keyClicks(&field, QStringLiteral("[4, 9)"));
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(fixture.curatedSpan(), (Span{4, 9}));
    QCOMPARE(fixture.current().record.name, QStringLiteral("r1")); // Enter was the field's, not Accept's
    field.setFocus();
    field.selectAll();
    QTest::keyClicks(&field, QStringLiteral("7-99"));
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(fixture.curatedSpan(), (Span{4, 9}));

    gui::NoteEdit& note = fixture.window->sidePanel().note();
    note.setFocus();
    QTest::keyClicks(&note, QStringLiteral("fine"));
    fixture.window->queue().next();
    QTRY_COMPARE(fixture.current().record.name, QStringLiteral("r2"));
    QCOMPARE(fixture.current().curation.note, QString());
    fixture.window->queue().previous();
    QCOMPARE(fixture.current().curation.note, QStringLiteral("fine"));

    // Ctrl+Enter makes a core of what is selected, but not for who writes a note.
    fixture.window->centrePanel().tracks().setSelection({20, 24});
    note.setFocus();
    note.selectAll();
    QTest::keyClicks(&note, QStringLiteral("again"));
    QTest::keyClick(&note, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(note.hasFocus());
    QCOMPARE(fixture.current().curation.note, QStringLiteral("again"));
    QCOMPARE(fixture.curatedSpan(), (Span{4, 9}));
}

void TestWindow::exportIsImportable()
{
    GuiFixture fixture;
    fixture.open();
    predict(fixture);
    for (int record = 0; record < 3; ++record)
        fixture.window->actions().review.accept->trigger();
    QSignalSpy exported(&fixture.window->data(), &gui::DataController::exported);
    const QString set = fixture.folder.filePath(QStringLiteral("set"));
    fixture.dialogs.exportRequest = gui::ExportRequest{.path = set};
    fixture.window->actions().data.exportSet->trigger();
    QTRY_COMPARE(exported.size(), 1);
    QCOMPARE(exported.first().first().value<gui::ExportOutcome>().records, 3);
    QVERIFY(QFile::exists(set + QStringLiteral("/dataset.json")));

    // Into a project of its own: from the empty window, where to is asked first.
    fixture.close();
    fixture.show();
    QSignalSpy imported(&fixture.window->data(), &gui::DataController::imported);
    fixture.dialogs.newProject = fixture.folder.filePath(QStringLiteral("second.corespan"));
    fixture.window->data().importFiles({set + QStringLiteral("/records.jsonl")});
    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(imported.first().first().value<ImportReport>().imported, 3);
    QCOMPARE(fixture.dialogs.asked, QStringList());
    QTRY_COMPARE(fixture.current().gold.cores.value(0).span, (Span{10, 30}));
    QCOMPARE(fixture.window->document().counts().total, 3);
}

void TestWindow::arguments()
{
    const auto options =
        gui::parseArguments({QStringLiteral("--size"), QStringLiteral("800x600"), QStringLiteral("--theme"),
                             QStringLiteral("dark"), QStringLiteral("/x/p.corespan")});
    QVERIFY(bool(options));
    QCOMPARE(options->size, QSize(800, 600));
    QCOMPARE(options->project, QStringLiteral("/x/p.corespan"));
    QVERIFY(!gui::parseArguments({QStringLiteral("--size"), QStringLiteral("8")}));
    QVERIFY(!gui::parseArguments({QStringLiteral("--theme"), QStringLiteral("pink")}));
    QVERIFY(!gui::parseArguments({QStringLiteral("a"), QStringLiteral("b")}));
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
