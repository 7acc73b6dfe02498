// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "app/store_fixture.h"
#include "core/store/schema.h"

#include <QDir>

using namespace corespan;
using namespace corespan::test;

namespace {

/// Formats that come after this one: a column, then a table.
QVector<Migration> later()
{
    return {
        {newestSchema + 1, "3.1.0", "-- a comment\n\nALTER TABLE records ADD COLUMN taxon TEXT NOT NULL DEFAULT ''"},
        {newestSchema + 2, "3.2.0", "CREATE TABLE tags (name TEXT NOT NULL) STRICT\n\nINSERT INTO tags VALUES ('x')"}};
}

QVector<Migration> all(const QVector<Migration>& more)
{
    return valueOf(projectMigrations()) + more;
}

QVariant ask(const QString& path, const QString& sql)
{
    const auto connection = valueOf(Connection::open(path, Connection::Mode::ReadOnly));
    return valueOf(connection->scalar(sql));
}

Result<QString> migrateFile(const QString& path, const QVector<Migration>& migrations)
{
    const auto connection = valueOf(Connection::open(path, Connection::Mode::ReadWrite));
    return migrateWithBackup(*connection, newestSchema, migrations);
}

} // namespace

/// A project as the first release wrote it: a record, a gold core, and a run that found one and then none.
QString firstFormat(const QTemporaryDir& folder)
{
    const QString path = folder.filePath("old.corespan");
    const auto connection = valueOf(Connection::open(path, Connection::Mode::Create));
    valueOf(connection->exec(QString("PRAGMA application_id = %1").arg(projectApplicationId)));
    valueOf(migrate(*connection, 0, {valueOf(projectMigrations()).first()}));
    for (const char* sql :
         {"INSERT INTO meta VALUES ('title', 'Old'), ('alphabet', 'protein'), ('created', '2026-01-01T00:00:00.000Z')",
          "INSERT INTO label_sets VALUES (1, 'labels')",
          "INSERT INTO records VALUES (1, 'a', '', 'protein', 9, '', '{}'), (2, 'b', '', 'protein', 9, '', '{}')",
          "INSERT INTO residues VALUES (1, 1, 0, CAST('MKMKMKMKM' AS BLOB)), (2, 2, 0, CAST('MKMKMKMKM' AS BLOB))",
          "INSERT INTO gold VALUES (1, 1, '[[1,4,\"core\"]]', NULL)",
          "INSERT INTO runs VALUES (1, 'cds', 'ab', '{}', 'CPU', 'fp32', '[]', '2026-01-01T00:00:00.000Z')",
          "INSERT INTO predictions VALUES (1, 1, 2, 5, 0.75, 0.5, 0.25), (1, 2, NULL, NULL, 0.9, 0.8, 0.9)",
          "INSERT INTO candidates VALUES (1, 1, 0, 2, 5, 3.5, 0.75)"})
        valueOf(connection->exec(QString::fromLatin1(sql)));
    return path;
}

