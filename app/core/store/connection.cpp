// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSqlError>
#include <QUrl>

#include <atomic>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

QString uniqueName()
{
    static std::atomic<quint64> counter{0};
    return QStringLiteral("corespan-%1").arg(counter.fetch_add(1));
}

QString connectOptions(Connection::Mode mode)
{
    const QString common = QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_ENABLE_REGEXP;QSQLITE_BUSY_TIMEOUT=3000");
    return mode == Connection::Mode::ReadOnly || mode == Connection::Mode::Immutable
               ? common + QStringLiteral(";QSQLITE_OPEN_READONLY")
               : common;
}

QString uri(const QString& path, Connection::Mode mode)
{
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(QFileInfo(path).absoluteFilePath(), "/"));
    switch (mode) {
    case Connection::Mode::ReadOnly:
        return QStringLiteral("file:%1?mode=ro").arg(encoded);
    case Connection::Mode::Immutable:
        return QStringLiteral("file:%1?mode=ro&immutable=1").arg(encoded);
    case Connection::Mode::ReadWrite:
        return QStringLiteral("file:%1?mode=rw").arg(encoded);
    case Connection::Mode::Create:
        break;
    }
    return QStringLiteral("file:%1?mode=rwc").arg(encoded);
}

// A project may come from a stranger: nothing in its schema runs code of its own, and cells are checked before use.
Status harden(const Connection& connection)
{
    for (const char* pragma : {"PRAGMA foreign_keys = ON", "PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON",
                               "PRAGMA mmap_size = 0"}) {
        if (Status status = connection.exec(QLatin1String(pragma)); !status)
            return status;
    }
    return ok();
}

} // namespace

QString fileName(const QString& path)
{
    return QFileInfo(path).fileName();
}

Error sqlError(const QSqlError& error, const QString& path)
{
    // Result codes of sqlite3.h; the low byte of an extended code is the primary one.
    constexpr int busy = 5, locked = 6, readOnly = 8, ioError = 10, corrupt = 11, full = 13, constraint = 19,
                  notADatabase = 26;
    constexpr int writeError = ioError | (3 << 8), syncError = ioError | (4 << 8),
                  sharedMemorySize = ioError | (19 << 8);
    const int code = error.nativeErrorCode().toInt();
    const QString name = fileName(path);
    const QString detail = error.databaseText().isEmpty() ? error.text() : error.databaseText();
    if (code == sharedMemorySize)
        return {Text::tr("%1: no space left on the disk. Free some and try again.").arg(name), Error::Kind::DiskFull};
    if (code == writeError || code == syncError) {
        return {Text::tr("%1 cannot be written (%2). Is there room on the disk, and in the quota?").arg(name, detail),
                Error::Kind::DiskFull};
    }
    switch (code & 0xff) {
    case busy:
    case locked:
        return {Text::tr("%1 is being written by another program; try again.").arg(name), Error::Kind::Locked};
    case readOnly:
        return {Text::tr("%1 is read-only.").arg(name), Error::Kind::ReadOnly};
    case ioError:
        return {Text::tr("%1: the file system reports an error (%2).").arg(name, detail), Error::Kind::Failed};
    case corrupt:
    case notADatabase:
        return {Text::tr("%1 is damaged (%2).").arg(name, detail), Error::Kind::Damaged};
    case full:
        return {Text::tr("%1: no space left on the disk. Free some and try again.").arg(name), Error::Kind::DiskFull};
    case constraint:
        return {Text::tr("%1 cannot hold that: %2.").arg(name, detail), Error::Kind::BadInput};
    default:
        return {Text::tr("%1: %2").arg(name, detail), Error::Kind::Failed};
    }
}

Connection::Connection(QString path, QSqlDatabase database) : m_path(std::move(path)), m_database(std::move(database))
{
}

Connection::~Connection()
{
    const QString name = m_database.connectionName();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

Result<std::unique_ptr<Connection>> Connection::open(const QString& path, Mode mode)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), uniqueName());
    if (!database.isValid())
        return Error{Text::tr("Qt's SQLite driver is not installed (Debian package libqt6sql6-sqlite).")};
    database.setConnectOptions(connectOptions(mode));
    database.setDatabaseName(uri(path, mode));
    std::unique_ptr<Connection> connection(new Connection(path, std::move(database)));
    if (!connection->m_database.open())
        return sqlError(connection->m_database.lastError(), path);
    if (Status status = harden(*connection); !status)
        return status.error();
    return connection;
}

Status Connection::exec(const QString& sql, const QVariantList& values) const
{
    const Statement statement(*this, sql, values);
    if (statement.failed())
        return statement.error();
    return ok();
}

Result<QVariant> Connection::scalar(const QString& sql, const QVariantList& values) const
{
    Statement statement(*this, sql, values);
    const bool found = statement.next();
    if (statement.failed())
        return statement.error();
    return found ? statement.value(0) : QVariant();
}

Statement::Statement(const Connection& connection, const QString& sql)
    : m_path(connection.path()), m_query(connection.database())
{
    m_query.setForwardOnly(true);
    m_failed = !m_query.prepare(sql);
}

Statement::Statement(const Connection& connection, const QString& sql, const QVariantList& values)
    : Statement(connection, sql)
{
    run(values);
}

bool Statement::run(const QVariantList& values)
{
    if (m_failed)
        return false;
    // Qt binds a null string as NULL; an empty text is meant. NULL is asked for by an invalid QVariant.
    for (const QVariant& value : values) {
        const bool nullText = value.typeId() == QMetaType::QString && value.toString().isNull();
        m_query.addBindValue(nullText ? QVariant(QStringLiteral("")) : value);
    }
    m_failed = !m_query.exec();
    return !m_failed;
}

bool Statement::next()
{
    if (m_failed)
        return false;
    if (m_query.next())
        return true;
    m_failed = m_query.lastError().isValid();
    return false;
}

Error Statement::error() const
{
    return sqlError(m_query.lastError(), m_path);
}

Transaction::Transaction(const Connection& connection)
    : m_connection(connection), m_begun(connection.exec(QStringLiteral("BEGIN IMMEDIATE"))), m_open(bool(m_begun))
{
}

Transaction::~Transaction()
{
    // SQLite may have rolled back by itself (disk full); the error of doing it again says nothing.
    if (m_open)
        (void)m_connection.exec(QStringLiteral("ROLLBACK"));
}

Status Transaction::commit()
{
    if (!m_begun)
        return m_begun;
    Status status = m_connection.exec(QStringLiteral("COMMIT"));
    if (status)
        m_open = false;
    return status;
}

} // namespace corespan
