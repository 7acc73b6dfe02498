// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSysInfo>
#include <QtEndian>

using namespace corespan;
using namespace corespan::test;

class TestStoreOpen : public QObject
{
    Q_OBJECT

private slots:
    void notAProject_data();
    void notAProject();
    void otherSqliteFile();
    void newer();
    void readOnly();
    void lockedInThisProcess();
    void lockOfADeadProcess();
    void lockOfAnotherMachine();
    void truncated_data();
    void truncated();
    void damagedPageIsSalvaged();
    void salvageKeepsTheLog();
    void withoutWriteAheadLog();
    void closedProjectIsOneFile();
    void firstSchema();
    void secondSchema();
    void fourthSchema();
    void createLeavesNothingBehind();
    void strangeFileNames();
};

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Refused by reader and writer with this kind, and not one byte of it changed.
void verifyRefused(const QString& path, Error::Kind kind, const QString& words)
{
    const QByteArray before = contents(path);
    const auto writer = ProjectWriter::open(path);
    QVERIFY(!writer);
    QVERIFY2(writer.error().message.contains(words), qPrintable(writer.error().message));
    QCOMPARE(writer.error().kind, kind);
    QVERIFY(contents(path) == before);
    QVERIFY(!QFile::exists(path + QStringLiteral(".lock")));
}

/// Runs SQL on a closed project behind the store's back.
void tamper(const QString& path, const QString& sql)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("tamper"));
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(sql));
        QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("tamper"));
}

} // namespace

void TestStoreOpen::notAProject_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    QTest::newRow("empty") << QByteArray() << int(Error::Kind::BadInput);
    QTest::newRow("text") << QByteArray(">P01308\nMALW\n") << int(Error::Kind::BadInput);
    QTest::newRow("zeros") << QByteArray(5000, '\0') << int(Error::Kind::BadInput);
    QTest::newRow("only a header") << QByteArray("SQLite format 3\0\x10\0", 18) << int(Error::Kind::Damaged);
}

void TestStoreOpen::notAProject()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, kind);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.corespan"));
    write(path, bytes);
    verifyRefused(path, Error::Kind(kind), QStringLiteral("x.corespan is "));
    QCOMPARE(ProjectReader::open(path).error().kind, Error::Kind(kind));
    QCOMPARE(ProjectReader::open(folder.filePath(QStringLiteral("none"))).error().kind, Error::Kind::NotFound);
    QCOMPARE(ProjectWriter::open(folder.path()).error().kind, Error::Kind::BadInput);
}

void TestStoreOpen::otherSqliteFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("other.db"));
    tamper(path, QStringLiteral("CREATE TABLE records (id INTEGER PRIMARY KEY)"));
    verifyRefused(path, Error::Kind::BadInput, QStringLiteral("not a CoreSpan project"));
}

void TestStoreOpen::newer()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    tamper(path, QStringLiteral("PRAGMA user_version = 7"));
    tamper(path, QStringLiteral("UPDATE meta SET value = '3.2.0' WHERE key = 'needs'"));
    verifyRefused(path, Error::Kind::TooNew, QStringLiteral("needs CoreSpan 3.2.0 or later"));
    QCOMPARE(ProjectReader::open(path).error().kind, Error::Kind::TooNew);
}

void TestStoreOpen::readOnly()
{
    QTemporaryDir folder;
    const QString path = project(folder, 2);
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadGroup));
    verifyRefused(path, Error::Kind::ReadOnly, QStringLiteral("read-only"));
    auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->counts()).total, 2);
}

void TestStoreOpen::lockedInThisProcess()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    const QString link = folder.filePath(QStringLiteral("link.corespan"));
    QVERIFY(QFile::link(path, link));
    {
        auto writer = valueOf(ProjectWriter::open(path));
        for (const QString& name : {path, link}) {
            const auto second = ProjectWriter::open(name);
            QVERIFY(!second);
            QCOMPARE(second.error().kind, Error::Kind::Locked);
            const QString message = second.error().message;
            QVERIFY2(message.contains(QString::number(QCoreApplication::applicationPid())), qPrintable(message));
            QVERIFY2(message.contains(QSysInfo::machineHostName()), qPrintable(message));
            QVERIFY2(message.contains(QFileInfo(path).owner()), qPrintable(message));
        }
        QVERIFY(bool(ProjectReader::open(path)));
    }
    QVERIFY(!QFile::exists(path + QStringLiteral(".lock")));
    QVERIFY(bool(ProjectWriter::open(path)));
}

void TestStoreOpen::lockOfADeadProcess()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    // Higher than Linux ever gives out.
    write(path + QStringLiteral(".lock"), "99999999\ncorespan\n" + QSysInfo::machineHostName().toUtf8() + "\n" +
                                              QSysInfo::machineUniqueId() + "\n" + QSysInfo::bootUniqueId() + "\n");
    QVERIFY(bool(ProjectWriter::open(path)));
}

