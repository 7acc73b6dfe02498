// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

using namespace corespan;
using namespace corespan::test;

class TestStoreUndo : public QObject
{
    Q_OBJECT

private slots:
    void editIsStoredWithItsInverse();
    void undoAndRedoAcrossRecords();
    void undoAfterRestart();
    void freshEditEndsRedo();
    void deepUndoRedo();
    void markSeenIsNoStep();
    void staleEditIsRefused();
    void impossibleEditsAreRefused();
    void noOpStoresNothing();
    void logOnlyGrows();
    void labelsAndNotesComeBack();
};

void TestStoreUndo::editIsStoredWithItsInverse()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    auto writer = valueOf(ProjectWriter::open(path, {.author = QStringLiteral("ben")}));
    const Edit edit = valueOf(writer->applyEdit(moveBoundaryEdit(RecordId(1), {}, {Core{{24, 54}}}, {Core{{24, 56}}})));
    QCOMPARE(edit.id, EditId(1));
    QCOMPARE(edit.author, QStringLiteral("ben"));
    QVERIFY(edit.time.isValid());
    auto reader = valueOf(ProjectReader::open(path));
    const QVector<Edit> log = valueOf(reader->edits(RecordId(1)));
    QCOMPARE(log.size(), 1);
    QVERIFY(log[0].before == Curation());
    QVERIFY(log[0].after == edit.after);
    QCOMPARE(log[0].kind, EditKind::MoveBoundary);
    QCOMPARE(log[0].summary, QStringLiteral("end 56 → 54"));
    QCOMPARE(log[0].undoes, EditId::None);
    const UndoState state = valueOf(reader->undoState());
    QCOMPARE(state.undo, EditId(1));
    QCOMPARE(state.undoRecord, RecordId(1));
    QCOMPARE(state.undoText, QStringLiteral("end 56 → 54"));
    QCOMPARE(state.redo, EditId::None);
}

void TestStoreUndo::undoAndRedoAcrossRecords()
{
    QTemporaryDir folder;
    const QString path = project(folder, 2);
    auto writer = valueOf(ProjectWriter::open(path));
    auto reader = valueOf(ProjectReader::open(path));
    const Curation one = valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {1, 10}))).after;
    const Curation two = valueOf(writer->applyEdit(coreEdit(RecordId(2), {}, {2, 20}))).after;
    const Curation three = valueOf(writer->applyEdit(coreEdit(RecordId(1), one, {3, 30}))).after;

    const Edit undo = valueOf(writer->undo());
    QCOMPARE(undo.record, RecordId(1));
    QCOMPARE(undo.undoes, EditId(3));
    QCOMPARE(undo.summary, QStringLiteral("undo: core 2–10 → 4–30"));
    QVERIFY(valueOf(reader->curation(RecordId(1))) == one);
    QCOMPARE(valueOf(writer->undo()).record, RecordId(2));
    QVERIFY(valueOf(reader->curation(RecordId(2))) == Curation());
    QCOMPARE(valueOf(writer->undo()).record, RecordId(1));
    QVERIFY(valueOf(reader->curation(RecordId(1))) == Curation());
    QCOMPARE(writer->undo().error().kind, Error::Kind::NotFound);

    const Edit redo = valueOf(writer->redo());
    QCOMPARE(redo.record, RecordId(1));
    QCOMPARE(redo.summary, QStringLiteral("redo: core 2–10"));
    QVERIFY(valueOf(reader->curation(RecordId(1))) == one);
    QCOMPARE(valueOf(writer->redo()).record, RecordId(2));
    QVERIFY(valueOf(reader->curation(RecordId(2))) == two);
    QCOMPARE(valueOf(writer->redo()).record, RecordId(1));
    QVERIFY(valueOf(reader->curation(RecordId(1))) == three);
    QCOMPARE(writer->redo().error().kind, Error::Kind::NotFound);
    QCOMPARE(valueOf(reader->edits(RecordId(1))).size(), 6);
}

