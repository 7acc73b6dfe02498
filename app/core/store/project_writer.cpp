// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_writer.h"

#include "core/domain/names.h"
#include "core/store/codec.h"
#include "core/store/project_file.h"
#include "core/store/project_lock.h"
#include "core/store/rows.h"
#include "core/store/schema.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

QString loginName()
{
    for (const char* variable : {"USER", "LOGNAME", "USERNAME"}) {
        if (const QString name = qEnvironmentVariable(variable); !name.isEmpty())
            return name;
    }
    return Text::tr("unknown");
}

Status fillNew(const Connection& connection, const NewProject& project)
{
    const Result<QVector<Migration>> migrations = projectMigrations();
    if (!migrations)
        return migrations.error();
    Transaction transaction(connection);
    if (!transaction.begun())
        return transaction.begun();
    if (Status status = connection.exec(QStringLiteral("PRAGMA application_id = %1").arg(projectApplicationId));
        !status)
        return status;
    if (Status status = migrate(connection, 0, *migrations); !status)
        return status;
    const std::initializer_list<std::pair<const char*, QString>> entries = {
        {"title", project.title},
        {"alphabet", toText(project.alphabet)},
        {"created", codec::timeText(QDateTime::currentDateTimeUtc())},
    };
    for (const auto& [key, value] : entries) {
        if (Status status = rows::setMeta(connection, QLatin1String(key), value); !status)
            return status;
    }
    if (Status status = rows::writeLabelSet(connection, project.labels); !status)
        return status;
    return transaction.commit();
}

/// WAL with FULL, or DELETE with EXTRA where WAL cannot be. True for WAL.
Result<bool> chooseJournal(const Connection& connection, bool writeAhead)
{
    const QString wanted =
        writeAhead && !projectfile::isOnNetwork(connection.path()) ? QStringLiteral("wal") : QStringLiteral("delete");
    const Result<QVariant> mode = connection.scalar(QStringLiteral("PRAGMA journal_mode = %1").arg(wanted));
    if (!mode)
        return mode.error();
    const bool wal = mode->toString() == QLatin1String("wal");
    const QString level = wal ? QStringLiteral("FULL") : QStringLiteral("EXTRA");
    if (Status status = connection.exec(QStringLiteral("PRAGMA synchronous = %1").arg(level)); !status)
        return status.error();
    return wal;
}

/// Everything that can refuse a file, with nothing written to it. The schema's number.
Result<int> inspect(const QString& path)
{
    const Result<std::unique_ptr<Connection>> connection = projectfile::openReadOnly(path);
    if (!connection)
        return connection.error().kind == Error::Kind::Damaged ? projectfile::damaged(path, connection.error().message)
                                                               : connection.error();
    const Result<int> version = projectfile::checkVersion(**connection);
    if (!version)
        return version.error();
    if (Status status = projectfile::checkWhole(**connection); !status)
        return status.error();
    return *version;
}

} // namespace

ProjectWriter::ProjectWriter(std::unique_ptr<ProjectLock> lock, std::unique_ptr<Connection> connection,
                             OpenReport report, QString author)
    : m_lock(std::move(lock)), m_connection(std::move(connection)), m_report(std::move(report)),
      m_author(std::move(author))
{
}

ProjectWriter::~ProjectWriter()
{
    // While a reader is open the log stays: whoever copies the project file alone shall have everything in it.
    (void)checkpoint();
    m_connection.reset();
}

const OpenReport& ProjectWriter::report() const
{
    return m_report;
}

Status ProjectWriter::create(const QString& path, const NewProject& project)
{
    if (QFileInfo::exists(path))
        return Error{Text::tr("%1 exists already.").arg(path), Error::Kind::BadInput};
    const QFileInfo folder(QFileInfo(path).absolutePath());
    if (!folder.isDir())
        return Error{Text::tr("The folder %1 does not exist.").arg(folder.filePath()), Error::Kind::NotFound};
    if (!folder.isWritable())
        return Error{Text::tr("The folder %1 cannot be written.").arg(folder.filePath()), Error::Kind::ReadOnly};
    const QString part = QStringLiteral("%1.new-%2").arg(path).arg(QCoreApplication::applicationPid());
    QFile::remove(part);
    Status status = ok();
    {
        const Result<std::unique_ptr<Connection>> connection = Connection::open(part, Connection::Mode::Create);
        status = connection ? fillNew(**connection, project) : Status(connection.error());
    }
    if (status && !QFile::rename(part, path))
        status = Error{Text::tr("%1 cannot be written.").arg(path), Error::Kind::Failed};
    if (status)
        return status;
    QFile::remove(part);
    Error error = status.error();
    error.message.replace(fileName(part), fileName(path)); // nobody knows it under the other name
    return error;
}

