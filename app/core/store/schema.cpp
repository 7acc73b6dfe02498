// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

#include "core/store/rows.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>

static void initSchemaResource()
{
    Q_INIT_RESOURCE(corespan_schema);
}

namespace corespan {

namespace {

/// First release that reads each format, from format 1.
constexpr std::array releases = {"0.1.0", "0.2.0", "0.3.0", "0.3.0", "0.3.0", "0.3.0"};
static_assert(releases.size() == newestSchema);

Error missing(int number)
{
    return {QStringLiteral("The program lacks migration %1 of the project format.").arg(number)};
}

/// Statements are separated by empty lines, because a trigger has semicolons inside.
QStringList statements(const QString& script)
{
    QStringList list;
    for (const QString& block : script.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts)) {
        const QStringList lines = block.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        const bool onlyComment = std::all_of(lines.begin(), lines.end(),
                                             [](const QString& line) { return line.startsWith(QLatin1String("--")); });
        if (!onlyComment)
            list << block;
    }
    return list;
}

Result<QString> script(int number)
{
    const QDir folder(QStringLiteral(":/schema"));
    const QStringList files = folder.entryList({QStringLiteral("%1_*.sql").arg(number, 3, 10, QLatin1Char('0'))});
    QFile file(files.size() == 1 ? folder.filePath(files.first()) : QString());
    if (!file.open(QIODevice::ReadOnly))
        return missing(number);
    return QString::fromUtf8(file.readAll());
}

/// Name for the backup of an old schema that is not taken yet.
QString backupPath(const QString& path, int schema)
{
    const QString base = QStringLiteral("%1.format%2").arg(path).arg(schema);
    QString candidate = base + QStringLiteral(".bak");
    for (int i = 2; QFileInfo::exists(candidate); ++i)
        candidate = QStringLiteral("%1-%2.bak").arg(base).arg(i);
    return candidate;
}

Status migrateInTransaction(const Connection& connection, int from, const QVector<Migration>& migrations)
{
    Transaction transaction(connection);
    if (!transaction.begun())
        return transaction.begun();
    if (Status status = migrate(connection, from, migrations); !status)
        return status;
    return transaction.commit();
}

} // namespace

Result<QVector<Migration>> projectMigrations()
{
    initSchemaResource();
    QVector<Migration> migrations;
    for (const char* release : releases) {
        const int number = int(migrations.size()) + 1;
        const Result<QString> sql = script(number);
        if (!sql)
            return sql.error();
        migrations.append({number, QLatin1String(release), *sql});
    }
    return migrations;
}

Status migrate(const Connection& connection, int from, const QVector<Migration>& migrations)
{
    int reached = from;
    for (const Migration& migration : migrations) {
        if (migration.number <= from)
            continue;
        if (migration.number != ++reached)
            return missing(reached);
        for (const QString& statement : statements(migration.sql)) {
            if (Status status = connection.exec(statement); !status)
                return status;
        }
        if (Status status = rows::setMeta(connection, QStringLiteral("needs"), migration.needs); !status)
            return status;
    }
    return connection.exec(QStringLiteral("PRAGMA user_version = %1").arg(reached));
}

Result<QString> migrateWithBackup(const Connection& connection, int from, const QVector<Migration>& migrations)
{
    const QString backup = backupPath(connection.path(), from);
    Status status = connection.exec(QStringLiteral("VACUUM INTO ?"), {backup});
    if (status)
        status = migrateInTransaction(connection, from, migrations);
    if (status)
        return backup;
    QFile::remove(backup); // the next attempt makes its own
    return status.error();
}

} // namespace corespan