void TestStoreOpen::lockOfAnotherMachine()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    write(path + QStringLiteral(".lock"), "99999999\ncorespan\nfar-away.example\nother-machine\nother-boot\n");
    const auto writer = ProjectWriter::open(path);
    QVERIFY(!writer);
    QCOMPARE(writer.error().kind, Error::Kind::Locked);
    QVERIFY2(writer.error().message.contains(QStringLiteral("far-away.example")), qPrintable(writer.error().message));
}

void TestStoreOpen::truncated_data()
{
    QTest::addColumn<double>("share");
    QTest::newRow("a hundredth") << 0.01;
    QTest::newRow("a third") << 0.33;
    QTest::newRow("nearly whole") << 0.98;
}

void TestStoreOpen::truncated()
{
    QFETCH(double, share);
    QTemporaryDir folder;
    const QString path = project(folder, 300);
    const QByteArray whole = contents(path);
    write(path, whole.left(qsizetype(double(whole.size()) * share)));
    verifyRefused(path, Error::Kind::Damaged, QStringLiteral("It has not been changed"));
}

void TestStoreOpen::damagedPageIsSalvaged()
{
    QTemporaryDir folder;
    const QString path = project(folder, 400);
    QByteArray bytes = contents(path);
    // Wreck one page that holds residues of record 200 (all 'A' + 200 % 20).
    const qsizetype at = bytes.indexOf(QByteArray(100, 'A')) / 4096 * 4096;
    QVERIFY(at > 4096);
    bytes.replace(at, 200, QByteArray(200, '\xff'));
    write(path, bytes);
    verifyRefused(path, Error::Kind::Damaged, QStringLiteral("damaged"));

    const QString copy = folder.filePath(QStringLiteral("copy.corespan"));
    const SalvageReport report = valueOf(ProjectWriter::salvage(path, copy));
    QVERIFY(contents(path) == bytes);
    QVERIFY2(report.records > 300 && report.records < 400, qPrintable(QString::number(report.records)));
    QVERIFY(!report.lost.isEmpty());
    auto writer = valueOf(ProjectWriter::open(copy));
    QVERIFY(writer);
    auto reader = valueOf(ProjectReader::open(copy));
    QCOMPARE(valueOf(reader->info()).title, QStringLiteral("Test"));
    QCOMPARE(valueOf(reader->counts()).total, report.records);
    for (const RecordId id : valueOf(reader->queue({})))
        QCOMPARE(valueOf(reader->residues(id)).size(), 100);
    QVERIFY(!ProjectWriter::salvage(path, copy));
}

void TestStoreOpen::salvageKeepsTheLog()
{
    QTemporaryDir folder;
    const QString path = project(folder, 2);
    {
        auto writer = valueOf(ProjectWriter::open(path));
        const Curation now = valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {1, 10}))).after;
        valueOf(writer->applyEdit(coreEdit(RecordId(1), now, {1, 12})));
        valueOf(writer->undo());
        valueOf(writer->addRun({}));
        valueOf(writer->savePredictions(RunId(1), QVector{prediction(RecordId(2), Span{1, 2}, 0.5)}));
    }
    const QString copy = folder.filePath(QStringLiteral("copy.corespan"));
    const SalvageReport report = valueOf(ProjectWriter::salvage(path, copy));
    QCOMPARE(report.records, 2);
    QCOMPARE(report.edits, 3);
    QCOMPARE(report.predictions, 1);
    QCOMPARE(report.lost, QStringList());
    auto writer = valueOf(ProjectWriter::open(copy));
    QCOMPARE(valueOf(writer->redo()).after.cores, (QVector<Core>{Core{{1, 12}}}));
}

void TestStoreOpen::withoutWriteAheadLog()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    {
        auto writer = valueOf(ProjectWriter::open(path, {.writeAhead = false}));
        QVERIFY(!writer->report().writeAhead);
        valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {1, 10})));
        QVERIFY(!QFile::exists(path + QStringLiteral("-wal")));
        auto reader = valueOf(ProjectReader::open(path));
        QCOMPARE(valueOf(reader->curation(RecordId(1))).cores, (QVector<Core>{Core{{1, 10}}}));
    }
    auto writer = valueOf(ProjectWriter::open(path));
    QVERIFY(writer->report().writeAhead);
    QCOMPARE(writer->report().migratedFrom, 0);
    QVERIFY(bool(writer->undo()));
}

void TestStoreOpen::closedProjectIsOneFile()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    auto reader = valueOf(ProjectReader::open(path));
    {
        auto writer = valueOf(ProjectWriter::open(path));
        valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {1, 10})));
    }
    QCOMPARE(valueOf(reader->counts()).reviewed(), 1);
    const QString copy = folder.filePath(QStringLiteral("copy.corespan"));
    QVERIFY(QFile::copy(path, copy));
    auto other = valueOf(ProjectReader::open(copy));
    QCOMPARE(valueOf(other->counts()).reviewed(), 1);
}