void TestStoreUndo::undoAfterRestart()
{
    QTemporaryDir folder;
    const QString path = project(folder, 2);
    {
        auto writer = valueOf(ProjectWriter::open(path));
        valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {1, 10})));
        valueOf(writer->applyEdit(coreEdit(RecordId(2), {}, {2, 20})));
        valueOf(writer->undo());
    }
    auto writer = valueOf(ProjectWriter::open(path));
    const UndoState state = valueOf(writer->undoState());
    QCOMPARE(state.undoRecord, RecordId(1));
    QCOMPARE(state.undoText, QStringLiteral("core 2–10"));
    QCOMPARE(state.redoRecord, RecordId(2));
    QCOMPARE(state.redoText, QStringLiteral("core 3–20"));
    QCOMPARE(valueOf(writer->undo()).record, RecordId(1));
    QCOMPARE(valueOf(writer->redo()).record, RecordId(1));
    QCOMPARE(valueOf(writer->redo()).record, RecordId(2));
    auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->curation(RecordId(2))).cores, (QVector<Core>{Core{{2, 20}}}));
}

void TestStoreUndo::freshEditEndsRedo()
{
    QTemporaryDir folder;
    auto writer = valueOf(ProjectWriter::open(project(folder, 2)));
    valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {1, 10})));
    valueOf(writer->undo());
    valueOf(writer->applyEdit(coreEdit(RecordId(2), {}, {2, 20})));
    QCOMPARE(valueOf(writer->undoState()).redo, EditId::None);
    QCOMPARE(writer->redo().error().kind, Error::Kind::NotFound);
    QCOMPARE(valueOf(writer->undo()).record, RecordId(2));
    QCOMPARE(writer->undo().error().kind, Error::Kind::NotFound);
}

void TestStoreUndo::deepUndoRedo()
{
    // Against a plain stack in memory, up and down, with the project reopened now and then.
    QTemporaryDir folder;
    const QString path = project(folder, 3);
    auto writer = valueOf(ProjectWriter::open(path));
    auto reader = valueOf(ProjectReader::open(path));
    std::array<Curation, 3> now;
    QVector<std::pair<int, Curation>> undoStack, redoStack;
    quint32 random = 12345;
    for (int i = 0; i < 300; ++i) {
        random = random * 1664525 + 1013904223;
        const quint32 what = (random >> 16) % 10;
        if (i % 60 == 59) {
            writer.reset();
            writer = valueOf(ProjectWriter::open(path));
        }
        if (what < 4) {
            const int which = int((random >> 8) % 3);
            const Edit edit = coreEdit(RecordId(which + 1), now[std::size_t(which)], {i % 50, i % 50 + 5 + i % 7});
            QVERIFY(bool(writer->applyEdit(edit)));
            undoStack.append({which, now[std::size_t(which)]});
            redoStack.clear();
            now[std::size_t(which)] = edit.after;
        } else {
            auto& from = what < 7 ? undoStack : redoStack;
            auto& to = what < 7 ? redoStack : undoStack;
            const Result<Edit> step = what < 7 ? writer->undo() : writer->redo();
            QCOMPARE(bool(step), !from.isEmpty());
            if (from.isEmpty())
                continue;
            const auto [which, curation] = from.takeLast();
            QCOMPARE(step->record, RecordId(which + 1));
            to.append({which, now[std::size_t(which)]});
            now[std::size_t(which)] = curation;
        }
        for (int record = 0; record < 3; ++record)
            QVERIFY(valueOf(reader->curation(RecordId(record + 1))) == now[std::size_t(record)]);
    }
}

void TestStoreUndo::markSeenIsNoStep()
{
    QTemporaryDir folder;
    const QString path = project(folder, 2);
    auto writer = valueOf(ProjectWriter::open(path));
    valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {1, 10})));
    valueOf(writer->undo());
    valueOf(writer->applyEdit(markSeenEdit(RecordId(2), {})));
    const UndoState state = valueOf(writer->undoState());
    QCOMPARE(state.undo, EditId::None);
    QCOMPARE(state.redoRecord, RecordId(1));
    QCOMPARE(valueOf(writer->redo()).record, RecordId(1));
    // The editor did not know yet that the record had been marked.
    const Edit edit = valueOf(writer->applyEdit(coreEdit(RecordId(2), {}, {1, 10})));
    QCOMPARE(edit.before.state, ReviewState::Seen);
}

