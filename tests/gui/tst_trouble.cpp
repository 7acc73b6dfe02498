// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "core/domain/edits.h"
#include "gui/controllers/predict_controller.h"
#include "gui/controllers/project_controller.h"
#include "gui/controllers/queue_controller.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/core_field.h"
#include "gui/panels/side_panel.h"
#include "gui/panels/status_line.h"
#include "gui/parts/note_edit.h"

#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>

#include <cstdio>

using namespace corespan;
using namespace corespan::test;

namespace {

/// Holds the project's lock until its input is closed: another user's window.
int holdLock(const QString& path)
{
    const auto writer = ProjectWriter::open(path);
    std::puts(writer ? "locked" : qPrintable(writer.error().message));
    std::fflush(stdout);
    std::getchar();
    return 0;
}

} // namespace

/// What can go wrong with a project while a curator works on it, and what is seen, kept and still possible then.
class TestTrouble : public QObject
{
    Q_OBJECT
private slots:
    void fullDiskKeepsTheCorrection();
    void closingAsksAboutWhatIsNotSaved();
    void refusedEditIsTakenBack();
    void readOnlyProjectSaysWhy();
    void lockedByAnotherProcess();
    void closedWhilePredicting();
    void anotherProjectWhilePredicting();

private:
    static void fillDisk(GuiFixture& fixture, bool full);
    static QString longNote();
    static void writeLongNote(GuiFixture& fixture);
    static void openAndLook(GuiFixture& fixture);
    static void verifyNothingCanBeChanged(GuiFixture& fixture);
    static QPushButton* retry(GuiFixture& fixture);
};

/// The project's file cannot grow any more, or can again.
void TestTrouble::fillDisk(GuiFixture& fixture, bool full)
{
    bool done = false;
    fixture.window->document().store().setMaxPages(full ? 1 : 0); // SQLite takes the present size for a smaller one
    fixture.window->document().store().flush(fixture.window.get(), [&done](const auto&) { done = true; });
    QTRY_VERIFY(done);
}

/// 200,000 letters; in lines, which a text field lays out faster than a single one.
QString TestTrouble::longNote()
{
    return QString(99, QLatin1Char('n')).append(QLatin1Char('\n')).repeated(2000);
}

/// More than fits into what is free in the file; typed in the window's field.
void TestTrouble::writeLongNote(GuiFixture& fixture)
{
    gui::NoteEdit& note = fixture.window->sidePanel().note();
    note.setFocus();
    note.setPlainText(longNote());
    note.commit();
}

/// Until the record counts as seen, so that this edit is not among those that follow.
void TestTrouble::openAndLook(GuiFixture& fixture)
{
    fixture.open();
    QTRY_COMPARE(fixture.current().curation.state, ReviewState::Seen);
    QTRY_VERIFY(fixture.isSaved());
    fixture.window->actions().review.advance->setChecked(false);
}

