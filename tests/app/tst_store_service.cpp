// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"
#include "core/store/store_service.h"

#include <QSignalSpy>
#include <QThread>

#include <atomic>
#include <thread>

using namespace corespan;
using namespace corespan::test;

class TestStoreService : public QObject
{
    Q_OBJECT

private slots:
    void createEditUndo();
    void openFailureIsReported();
    void requestsWithoutProject();
    void editsGoFirst();
    void repliesComeOnce();
    void contextGoneMeansNoReply();
    void contextDeletedByItsReply();
    void destroyedWhileRunning();
    void workersWait();
    void diskFullKeepsTheEdit();
    void closeWithUnsavedEdits();
    void discardUnsaved();
    void severalEditsAreOneStep();
    void severalEditsStopAndAreNotKept();
};

namespace {

constexpr int patience = 20000;

/// Opens and waits.
void open(StoreService& store, const QString& path, const OpenOptions& options = {})
{
    QSignalSpy opened(&store, &StoreService::opened);
    store.open(path, options, nullptr, {});
    QVERIFY(opened.count() || opened.wait(patience));
}

Edit note(int record, const QString& text)
{
    return setNoteEdit(RecordId(record), {}, text);
}

/// More than a few free pages hold.
Edit bigNote(int record)
{
    return note(record, QString(200000, QLatin1Char('n')));
}

} // namespace

void TestStoreService::createEditUndo()
{
    QTemporaryDir folder;
    StoreService store;
    const QString path = folder.filePath(QStringLiteral("new.corespan"));
    std::optional<Result<OpenReport>> made;
    store.create(path, {}, {.author = QStringLiteral("eve")}, this, [&](auto result) { made = result; });
    QTRY_VERIFY(made);
    QVERIFY(bool(*made));
    QVERIFY(store.isOpen());
    std::optional<Result<AddReport>> added;
    store.addRecords(records(2), this, [&](auto result) { added = result; });
    QTRY_VERIFY(added);
    QCOMPARE(valueOf(*added).added.size(), 2);

    QSignalSpy saved(&store, &StoreService::editSaved);
    QSignalSpy undoChanged(&store, &StoreService::undoStateChanged);
    std::optional<Result<Edit>> reply;
    store.applyEdit(coreEdit(RecordId(1), {}, {1, 10}), this, [&](auto result) {
        QCOMPARE(saved.count(), 1);
        QCOMPARE(QThread::currentThread(), thread());
        reply = result;
    });
    QCOMPARE(store.activity().edits, 1);
    QTRY_VERIFY(reply);
    QCOMPARE(valueOf(*reply).author, QStringLiteral("eve"));
    QTRY_VERIFY(store.activity() == StoreActivity());
    QCOMPARE(undoChanged.count(), 1);
    QCOMPARE(store.undoState().undoText, QStringLiteral("core 2–10"));
    reply.reset();
    store.undo(this, [&](auto result) { reply = result; });
    QTRY_VERIFY(reply);
    QCOMPARE(valueOf(*reply).record, RecordId(1));
    QCOMPARE(store.undoState().redoRecord, RecordId(1));
    QCOMPARE(store.undoState().undo, EditId::None);
}

void TestStoreService::openFailureIsReported()
{
    QTemporaryDir folder;
    StoreService store;
    std::optional<Result<OpenReport>> reply;
    store.open(folder.filePath(QStringLiteral("none.corespan")), {}, this, [&](auto result) { reply = result; });
    QTRY_VERIFY(reply);
    QCOMPARE(reply->error().kind, Error::Kind::NotFound);
    QVERIFY(!store.isOpen());
}