/// Opening a project of an older format, with formats that do not exist yet.
class TestStoreMigration : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = project(*m_folder, 3);
        const auto writer = valueOf(ProjectWriter::open(m_path)); // leaves the file with a write-ahead log
        valueOf(writer->applyEdit(coreEdit(RecordId(2), {}, {5, 25})));
    }

    void everyFormatHasItsMigration()
    {
        const QVector<Migration> known = valueOf(projectMigrations());
        QCOMPARE(known.size(), newestSchema);
        for (int i = 0; i < newestSchema; ++i) {
            QCOMPARE(known[i].number, i + 1);
            QVERIFY(!known[i].needs.isEmpty());
            QVERIFY(known[i].sql.contains("CREATE TABLE") || i > 0);
        }
        QCOMPARE(ask(m_path, "PRAGMA user_version").toInt(), newestSchema);
        QCOMPARE(ask(m_path, "SELECT value FROM meta WHERE key = 'needs'").toString(), known.last().needs);
    }

    void firstFormatKeepsItsPredictions()
    {
        const QString path = firstFormat(*m_folder);
        const auto reader = valueOf(ProjectReader::open(path)); // brings it up to date first
        QVERIFY(QFile::exists(path + ".format1.bak"));
        QCOMPARE(ask(path, "PRAGMA user_version").toInt(), newestSchema);
        const auto found = valueOf(reader->prediction(RecordId(1), RunId(1)));
        QCOMPARE(found->predicted, (QVector<PredictedCore>{{Core{{2, 5}}, 0.75}}));
        QCOMPARE(found->candidates, (QVector<Candidate>{{{2, 5}, 3.5, 0.75}}));
        QVERIFY(valueOf(reader->prediction(RecordId(2), RunId(1)))->predicted.isEmpty());
        QCOMPARE(valueOf(reader->run(RunId(1))).types, QStringList{"core"});
        const Gold gold = valueOf(reader->gold(RecordId(1)));
        QCOMPARE(gold.cores, (QVector<Core>{Core{{1, 4}}}));
        QVERIFY(gold.ambiguous.isEmpty() && gold.target.isEmpty());
    }

    void firstFormatThatCannotBeWrittenSaysSo()
    {
        const QString path = firstFormat(*m_folder);
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner));
        const auto reader = ProjectReader::open(path);
        QVERIFY(!reader);
        QCOMPARE(reader.error().message,
                 QString("old.corespan was written by an older CoreSpan and could not be brought up to date: "
                         "old.corespan is read-only: it can be looked at, but not edited. Copy it to a folder that can "
                         "be written and open it there."));
        QCOMPARE(ask(path, "PRAGMA user_version").toInt(), 1);
    }

    void firstFormatIsSalvaged()
    {
        const QString path = firstFormat(*m_folder), copy = m_folder->filePath("copy.corespan");
        const SalvageReport report = valueOf(ProjectWriter::salvage(path, copy));
        QVERIFY2(report.lost.isEmpty(), qPrintable(report.lost.join('\n')));
        const auto reader = valueOf(ProjectReader::open(copy));
        QCOMPARE(valueOf(reader->prediction(RecordId(1), RunId(1)))->best(), std::optional(Span{2, 5}));
        QCOMPARE(valueOf(reader->gold(RecordId(1))).cores, (QVector<Core>{Core{{1, 4}}}));
    }

    void olderProjectIsCopiedThenMigrated()
    {
        const QString backup = valueOf(migrateFile(m_path, all(later())));
        QCOMPARE(backup, m_path + QString(".format%1.bak").arg(newestSchema));
        QCOMPARE(ask(m_path, "PRAGMA user_version").toInt(), newestSchema + 2);
        QCOMPARE(ask(m_path, "SELECT taxon FROM records WHERE id = 3").toString(), QString());
        QCOMPARE(ask(m_path, "SELECT count(*) FROM tags").toInt(), 1);
        QCOMPARE(ask(m_path, "SELECT count(*) FROM edits").toInt(), 1);
        QCOMPARE(ask(m_path, "PRAGMA quick_check").toString(), QString("ok"));
        // The copy is the project as it was, and opens with this program.
        QCOMPARE(ask(backup, "PRAGMA user_version").toInt(), newestSchema);
        const auto old = valueOf(ProjectWriter::open(backup));
        QVERIFY(old);
        const auto reader = valueOf(ProjectReader::open(backup));
        QCOMPARE(valueOf(reader->counts()).total, 3);
        QCOMPARE(valueOf(reader->curation(RecordId(2))).cores, (QVector<Core>{Core{{5, 25}}}));
    }

    void anOlderBackupIsKept()
    {
        QVERIFY(QFile::copy(m_path, m_path + QString(".format%1.bak").arg(newestSchema)));
        const QByteArray before = Files::read(m_path + QString(".format%1.bak").arg(newestSchema));
        const QString backup = valueOf(migrateFile(m_path, all(later())));
        QCOMPARE(backup, m_path + QString(".format%1-2.bak").arg(newestSchema));
        QCOMPARE(Files::read(m_path + QString(".format%1.bak").arg(newestSchema)), before);
    }

    void failureLeavesTheProjectAsItWas_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("syntax") << "ALTER TABL records";
        QTest::newRow("second statement") << "UPDATE records SET name = name || '!'\n\nSELECT * FROM nowhere";
        QTest::newRow("constraint") << "CREATE TABLE one (a INTEGER PRIMARY KEY)\n\nINSERT INTO one VALUES (1), (1)";
    }
    void failureLeavesTheProjectAsItWas()
    {
        QFETCH(QString, sql);
        const QByteArray before = Files::read(m_path);
        QVector<Migration> migrations = all(later());
        migrations.last().sql = sql;
        QVERIFY(!migrateFile(m_path, migrations));
        QVERIFY(Files::read(m_path) == before);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{"p.corespan"});
        const auto writer = valueOf(ProjectWriter::open(m_path));
        QVERIFY(writer);
        QCOMPARE(writer->report().migratedFrom, 0);
        QVERIFY(bool(writer->undo()));
    }

    void gapsAreNamed()
    {
        QVector<Migration> migrations = all(later());
        migrations.removeAt(newestSchema);
        const Result<QString> migrated = migrateFile(m_path, migrations);
        QVERIFY(!migrated);
        QVERIFY2(migrated.error().message.contains(QString("lacks migration %1 ").arg(newestSchema + 1)),
                 qPrintable(migrated.error().message));
        QCOMPARE(ask(m_path, "PRAGMA user_version").toInt(), newestSchema);
    }

    void migratedProjectsAreRefusedByThisProgram()
    {
        valueOf(migrateFile(m_path, all(later())));
        const QByteArray before = Files::read(m_path);
        for (const Error& error : {ProjectWriter::open(m_path).error(), ProjectReader::open(m_path).error()}) {
            QCOMPARE(error.kind, Error::Kind::TooNew);
            QCOMPARE(error.message, QString("p.corespan needs CoreSpan 3.2.0 or later: its format is %1, this program "
                                            "knows formats up to %2. It has not been changed.")
                                        .arg(newestSchema + 2)
                                        .arg(newestSchema));
        }
        QVERIFY(Files::read(m_path) == before);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestStoreMigration)
#include "tst_store_migration.moc"