QPushButton* TestTrouble::retry(GuiFixture& fixture)
{
    for (auto* button : fixture.window->statusLine().findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Try again"))
            return button;
    return nullptr;
}

void TestTrouble::fullDiskKeepsTheCorrection()
{
    GuiFixture fixture;
    openAndLook(fixture);
    fillDisk(fixture, true);
    writeLongNote(fixture);
    QTRY_COMPARE(fixture.window->document().activity().unsaved, 1);
    const gui::StatusLine& line = fixture.window->statusLine();
    QCOMPARE(line.savedText(), QStringLiteral("Not saved: 1 correction kept in memory"));
    const auto* saved = line.findChild<QLabel*>(QStringLiteral("bad"));
    QVERIFY(saved != nullptr);
    QVERIFY2(saved->toolTip().contains(QStringLiteral("no space left")), qPrintable(saved->toolTip()));
    QVERIFY2(line.jobText().contains(QStringLiteral("no space left")), qPrintable(line.jobText()));
    QVERIFY(retry(fixture)->isVisible());
    QCOMPARE(fixture.current().curation.note, longNote());

    // A second one waits behind it, also when another record has been looked at meanwhile.
    fixture.window->actions().review.noCore->trigger();
    QTRY_COMPARE(fixture.window->document().activity().unsaved, 2);
    fixture.window->queue().next();
    QCOMPARE(fixture.current().record.name, QStringLiteral("r2"));
    fixture.window->queue().previous();
    QCOMPARE(fixture.current().curation.note, longNote());
    QCOMPARE(fixture.current().curation.state, ReviewState::NoCore);
    const auto disk = *ProjectReader::open(fixture.project);
    const RecordId record = fixture.current().record.id;
    QVERIFY(disk->curation(record)->note.isEmpty());

    retry(fixture)->click(); // nothing has changed: still not saved, still kept
    QTRY_COMPARE(fixture.window->document().activity(), (StoreActivity{0, 0, 2}));
    fillDisk(fixture, false);
    retry(fixture)->click();
    QTRY_VERIFY(fixture.isSaved());
    QCOMPARE(line.savedText(), QStringLiteral("Saved · all corrections on disk"));
    QVERIFY(!retry(fixture)->isVisible());
    QCOMPARE(disk->curation(record)->note, longNote());
    QCOMPARE(disk->curation(record)->state, ReviewState::NoCore);
    QVERIFY(fixture.dialogs.asked.isEmpty());
}

void TestTrouble::closingAsksAboutWhatIsNotSaved()
{
    GuiFixture fixture;
    openAndLook(fixture);
    const RecordId record = fixture.current().record.id;
    fillDisk(fixture, true);
    writeLongNote(fixture);
    QTRY_COMPARE(fixture.window->document().activity().unsaved, 1);
    fixture.dialogs.answer = false; // stay
    fixture.window->close();
    QVERIFY(fixture.window->isVisible());
    QCOMPARE(fixture.dialogs.asked.size(), 1);
    QVERIFY(fixture.dialogs.asked.first().startsWith(QStringLiteral("Corrections are not saved")));
    QCOMPARE(fixture.window->document().activity().unsaved, 1);
    fixture.dialogs.answer = true; // lose it
    fixture.window->close();
    QTRY_VERIFY(!fixture.window->isVisible());
    fixture.window.reset();
    QVERIFY((*ProjectReader::open(fixture.project))->curation(record)->note.isEmpty());
}

void TestTrouble::refusedEditIsTakenBack()
{
    GuiFixture fixture;
    fixture.open();
    // Made from a state that the record is not in: what a second editor would cause.
    fixture.window->document().edit([](const gui::CurrentRecord& now) {
        Edit edit = setNoteEdit(now.record.id, now.curation, QStringLiteral("new"));
        edit.before.note = QStringLiteral("never was");
        return edit;
    });
    QTRY_COMPARE(fixture.dialogs.asked.size(), 1);
    QVERIFY(fixture.dialogs.asked.first().startsWith(QStringLiteral("Correction not taken: ")));
    QCOMPARE(fixture.current().curation.note, QString());
    QTRY_VERIFY(fixture.isSaved());
}

void TestTrouble::verifyNothingCanBeChanged(GuiFixture& fixture)
{
    QVERIFY(!fixture.window->document().isWritable());
    const gui::Actions& actions = fixture.window->actions();
    for (const QAction* action :
         {actions.review.accept, actions.review.reject, actions.review.noCore, actions.review.flag,
          actions.review.candidates[0], actions.edit.undo, actions.edit.labels, actions.edit.note,
          actions.edit.typeCore, actions.model.predictAll, actions.model.predictRest, actions.data.import})
        QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
    QVERIFY(!fixture.window->sidePanel().coreField().field().isEnabled());
    QVERIFY(!fixture.window->sidePanel().note().isEnabled());
    QVERIFY(fixture.window->statusLine().savedText().contains(QStringLiteral("nothing can be changed")));
    const Curation before = fixture.current().curation;
    for (const int key : {Qt::Key_N, Qt::Key_F, Qt::Key_1, Qt::Key_Delete})
        QTest::keyClick(&fixture.window->centrePanel().tracks(), Qt::Key(key));
    QCOMPARE(fixture.current().curation, before);
    QTest::keyClick(&fixture.window->centrePanel().tracks(), Qt::Key_J); // looking goes on
    QTRY_COMPARE(fixture.current().record.name, QStringLiteral("r2"));
}

void TestTrouble::readOnlyProjectSaysWhy()
{
    GuiFixture fixture;
    QVERIFY(QFile::setPermissions(fixture.project, QFile::ReadOwner | QFile::ReadGroup));
    fixture.show();
    fixture.dialogs.answer = false;
    fixture.window->projects().open(fixture.project);
    QTRY_COMPARE(fixture.dialogs.asked.size(), 1);
    QVERIFY(fixture.dialogs.asked.first().startsWith(QStringLiteral("The project cannot be changed: ")));
    QVERIFY2(fixture.dialogs.asked.first().contains(QStringLiteral("read-only")),
             qPrintable(fixture.dialogs.asked.first()));
    QVERIFY(!fixture.window->document().isOpen());
    fixture.dialogs.answer = true;
    fixture.window->projects().open(fixture.project);
    QTRY_VERIFY(fixture.window->document().isOpen());
    QTRY_COMPARE(fixture.current().record.name, QStringLiteral("r1"));
    verifyNothingCanBeChanged(fixture);
}

void TestTrouble::lockedByAnotherProcess()
{
    GuiFixture fixture;
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold"), fixture.project});
    QVERIFY(other.waitForReadyRead(20'000));
    QCOMPARE(other.readLine().trimmed(), QByteArray("locked"));
    fixture.open();
    QCOMPARE(fixture.dialogs.asked.size(), 1);
    QVERIFY2(fixture.dialogs.asked.first().contains(QString::number(other.processId())),
             qPrintable(fixture.dialogs.asked.first())); // who holds it
    verifyNothingCanBeChanged(fixture);

    other.closeWriteChannel();
    QVERIFY(other.waitForFinished(20'000));
    fixture.window->projects().open(fixture.project);
    QTRY_VERIFY(fixture.window->document().isWritable());
    QVERIFY(fixture.window->actions().review.accept->isEnabled());
    QTRY_COMPARE(fixture.window->statusLine().savedText(), QStringLiteral("Saved · all corrections on disk"));
}

void TestTrouble::closedWhilePredicting()
{
    GuiFixture fixture(6);
    fixture.open();
    fixture.script->gated = true;
    fixture.window->predictions().predictAll();
    fixture.script->gate.release(2);
    QTRY_VERIFY(fixture.current().prediction.has_value());
    const RecordId record = fixture.current().record.id;
    QVERIFY(fixture.window->document().inference().isRunning());
    QTest::keyClick(&fixture.window->centrePanel().tracks(), Qt::Key_2);
    fixture.close(); // no question, and no wait for the others
    QVERIFY(fixture.dialogs.asked.isEmpty());
    const auto disk = *ProjectReader::open(fixture.project);
    const RunId run = *disk->latestRun();
    QCOMPARE(disk->curation(record)->cores, QVector<Core>{Core({10, 34})});
    QVERIFY(disk->prediction(record, run)->has_value());
    const auto left = *disk->unpredicted(run);
    QVERIFY2(left.size() >= 4 && left.size() < 6, qPrintable(QString::number(left.size())));

    // The next start goes on where this one ended.
    fixture.script->gated = false;
    fixture.open();
    QSignalSpy finished(&fixture.window->predictions(), &gui::PredictController::finished);
    fixture.window->actions().model.predictRest->trigger();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().value<InferenceOutcome>().saved, left.size());
    QVERIFY(disk->unpredicted(run)->isEmpty());
}

void TestTrouble::anotherProjectWhilePredicting()
{
    GuiFixture fixture(6);
    const QString second = fixture.folder.filePath(QStringLiteral("second.corespan"));
    QVERIFY(bool(ProjectWriter::create(second, {QStringLiteral("second"), Alphabet::Protein, {}})));
    fixture.open();
    fixture.script->gated = true;
    fixture.window->predictions().predictAll();
    fixture.script->gate.release(1);
    QTRY_VERIFY(fixture.current().prediction.has_value());
    fixture.window->projects().open(second);
    QTRY_COMPARE(fixture.window->document().path(), second);
    QVERIFY(!fixture.window->statusLine().hasJob());
    QVERIFY(!fixture.current().isValid());
    QVERIFY(!fixture.window->document().inference().isRunning());
    QVERIFY(fixture.dialogs.asked.isEmpty());
    const auto disk = *ProjectReader::open(fixture.project);
    QVERIFY(disk->unpredicted(*disk->latestRun())->size() < 6);
}

int main(int argc, char* argv[])
{
    if (argc == 3 && qstrcmp(argv[1], "--hold") == 0)
        return holdLock(QString::fromLocal8Bit(argv[2]));
    QApplication application(argc, argv);
    TestTrouble test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_trouble.moc"