void TestStoreService::requestsWithoutProject()
{
    StoreService store;
    int replies = 0;
    QSignalSpy notSaved(&store, &StoreService::editNotSaved);
    const auto refused = [&](const auto& result) {
        QVERIFY(!result);
        ++replies;
    };
    store.applyEdit(note(1, QStringLiteral("x")), this, refused);
    store.undo(this, refused);
    store.addRun({}, this, refused);
    store.savePredictions(RunId(1), {}, this, refused);
    store.setTitle(QStringLiteral("x"), this, refused);
    QTRY_COMPARE(replies, 5);
    QCOMPARE(notSaved.count(), 1);
    QCOMPARE(notSaved[0][2].toBool(), false);
    QVERIFY(store.unsavedEdits().isEmpty());
}

void TestStoreService::editsGoFirst()
{
    QTemporaryDir folder;
    StoreService store;
    open(store, project(folder, 50));
    std::optional<Result<Run>> run;
    store.addRun({}, this, [&](auto result) { run = result; });
    QTRY_VERIFY(run);
    QVector<PredictionResult> batch;
    for (int i = 1; i <= 50; ++i) {
        batch.append(prediction(RecordId(i), Span{1, 10}, 0.5));
        batch.last().tracks.core = QVector<float>(20000, 0.5F);
    }
    int batches = 0;
    int batchesBeforeEdit = -1;
    for (int i = 0; i < 40; ++i)
        store.savePredictions(valueOf(*run).id, batch, this, [&](auto) { ++batches; });
    store.applyEdit(coreEdit(RecordId(1), {}, {1, 10}), this, [&](auto result) {
        QVERIFY(bool(result));
        batchesBeforeEdit = batches;
    });
    QTRY_COMPARE_WITH_TIMEOUT(batches, 40, patience);
    QVERIFY2(batchesBeforeEdit >= 0 && batchesBeforeEdit < 20, qPrintable(QString::number(batchesBeforeEdit)));
}

void TestStoreService::repliesComeOnce()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    StoreService store;
    open(store, path);
    QMap<int, int> replies;
    int flushedAfter = -1;
    Curation now;
    for (int i = 0; i < 100; ++i) {
        const Edit edit = setNoteEdit(RecordId(1), now, QString::number(i));
        store.applyEdit(edit, this, [&replies, i](auto result) {
            QVERIFY(bool(result));
            ++replies[i];
        });
        now = edit.after;
    }
    store.flush(this, [&](auto) { flushedAfter = int(replies.size()); });
    QTRY_COMPARE_WITH_TIMEOUT(flushedAfter, 100, patience);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(replies[i], 1);
    auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->curation(RecordId(1))).note, QStringLiteral("99"));
}

void TestStoreService::contextGoneMeansNoReply()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    StoreService store;
    open(store, path);
    bool called = false;
    {
        QObject context;
        store.applyEdit(note(1, QStringLiteral("kept")), &context, [&](auto) { called = true; });
    }
    QSignalSpy saved(&store, &StoreService::editSaved);
    QVERIFY(saved.count() || saved.wait(patience));
    QCoreApplication::processEvents();
    QVERIFY(!called);
    auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->curation(RecordId(1))).note, QStringLiteral("kept"));
}

void TestStoreService::contextDeletedByItsReply()
{
    QTemporaryDir folder;
    StoreService store;
    open(store, project(folder, 1));
    auto* context = new QObject;
    bool done = false;
    store.flush(context, [&, context](auto) {
        delete context;
        done = true;
    });
    QTRY_VERIFY(done);
}

void TestStoreService::destroyedWhileRunning()
{
    QTemporaryDir folder;
    const QString path = project(folder, 20);
    int replies = 0;
    {
        StoreService store;
        open(store, path);
        Run run;
        store.addRun(run, this, [&](auto result) {
            ++replies;
            QVERIFY(bool(result));
        });
        for (int i = 1; i <= 20; ++i) {
            store.savePredictions(RunId(1), {prediction(RecordId(i), Span{1, 10}, 0.5)}, this,
                                  [&](auto) { ++replies; });
            store.applyEdit(coreEdit(RecordId(i), {}, {1, 10}), this, [&](auto) { ++replies; });
        }
    }
    QTRY_COMPARE(replies, 41);
    QVERIFY(!QFile::exists(path + QStringLiteral(".lock")));
    auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->counts()).byState[ReviewState::Corrected], 20);
    QCOMPARE(valueOf(reader->unpredicted(RunId(1))).size(), 0);
    StoreService idle;
}

