// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <memory>

namespace corespan {

/// One SQLite connection under a name of its own. Used and destroyed on the thread that opened it.
class Connection
{
public:
    enum class Mode {
        ReadOnly,  ///< reads the write-ahead log too
        Immutable, ///< the main file alone, on the word of the caller that nobody writes it
        ReadWrite,
        Create,
    };

    static Result<std::unique_ptr<Connection>> open(const QString& path, Mode mode);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    const QString& path() const { return m_path; }
    QSqlDatabase database() const { return m_database; }
    /// One statement without a result that matters.
    Status exec(const QString& sql, const QVariantList& values = {}) const;
    /// First column of the first row; null if there is none.
    Result<QVariant> scalar(const QString& sql, const QVariantList& values = {}) const;

private:
    Connection(QString path, QSqlDatabase database);
    QString m_path;
    QSqlDatabase m_database;
};

/// A query that ends with its scope, so that no read lock outlives a call. After the loop over next(), look at
/// failed().
class Statement
{
public:
    /// Prepares only.
    Statement(const Connection& connection, const QString& sql);
    /// Prepares and runs.
    Statement(const Connection& connection, const QString& sql, const QVariantList& values);

    bool run(const QVariantList& values);
    bool next();
    /// Ends a query before its last row; it can be run again.
    void finish() { m_query.finish(); }
    bool failed() const { return m_failed; }
    /// Makes a prepared statement usable again after a row that was refused.
    void forgive() { m_failed = false; }
    Error error() const;

    QVariant value(int column) const { return m_query.value(column); }
    std::int64_t integer(int column) const { return m_query.value(column).toLongLong(); }
    double real(int column) const { return m_query.value(column).toDouble(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray blob(int column) const { return m_query.value(column).toByteArray(); }
    bool isNull(int column) const { return m_query.isNull(column); }
    std::int64_t lastInsertId() const { return m_query.lastInsertId().toLongLong(); }

private:
    QString m_path;
    QSqlQuery m_query;
    bool m_failed = false;
};

/// BEGIN IMMEDIATE, rolled back at the end of the scope unless committed.
class Transaction
{
public:
    explicit Transaction(const Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    const Status& begun() const { return m_begun; }
    Status commit();

private:
    const Connection& m_connection;
    Status m_begun;
    bool m_open = false;
};

/// What SQLite said, in words for a user, with the kind that callers decide by.
Error sqlError(const QSqlError& error, const QString& path);
/// The part of a path that messages name.
QString fileName(const QString& path);

} // namespace corespan