Result<std::unique_ptr<ProjectWriter>> ProjectWriter::open(const QString& givenPath, const OpenOptions& options)
{
    if (Status status = projectfile::checkHeader(givenPath); !status)
        return status.error();
    // The same file under two names has to have the same lock.
    const QString path = QFileInfo(givenPath).canonicalFilePath();
    if (projectfile::isReadOnly(path))
        return Error{Text::tr("%1 is read-only: it can be looked at, but not edited.").arg(fileName(path)),
                     Error::Kind::ReadOnly};
    Result<std::unique_ptr<ProjectLock>> lock = ProjectLock::acquire(path);
    if (!lock)
        return lock.error();
    const Result<int> schema = inspect(path);
    if (!schema)
        return schema.error();
    Result<std::unique_ptr<Connection>> connection = Connection::open(path, Connection::Mode::ReadWrite);
    if (!connection)
        return connection.error();
    OpenReport report;
    report.path = path;
    report.schemaVersion = newestSchema;
    if (*schema < newestSchema) {
        const Result<QVector<Migration>> migrations = projectMigrations();
        if (!migrations)
            return migrations.error();
        Result<QString> backup = migrateWithBackup(**connection, *schema, *migrations);
        if (!backup)
            return backup.error();
        report.migratedFrom = *schema;
        report.backup = *std::move(backup);
    }
    const Result<bool> wal = chooseJournal(**connection, options.writeAhead);
    if (!wal)
        return wal.error();
    report.writeAhead = *wal;
    const QString author = options.author.isEmpty() ? loginName() : options.author;
    std::unique_ptr<ProjectWriter> writer(
        new ProjectWriter(*std::move(lock), *std::move(connection), std::move(report), author));
    if (options.maxPages > 0) {
        if (Status status = writer->setMaxPages(options.maxPages); !status)
            return status.error();
    }
    return writer;
}

Status ProjectWriter::setLabels(const LabelSet& labels)
{
    Transaction transaction(*m_connection);
    if (!transaction.begun())
        return transaction.begun();
    if (Status status = rows::writeLabelSet(*m_connection, labels); !status)
        return status;
    return transaction.commit();
}

Status ProjectWriter::setTitle(const QString& title)
{
    return rows::setMeta(*m_connection, QStringLiteral("title"), title);
}

Status ProjectWriter::saveView(const NamedView& view)
{
    const QByteArray filter = QJsonDocument(toJson(view.filter)).toJson(QJsonDocument::Compact);
    return m_connection->exec(QStringLiteral("INSERT INTO views (name, filter) VALUES (?, ?) "
                                             "ON CONFLICT (name) DO UPDATE SET filter = excluded.filter"),
                              {view.name, QString::fromUtf8(filter)});
}

Status ProjectWriter::removeView(const QString& name)
{
    return m_connection->exec(QStringLiteral("DELETE FROM views WHERE name = ?"), {name});
}

Result<Bookmark> ProjectWriter::addBookmark(const Bookmark& given)
{
    Bookmark bookmark = given;
    bookmark.author = m_author;
    bookmark.time = QDateTime::currentDateTimeUtc();
    const Result<QVariant> length =
        m_connection->scalar(QStringLiteral("SELECT length FROM records WHERE id = ?"), {qint64(bookmark.record)});
    if (!length)
        return length.error();
    if (length->isNull())
        return rows::noSuchRecord(*m_connection);
    if (bookmark.span.begin < 0 || bookmark.span.isEmpty() || bookmark.span.end > length->toLongLong())
        return Error{QCoreApplication::translate("Store", "A bookmark has to lie in its record."),
                     Error::Kind::BadInput};
    if (const Status status = m_connection->exec(
            QStringLiteral("INSERT INTO bookmarks (record_id, begin_pos, end_pos, name, author, time) "
                           "VALUES (?, ?, ?, ?, ?, ?)"),
            {qint64(bookmark.record), qint64(bookmark.span.begin), qint64(bookmark.span.end), bookmark.name,
             bookmark.author, codec::timeText(bookmark.time)});
        !status)
        return status.error();
    const Result<QVariant> id = m_connection->scalar(QStringLiteral("SELECT last_insert_rowid()"));
    if (!id)
        return id.error();
    bookmark.id = id->toLongLong();
    return bookmark;
}

Status ProjectWriter::removeBookmark(qint64 id)
{
    return m_connection->exec(QStringLiteral("DELETE FROM bookmarks WHERE id = ?"), {id});
}

Status ProjectWriter::setMaxPages(std::int64_t pages)
{
    // SQLite's own largest number stands for "no limit".
    constexpr std::int64_t unlimited = 4294967294;
    return m_connection->exec(QStringLiteral("PRAGMA max_page_count = %1").arg(qint64(pages > 0 ? pages : unlimited)));
}

Status ProjectWriter::checkpoint()
{
    return m_connection->exec(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
}

} // namespace corespan