void TestStoreUndo::staleEditIsRefused()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    auto writer = valueOf(ProjectWriter::open(path));
    const Edit first = valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {1, 10})));
    const Result<Edit> stale = writer->applyEdit(coreEdit(RecordId(1), {}, {2, 20}));
    QCOMPARE(stale.error().kind, Error::Kind::BadInput);
    auto reader = valueOf(ProjectReader::open(path));
    QVERIFY(valueOf(reader->curation(RecordId(1))) == first.after);
    QCOMPARE(valueOf(reader->edits(RecordId(1))).size(), 1);
}

void TestStoreUndo::impossibleEditsAreRefused()
{
    QTemporaryDir folder;
    auto writer = valueOf(ProjectWriter::open(project(folder, 1)));
    QCOMPARE(writer->applyEdit(coreEdit(RecordId(1), {}, {90, 101})).error().kind, Error::Kind::BadInput);
    QCOMPARE(writer->applyEdit(coreEdit(RecordId(5), {}, {1, 10})).error().kind, Error::Kind::NotFound);
    QCOMPARE(writer->applyEdit(setLabelsEdit(RecordId(1), {}, {99, 101}, QStringLiteral("helix"))).error().kind,
             Error::Kind::BadInput);
    QCOMPARE(valueOf(writer->undoState()).undo, EditId::None);
}

void TestStoreUndo::noOpStoresNothing()
{
    QTemporaryDir folder;
    auto writer = valueOf(ProjectWriter::open(project(folder, 1)));
    const Curation accepted = valueOf(writer->applyEdit(acceptEdit(RecordId(1), {}, {Core{{1, 5}}}))).after;
    QCOMPARE(valueOf(writer->applyEdit(acceptEdit(RecordId(1), accepted, {Core{{1, 5}}}))).id, EditId::None);
    QCOMPARE(valueOf(writer->undoState()).undo, EditId(1));
}

void TestStoreUndo::logOnlyGrows()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    {
        auto writer = valueOf(ProjectWriter::open(path));
        valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {1, 10})));
    }
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("plain"));
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(!query.exec(QStringLiteral("UPDATE edits SET author = 'nobody'")));
        QVERIFY(query.lastError().text().contains(QStringLiteral("only grows")));
        QVERIFY(!query.exec(QStringLiteral("DELETE FROM edits")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("plain"));
}

void TestStoreUndo::labelsAndNotesComeBack()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    auto writer = valueOf(ProjectWriter::open(path));
    auto reader = valueOf(ProjectReader::open(path));
    Curation now = valueOf(writer->applyEdit(acceptEdit(RecordId(1), {}, {Core{{10, 50}}}))).after;
    now = valueOf(writer->applyEdit(setLabelsEdit(RecordId(1), now, {12, 20}, QStringLiteral("helix")))).after;
    const Curation labelled =
        valueOf(writer->applyEdit(setLabelsEdit(RecordId(1), now, {15, 16}, QStringLiteral("strand")))).after;
    const Curation noted =
        valueOf(writer->applyEdit(setNoteEdit(RecordId(1), labelled, QStringLiteral("Why? ‘so’")))).after;
    QVERIFY(valueOf(reader->curation(RecordId(1))) == noted);
    QCOMPARE(valueOf(reader->curation(RecordId(1))).labels.value(15), QStringLiteral("strand"));
    valueOf(writer->undo());
    QVERIFY(valueOf(reader->curation(RecordId(1))) == labelled);
    valueOf(writer->undo());
    QVERIFY(valueOf(reader->curation(RecordId(1))) == now);
}

QTEST_GUILESS_MAIN(TestStoreUndo)
#include "tst_store_undo.moc"
