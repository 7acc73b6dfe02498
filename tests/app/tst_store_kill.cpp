// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <chrono>
#include <cstdio>
#include <thread>

using namespace corespan;
using namespace corespan::test;

namespace {

constexpr int kills = 200;
constexpr int recordCount = 20;

/// Records in one step.
constexpr int several = 5;

Result<Edit> editSeveral(ProjectWriter& writer, const ProjectReader& reader, int i)
{
    QVector<Edit> edits;
    for (int k = 0; k < several; ++k) {
        const auto id = RecordId(1 + (i + k) % recordCount);
        const Result<Curation> now = reader.curation(id);
        if (!now)
            return now.error();
        edits << setNoteEdit(id, *now, QString::number(i));
    }
    const Result<QVector<Edit>> made = writer.applyEdits(edits, QStringLiteral("several"));
    if (!made)
        return made.error();
    return made->isEmpty() ? Result<Edit>(Error{{}, Error::Kind::NotFound}) : Result<Edit>(made->last());
}

/// The program that is killed: edits, undoes, redoes and saves predictions as fast as it can, and names each edit on
/// stdout once it has been acknowledged.
int editUntilKilled(const QString& path, int start)
{
    const auto opened = ProjectWriter::open(path);
    const auto reader = ProjectReader::open(path);
    if (!opened || !reader) {
        std::fprintf(stderr, "%s\n", qPrintable(!opened ? opened.error().message : reader.error().message));
        return 1;
    }
    ProjectWriter& writer = **opened;
    std::printf("ready\n");
    std::fflush(stdout);
    for (int i = start;; ++i) {
        const auto id = RecordId(1 + i % recordCount);
        if (i % 5 == 4)
            (void)writer.savePredictions(RunId(1), QVector{prediction(id, Span{i % 50, i % 50 + 9}, 0.5)});
        const Result<Curation> now = (*reader)->curation(id);
        Result<Edit> edit = Error{};
        if (i % 7 == 5)
            edit = writer.undo();
        else if (i % 7 == 6)
            edit = writer.redo();
        else if (i % 7 == 3)
            edit = editSeveral(writer, **reader, i);
        else if (now)
            edit = writer.applyEdit(coreEdit(id, *now, {i % 41, i % 41 + 10 + i % 13}));
        if (!edit && edit.error().kind == Error::Kind::NotFound)
            continue; // nothing to undo or redo just now
        if (!edit)
            return 2;
        std::printf("%lld\n", static_cast<long long>(edit->id));
        std::fflush(stdout);
    }
}

} // namespace

class TestStoreKill : public QObject
{
    Q_OBJECT

private slots:
    void nothingAcknowledgedIsLost();

private:
    void killOnce(const QString& path, int start, int acknowledgements, int microseconds);
    void check(const QString& path, qint64 acknowledged);
    qint64 m_acknowledged = 0;
    int m_steps = 0;       ///< of several edits in the log
    int m_inTheMiddle = 0; ///< kills that hit between two acknowledgements of a running editor
};

void TestStoreKill::killOnce(const QString& path, int start, int acknowledgements, int microseconds)
{
    QProcess editor;
    editor.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--edit"), path, QString::number(start)});
    const auto line = [&editor] {
        while (!editor.canReadLine() && editor.waitForReadyRead(20000)) {
        }
        return editor.readLine().trimmed();
    };
    QVERIFY2(line() == "ready", editor.readAllStandardError().constData());
    qint64 last = 0;
    for (int i = 0; i < acknowledgements; ++i)
        last = line().toLongLong();
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
    editor.kill();
    QVERIFY(editor.waitForFinished(20000));
    QCOMPARE(editor.exitStatus(), QProcess::CrashExit);
    for (const QByteArray& rest : editor.readAllStandardOutput().split('\n'))
        last = rest.isEmpty() ? last : rest.toLongLong();
    m_inTheMiddle += last > 0;
    m_acknowledged = std::max(m_acknowledged, last);
}

void TestStoreKill::check(const QString& path, qint64 acknowledged)
{
    // Opening runs quick_check and takes the dead editor's lock over.
    auto writer = valueOf(ProjectWriter::open(path));
    QVERIFY(writer);
    const QString name = QStringLiteral("check");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("PRAGMA quick_check")) && query.next());
        QCOMPARE(query.value(0).toString(), QStringLiteral("ok"));
        QVERIFY(query.exec(QStringLiteral("SELECT count(*), coalesce(max(id), 0) FROM edits")) && query.next());
        QCOMPARE(query.value(0).toLongLong(), query.value(1).toLongLong());
        QVERIFY2(query.value(1).toLongLong() >= acknowledged, "an acknowledged edit is gone");
        QVERIFY(query.exec(QStringLiteral("SELECT count(*), max(n), min(n) FROM (SELECT count(*) AS n FROM edits WHERE "
                                          "part_of IS NOT NULL GROUP BY part_of)")) &&
                query.next());
        m_steps = query.value(0).toInt();
        QVERIFY2(m_steps == 0 || (query.value(1).toInt() == several && query.value(2).toInt() == several),
                 "a step of several is not whole");
    }
    QSqlDatabase::removeDatabase(name);
    // The state of each record is what its last edit left.
    auto reader = valueOf(ProjectReader::open(path));
    for (int id = 1; id <= recordCount; ++id) {
        const QVector<Edit> edits = valueOf(reader->edits(RecordId(id)));
        QVERIFY(valueOf(reader->curation(RecordId(id))) == (edits.isEmpty() ? Curation() : edits.first().after));
    }
}

void TestStoreKill::nothingAcknowledgedIsLost()
{
    QTemporaryDir folder;
    const QString path = project(folder, recordCount);
    {
        auto writer = valueOf(ProjectWriter::open(path));
        valueOf(writer->addRun({}));
    }
    QRandomGenerator random(20261123);
    for (int i = 0; i < kills; ++i) {
        killOnce(path, 11 * i, random.bounded(4), random.bounded(20000));
        if (QTest::currentTestFailed())
            return;
        check(path, m_acknowledged);
        if (QTest::currentTestFailed())
            return;
    }
    qInfo("%d kills, %d of them after the editor's first acknowledgement; %lld acknowledged edits, none lost", kills,
          m_inTheMiddle, static_cast<long long>(m_acknowledged));
    QVERIFY(m_inTheMiddle > kills / 2);
    QVERIFY(m_steps > 0);
}

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() == 4 && arguments[1] == QLatin1String("--edit"))
        return editUntilKilled(arguments[2], arguments[3].toInt());
    TestStoreKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store_kill.moc"