void TestStoreService::workersWait()
{
    QTemporaryDir folder;
    const QString path = project(folder, 0);
    StoreService store;
    open(store, path);
    std::atomic<int> added{0};
    {
        std::vector<std::jthread> workers;
        for (int worker = 0; worker < 3; ++worker) {
            workers.emplace_back([&store, &added, worker] {
                for (int i = 0; i < 10; ++i) {
                    const auto report =
                        store.addRecordsAndWait({record(QStringLiteral("w%1-%2").arg(worker).arg(i), "ACGT")});
                    added += report ? int(report->added.size()) : 0;
                }
                const auto run = store.addRunAndWait({});
                if (run)
                    added +=
                        int(store.savePredictionsAndWait(run->id, {prediction(RecordId(1), Span{0, 1}, 0.5)}).value());
            });
        }
    }
    QCOMPARE(added.load(), 33);
    auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->counts()).total, 30);
    QCOMPARE(valueOf(reader->runs()).size(), 3);
}

void TestStoreService::diskFullKeepsTheEdit()
{
    QTemporaryDir folder;
    const QString path = project(folder, 3);
    StoreService store;
    open(store, path, {.maxPages = 1}); // SQLite takes the present size
    QSignalSpy notSaved(&store, &StoreService::editNotSaved);
    QSignalSpy saved(&store, &StoreService::editSaved);
    std::optional<Result<Edit>> reply;
    store.applyEdit(bigNote(1), this, [&](auto result) { reply = result; });
    const Edit second = setNoteEdit(RecordId(1), bigNote(1).after, QStringLiteral("shorter"));
    store.applyEdit(second, this, [](auto result) { QVERIFY(!result); });
    QTRY_COMPARE(notSaved.count(), 2);
    QTRY_VERIFY(reply);
    QCOMPARE(reply->error().kind, Error::Kind::DiskFull);
    QVERIFY(reply->error().message.contains(QStringLiteral("no space left")));
    QCOMPARE(notSaved[0][2].toBool(), true);
    QCOMPARE(store.unsavedEdits().size(), 2);
    QCOMPARE(store.activity().unsaved, 2);
    auto reader = valueOf(ProjectReader::open(path));
    QVERIFY(valueOf(reader->curation(RecordId(1))) == Curation());
    QVERIFY(valueOf(reader->edits(RecordId(1))).isEmpty());

    store.retryUnsaved();
    QTRY_COMPARE(notSaved.count(), 4);
    QCOMPARE(saved.count(), 0);
    store.setMaxPages(0);
    std::optional<bool> flushed;
    store.flush(this, [&](auto) { flushed = true; });
    QTRY_VERIFY(flushed);
    store.retryUnsaved();
    QTRY_COMPARE(saved.count(), 2);
    QTRY_VERIFY(store.activity() == StoreActivity());
    QCOMPARE(valueOf(reader->curation(RecordId(1))).note, QStringLiteral("shorter"));
    QCOMPARE(valueOf(reader->edits(RecordId(1))).size(), 2);
}

void TestStoreService::closeWithUnsavedEdits()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    StoreService store;
    open(store, path, {.maxPages = 1});
    store.applyEdit(bigNote(1));
    std::optional<Status> closing;
    store.close(this, [&](auto result) { closing = result; });
    QTRY_VERIFY(closing);
    QCOMPARE(closing->error().kind, Error::Kind::DiskFull);
    QVERIFY(store.isOpen());
    store.setMaxPages(0);
    closing.reset();
    store.close(this, [&](auto result) { closing = result; });
    QTRY_VERIFY(closing);
    QVERIFY(bool(*closing));
    QVERIFY(!store.isOpen());
    QVERIFY(store.unsavedEdits().isEmpty());
    auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->curation(RecordId(1))).note.size(), 200000);
}

