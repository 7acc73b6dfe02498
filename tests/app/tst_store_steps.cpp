// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"

using namespace corespan;
using namespace corespan::test;

namespace {

constexpr int recordCount = 6;
const QString title = QStringLiteral("accepted some");

/// One edit for each of the records, which are as `now` says.
QVector<Edit> editsOf(const QVector<int>& ids, const QVector<Curation>& now, Span span)
{
    QVector<Edit> edits;
    for (const int id : ids)
        edits << coreEdit(RecordId(id), now[id - 1], span);
    return edits;
}

QVector<Curation> curations(const ProjectReader& reader)
{
    QVector<Curation> all;
    for (int id = 1; id <= recordCount; ++id)
        all << valueOf(reader.curation(RecordId(id)));
    return all;
}

} // namespace

/// Steps of several edits: one transaction, one step of undo.
class TestStoreSteps : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = project(*m_folder, recordCount);
        m_writer = valueOf(ProjectWriter::open(m_path));
        m_reader = valueOf(ProjectReader::open(m_path));
        m_fresh = curations(*m_reader);
    }
    void cleanup() { m_writer.reset(); }

    void isOneStepAcrossRestarts()
    {
        const Edit alone = valueOf(m_writer->applyEdit(coreEdit(RecordId(2), {}, {1, 10})));
        QCOMPARE(alone.step, EditId::None);
        const auto made = valueOf(m_writer->applyEdits(editsOf({3, 1, 4}, m_fresh, {5, 50}), title));
        QCOMPARE(made.size(), 3);
        QCOMPARE(made[2].step, made[0].id);
        QCOMPARE(valueOf(m_reader->stepRecords(made[0].id)),
                 (QVector<RecordId>{RecordId(3), RecordId(1), RecordId(4)}));
        const QVector<Curation> changed = curations(*m_reader);
        QCOMPARE(changed[3].cores, (QVector<Core>{Core{{5, 50}}}));
        QCOMPARE(valueOf(m_writer->undoState()).undoText, title);
        QCOMPARE(valueOf(m_reader->edits(RecordId(4)))[0].summary, QStringLiteral("core 6–50"));

        reopen();
        const Edit undone = valueOf(m_writer->undo());
        QCOMPARE(undone.record, RecordId(3)); // the one that was edited first
        QCOMPARE(undone.undoes, made[0].id);
        QCOMPARE(valueOf(m_reader->stepRecords(undone.step)).size(), 3);
        QVector<Curation> before = m_fresh;
        before[1] = alone.after;
        QVERIFY(curations(*m_reader) == before);
        const UndoState state = valueOf(m_writer->undoState());
        QCOMPARE(state.undo, alone.id);
        QCOMPARE(state.redoText, title);

        reopen();
        const Edit redone = valueOf(m_writer->redo());
        QCOMPARE(redone.record, RecordId(3));
        QVERIFY(curations(*m_reader) == changed);
        QCOMPARE(valueOf(m_writer->undoState()).undoText, title);
        valueOf(m_writer->undo());
        QCOMPARE(valueOf(m_writer->undo()).record, RecordId(2));
        QVERIFY(curations(*m_reader) == m_fresh);
        QCOMPARE(m_writer->undo().error().kind, Error::Kind::NotFound);
    }

    void oneRefusedRefusesAll()
    {
        QVector<Edit> edits = editsOf({1, 2, 3}, m_fresh, {5, 50});
        edits[1] = coreEdit(RecordId(2), {}, {90, 101});
        const auto refused = m_writer->applyEdits(edits, title);
        QCOMPARE(refused.error().kind, Error::Kind::BadInput);
        QVERIFY2(refused.error().message.startsWith(QStringLiteral("rec2: ")), qPrintable(refused.error().message));
        QVERIFY2(refused.error().message.endsWith(QStringLiteral(" None of the 3 records was changed.")),
                 qPrintable(refused.error().message));
        QVERIFY(curations(*m_reader) == m_fresh);
        QCOMPARE(valueOf(m_writer->undoState()).undo, EditId::None);

        valueOf(m_writer->applyEdit(coreEdit(RecordId(3), {}, {1, 10})));
        const auto stale = m_writer->applyEdits(editsOf({1, 2, 3}, m_fresh, {5, 50}), title);
        QVERIFY2(stale.error().message.startsWith(QStringLiteral("rec3: The record has changed")),
                 qPrintable(stale.error().message));
        QVERIFY(valueOf(m_reader->edits(RecordId(1))).isEmpty());
    }

    void severalEditsOfOneRecordBuildOnEachOther()
    {
        const Edit first = coreEdit(RecordId(1), {}, {5, 50});
        const Edit second = setNoteEdit(RecordId(1), first.after, QStringLiteral("short"));
        valueOf(m_writer->applyEdits(QVector<Edit>{first, second}, title));
        QCOMPARE(curations(*m_reader)[0].note, QStringLiteral("short"));
        valueOf(m_writer->undo());
        QVERIFY(curations(*m_reader) == m_fresh);
    }

    void nothingToChangeIsNoStep()
    {
        const Edit first = valueOf(m_writer->applyEdit(coreEdit(RecordId(1), {}, {5, 50})));
        QVERIFY(valueOf(m_writer->applyEdits({}, title)).isEmpty());
        QVERIFY(
            valueOf(m_writer->applyEdits(QVector<Edit>{coreEdit(RecordId(1), first.after, {5, 50})}, title)).isEmpty());
        QCOMPARE(valueOf(m_writer->undoState()).undo, first.id);
    }

    void stoppedKeepsNothing()
    {
        std::int64_t reached = 0;
        const auto stop = [&](std::int64_t done, std::int64_t total) {
            reached = done;
            return total == 4 && done < 3;
        };
        const auto stopped = m_writer->applyEdits(editsOf({1, 2, 3, 4}, m_fresh, {5, 50}), title, stop);
        QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
        QCOMPARE(reached, 3);
        QVERIFY(curations(*m_reader) == m_fresh);
        valueOf(m_writer->applyEdits(editsOf({1, 2, 3, 4}, m_fresh, {5, 50}), title));
        const QVector<Curation> changed = curations(*m_reader);
        QCOMPARE(m_writer->undo(stop).error().kind, Error::Kind::Cancelled);
        QVERIFY(curations(*m_reader) == changed);
    }

    /// Against plain stacks in memory, single edits and steps mixed, with the project reopened now and then.
    void deepUndoRedo()
    {
        QVector<QVector<Curation>> undoStack, redoStack;
        QVector<Curation> now = m_fresh;
        quint32 random = 4711;
        const auto next = [&random](quint32 below) {
            random = random * 1664525 + 1013904223;
            return (random >> 16) % below;
        };
        for (int i = 0; i < 200; ++i) {
            const quint32 what = next(10);
            if (i % 40 == 39)
                reopen();
            if (what < 4) {
                QVector<int> ids;
                for (int id = 1; id <= recordCount; ++id)
                    if (next(2) == 0 || (id == recordCount && ids.isEmpty()))
                        ids << id;
                const QVector<Edit> edits = editsOf(ids, now, {i % 50, i % 50 + 5 + i % 7});
                if (what == 0)
                    valueOf(m_writer->applyEdit(edits.first()));
                else
                    QCOMPARE(valueOf(m_writer->applyEdits(edits, title)).size(), ids.size());
                undoStack << now;
                redoStack.clear();
                for (const Edit& edit : what == 0 ? edits.first(1) : edits)
                    now[int(edit.record) - 1] = edit.after;
            } else {
                auto& from = what < 7 ? undoStack : redoStack;
                auto& to = what < 7 ? redoStack : undoStack;
                const Result<Edit> step = what < 7 ? m_writer->undo() : m_writer->redo();
                QCOMPARE(bool(step), !from.isEmpty());
                if (from.isEmpty())
                    continue;
                to << now;
                now = from.takeLast();
            }
            QVERIFY(curations(*m_reader) == now);
        }
    }

    void salvagedCopyUndoesIt()
    {
        valueOf(m_writer->applyEdits(editsOf({1, 2, 3}, m_fresh, {5, 50}), title));
        m_writer.reset();
        const QString copy = m_folder->filePath(QStringLiteral("copy.corespan"));
        QVERIFY(valueOf(ProjectWriter::salvage(m_path, copy)).lost.isEmpty());
        auto writer = valueOf(ProjectWriter::open(copy));
        valueOf(writer->undo());
        QVERIFY(curations(*valueOf(ProjectReader::open(copy))) == m_fresh);
    }

private:
    void reopen()
    {
        m_writer.reset();
        m_writer = valueOf(ProjectWriter::open(m_path));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<ProjectWriter> m_writer;
    std::unique_ptr<ProjectReader> m_reader;
    QVector<Curation> m_fresh;
};

QTEST_GUILESS_MAIN(TestStoreSteps)
#include "tst_store_steps.moc"