void TestStoreOpen::firstSchema()
{
    // A project as the first release wrote it: whatever the newest schema is, this opens and nothing is lost.
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("old.corespan"));
    QVERIFY(QFile::copy(QStringLiteral(CORESPAN_TEST_DATA "/store/project-001.corespan"), path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    auto writer = valueOf(ProjectWriter::open(path));
    QVERIFY(writer);
    auto reader = valueOf(ProjectReader::open(path));
    const ProjectInfo info = valueOf(reader->info());
    QCOMPARE(info.title, QStringLiteral("Schema 1"));
    QCOMPARE(info.counts.total, 2);
    QCOMPARE(valueOf(reader->residues(RecordId(1))), QByteArray("MALWMRLLPLLALLALWGPDPAAAFVNQHLCGSHLVEALYLV"));
    QCOMPARE(valueOf(reader->gold(RecordId(2))).labels.value(1), QStringLiteral("helix"));
    const Curation curation = valueOf(reader->curation(RecordId(1)));
    QCOMPARE(curation.cores, (QVector<Core>{Core{{24, 40}}}));
    QCOMPARE(curation.note, QStringLiteral("B chain"));
    QCOMPARE(valueOf(reader->prediction(RecordId(1), RunId(1)))->best(), std::optional(Span{24, 42}));
    QCOMPARE(valueOf(reader->tracks(RecordId(1), RunId(1)))->core.size(), 42);
    QCOMPARE(valueOf(writer->undo()).summary, QStringLiteral("undo: end 42 → 40"));
    QCOMPARE(valueOf(writer->redo()).summary, QStringLiteral("redo: end 42 → 40"));
}

void TestStoreOpen::secondSchema()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("old.corespan"));
    QVERIFY(QFile::copy(QStringLiteral(CORESPAN_TEST_DATA "/store/project-002.corespan"), path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    auto writer = valueOf(ProjectWriter::open(path));
    QVERIFY(writer);
    QCOMPARE(writer->report().migratedFrom, 2);
    auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->gold(RecordId(1))).ambiguous, (QVector<Span>{{6, 8}}));
    const Curation curation = valueOf(reader->curation(RecordId(2)));
    QCOMPARE(curation.state, ReviewState::Corrected);
    QCOMPARE(curation.note, QStringLiteral("cut"));
    QCOMPARE(curation.cores, (QVector<Core>{Core{{1, 4}, QStringLiteral("core"), false, true}}));
    QCOMPARE(curation.labels.value(2), QStringLiteral("helix"));
    QVERIFY(!curation.ambiguous);
    // The log of the older format is read on: what is done now is undone first, then what was done then.
    valueOf(writer->applyEdit(setZonesEdit(RecordId(2), curation, {}, {{6, 8}})));
    valueOf(writer->undo());
    QVERIFY(valueOf(reader->curation(RecordId(2))) == curation);
    valueOf(writer->undo());
    QVERIFY(valueOf(reader->curation(RecordId(2))) == Curation());
}

void TestStoreOpen::fourthSchema()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("old.corespan"));
    QVERIFY(QFile::copy(QStringLiteral(CORESPAN_TEST_DATA "/store/project-004.corespan"), path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    auto writer = valueOf(ProjectWriter::open(path));
    QVERIFY(writer);
    QCOMPARE(writer->report().migratedFrom, 4);
    auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->views()).value(0).filter.order, QueueOrder::VagueBoundary);
    QCOMPARE(valueOf(reader->queue(valueOf(reader->views()).value(0).filter)),
             (QVector<RecordId>{RecordId(1), RecordId(2)}));
    QCOMPARE(valueOf(reader->kinSearchedTo()), RecordId::None); // nobody has looked for kin yet
    QCOMPARE(valueOf(reader->kin(RecordId(1))).nearCount, 1);
    QCOMPARE(valueOf(reader->curation(RecordId(1))).cores, (QVector<Core>{Core{{2, 6}}}));
    QCOMPARE(valueOf(writer->undoState()).undoText, QStringLiteral("accepted 1 record"));
    valueOf(writer->undo());
    QVERIFY(valueOf(reader->curation(RecordId(1))) == Curation());
}

void TestStoreOpen::createLeavesNothingBehind()
{
    QTemporaryDir folder;
    QVERIFY(!ProjectWriter::create(folder.filePath(QStringLiteral("no/such/p.corespan")), {}));
    const QString path = project(folder, 0);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("p.corespan")});
    QCOMPARE(qFromBigEndian<qint32>(contents(path).constData() + 68), 0x436F5370);
}

void TestStoreOpen::strangeFileNames()
{
    QTemporaryDir folder;
    const QString path = project(folder, 2, QStringLiteral("50% of #1? é&x=1.corespan"));
    QVERIFY(QFile::exists(path));
    auto reader = valueOf(ProjectReader::open(path));
    QVERIFY(reader);
    QCOMPARE(valueOf(reader->counts()).total, 2);
}

QTEST_GUILESS_MAIN(TestStoreOpen)
#include "tst_store_open.moc"