void TestStoreService::discardUnsaved()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    StoreService store;
    open(store, path, {.maxPages = 1});
    QSignalSpy notSaved(&store, &StoreService::editNotSaved);
    store.applyEdit(bigNote(1));
    QTRY_COMPARE(notSaved.count(), 1);
    std::optional<Result<Edit>> undone;
    store.undo(this, [&](auto result) { undone = result; });
    QTRY_VERIFY(undone);
    QCOMPARE(undone->error().kind, Error::Kind::DiskFull);
    store.discardUnsaved();
    QTRY_COMPARE(store.unsavedEdits().size(), 0);
    std::optional<Status> closing;
    store.close(this, [&](auto result) { closing = result; });
    QTRY_VERIFY(closing);
    QVERIFY(bool(*closing));
}

void TestStoreService::severalEditsAreOneStep()
{
    QTemporaryDir folder;
    StoreService store;
    open(store, project(folder, 1000));
    QVector<Edit> edits;
    for (int id = 1; id <= 1000; ++id)
        edits << note(id, QStringLiteral("x"));
    QSignalSpy alone(&store, &StoreService::editSaved);
    QSignalSpy steps(&store, &StoreService::stepSaved);
    QSignalSpy progress(&store, &StoreService::stepProgress);
    std::optional<Result<QVector<Edit>>> made;
    store.applyEdits(edits, QStringLiteral("noted all"), {}, this, [&](auto result) { made = result; });
    QTRY_VERIFY_WITH_TIMEOUT(made, patience);
    QCOMPARE(valueOf(*made).size(), 1000);
    QCOMPARE(steps.count(), 1);
    QCOMPARE(progress.count(), 2);
    QCOMPARE(progress[1], (QVariantList{1000, 1000}));
    QCOMPARE(store.undoState().undoText, QStringLiteral("noted all"));
    std::optional<Result<Edit>> undone;
    store.undo(this, [&](auto result) { undone = result; });
    QTRY_VERIFY_WITH_TIMEOUT(undone, patience);
    QVERIFY(valueOf(*undone).step != EditId::None);
    QCOMPARE(steps.count(), 2);
    QCOMPARE(alone.count(), 0);
    QCOMPARE(store.undoState().redoText, QStringLiteral("noted all"));
    std::stop_source stop;
    stop.request_stop();
    undone.reset();
    store.redo(
        this, [&](auto result) { undone = result; }, stop.get_token());
    QTRY_VERIFY_WITH_TIMEOUT(undone, patience);
    QCOMPARE(undone->error().kind, Error::Kind::Cancelled);
    QCOMPARE(store.undoState().redoText, QStringLiteral("noted all"));
}

void TestStoreService::severalEditsStopAndAreNotKept()
{
    QTemporaryDir folder;
    StoreService store;
    open(store, project(folder, 2), {.maxPages = 1});
    std::stop_source stop;
    stop.request_stop();
    std::optional<Result<QVector<Edit>>> reply;
    const auto answer = [&](auto result) { reply = result; };
    store.applyEdits({note(1, QStringLiteral("x"))}, {}, stop.get_token(), this, answer);
    QTRY_VERIFY(reply);
    QCOMPARE(reply->error().kind, Error::Kind::Cancelled);
    reply.reset();
    store.applyEdits({bigNote(1), bigNote(2)}, {}, {}, this, answer);
    QTRY_VERIFY(reply);
    QCOMPARE(reply->error().kind, Error::Kind::DiskFull);
    QVERIFY(store.unsavedEdits().isEmpty());
    QCOMPARE(store.undoState(), UndoState());
}

QTEST_GUILESS_MAIN(TestStoreService)
#include "tst_store_service.moc"
