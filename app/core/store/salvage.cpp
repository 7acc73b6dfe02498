// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/names.h"
#include "core/store/connection.h"
#include "core/store/project_file.h"
#include "core/store/project_writer.h"
#include "core/store/rows.h"

#include <QCoreApplication>
#include <QFile>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

struct Table
{
    const char* name;
    const char* key; ///< order in which the table lies in the file
};

// Parents before children: a row whose parent was lost is refused by its foreign key and counted as lost.
constexpr Table tables[] = {
    {"meta", "key"},
    {"label_sets", "id"},
    {"labels", "id"},
    {"records", "id"},
    {"residues", "id"},
    {"gold", "record_id"},
    {"runs", "id"},
    {"predictions", "run_id, record_id"},
    {"predicted_cores", "run_id, record_id, begin_pos"},
    {"candidates", "run_id, record_id, rank"},
    {"tracks", "id"},
    {"annotations", "record_id, kind, begin_pos"},
    {"review", "record_id"},
    {"edits", "id"},
    {"views", "name"},
    {"kin", "record_id"},
    {"bookmarks", "id"},
};

QString descending(const char* key)
{
    return QString::fromLatin1(key).replace(QStringLiteral(","), QStringLiteral(" DESC,")) + QStringLiteral(" DESC");
}

/// Copies what can be read, one table after the other, in the caller's transaction.
class Salvager
{
public:
    Salvager(const Connection& from, const Connection& to) : m_from(from), m_to(to) {}

    Status copy(const Table& table)
    {
        const QString name = QString::fromLatin1(table.name);
        const Result<QStringList> columns = columnsOf(name);
        if (!columns)
            return columns.error();
        if (columns->isEmpty())
            return ok(); // an older format has no such table
        m_columns = *columns;
        QStringList marks;
        for (qsizetype i = 0; i < columns->size(); ++i)
            marks << QStringLiteral("?");
        Statement insert(m_to, QStringLiteral("INSERT OR REPLACE INTO %1 (%2) VALUES (%3)")
                                   .arg(name, columns->join(QLatin1Char(',')), marks.join(QLatin1Char(','))));
        const QString select = QStringLiteral("SELECT %1 FROM %2 ORDER BY ").arg(columns->join(QLatin1Char(',')), name);
        m_refused = 0;
        m_done.clear();
        if (Status status = forward(select + QLatin1String(table.key), insert); !status) {
            if (status.error().kind == Error::Kind::DiskFull)
                return status;
            // Behind the bad place: from the other end, up to it.
            m_lost << Text::tr("%1: part of the table cannot be read").arg(name);
            if (Status back = backward(select + descending(table.key), insert); !back)
                return back;
        }
        if (m_refused > 0)
            m_lost << Text::tr("%1: %2 rows belong to something that was lost").arg(name).arg(m_refused);
        return ok();
    }

    /// A record without all of its residues is worth nothing, and what hangs on it neither.
    Status dropIncompleteRecords()
    {
        const QString incomplete = QStringLiteral(
            "length <> coalesce((SELECT sum(length(data)) FROM residues WHERE record_id = records.id), 0)");
        {
            Statement names(m_to, QStringLiteral("SELECT name FROM records WHERE ") + incomplete, {});
            while (names.next())
                m_lost << Text::tr("record %1: its residues").arg(names.text(0));
            if (names.failed())
                return names.error();
        }
        return m_to.exec(QStringLiteral("DELETE FROM records WHERE ") + incomplete);
    }

    const QStringList& lost() const { return m_lost; }

private:
    /// Those that the damaged file has: columns of later formats keep their defaults.
    Result<QStringList> columnsOf(const QString& table) const
    {
        QStringList columns;
        Statement info(m_from, QStringLiteral("SELECT name FROM pragma_table_info('%1')").arg(table), {});
        while (info.next())
            columns << info.text(0);
        if (info.failed())
            return info.error();
        return columns;
    }

    QVariantList rowOf(const Statement& read) const
    {
        QVariantList row;
        for (int column = 0; column < m_columns.size(); ++column)
            row << (read.isNull(column) ? QVariant() : read.value(column));
        return row;
    }

    Status put(Statement& insert, QVariantList row)
    {
        if (insert.run(row))
            return ok();
        if (insert.error().kind != Error::Kind::BadInput)
            return insert.error();
        // An edit may point to others that were lost: it stays in the log, but the undo stack ends there.
        for (const char* link : {"undoes", "below", "undo_top", "redo_top", "part_of"}) {
            if (const qsizetype column = m_columns.indexOf(QLatin1String(link)); column >= 0)
                row[column] = QVariant();
        }
        insert.forgive();
        if (m_columns.contains(QStringLiteral("undo_top")) && insert.run(row))
            return ok();
        insert.forgive();
        ++m_refused;
        return ok();
    }

    Status forward(const QString& select, Statement& insert)
    {
        Statement read(m_from, select, {});
        while (read.next()) {
            const QVariantList row = rowOf(read);
            m_done = row;
            if (Status status = put(insert, row); !status)
                return status;
        }
        if (read.failed())
            return read.error();
        return ok();
    }

    Status backward(const QString& select, Statement& insert)
    {
        Statement read(m_from, select, {});
        QList<QVariantList> edits;
        const bool isLog = m_columns.contains(QStringLiteral("undo_top"));
        while (read.next()) {
            const QVariantList row = rowOf(read);
            if (row == m_done)
                break;
            if (isLog) {
                edits.prepend(row); // each names earlier ones
                continue;
            }
            if (Status status = put(insert, row); !status)
                return status;
        }
        for (const QVariantList& row : edits) {
            if (Status status = put(insert, row); !status)
                return status;
        }
        return ok();
    }

    const Connection& m_from;
    const Connection& m_to;
    QStringList m_columns;
    QVariantList m_done; ///< last row that the forward pass read
    std::int64_t m_refused = 0;
    QStringList m_lost;
};

Result<std::unique_ptr<Connection>> openDamaged(const QString& path)
{
    Result<std::unique_ptr<Connection>> connection = projectfile::openReadOnly(path);
    // Without the schema there is nothing to go by; the write-ahead log may be what is broken.
    if (!connection || !(*connection)->scalar(QStringLiteral("SELECT count(*) FROM sqlite_schema")))
        return Connection::open(path, Connection::Mode::Immutable);
    return connection;
}

std::int64_t countOf(const Connection& connection, const char* table)
{
    const Result<QVariant> count =
        connection.scalar(QStringLiteral("SELECT count(*) FROM %1").arg(QLatin1String(table)));
    return count ? count->toLongLong() : 0;
}

Result<SalvageReport> copyAll(const Connection& from, const Connection& to)
{
    Transaction transaction(to);
    if (!transaction.begun())
        return transaction.begun().error();
    Salvager salvager(from, to);
    for (const Table& table : tables) {
        if (Status status = salvager.copy(table); !status)
            return status.error();
        if (QLatin1String(table.name) == QLatin1String("residues")) {
            if (Status status = salvager.dropIncompleteRecords(); !status)
                return status.error();
        }
    }
    // Where the decision is lost, or of a format that had one core a record, the most probable core is still known.
    Status status = to.exec(QStringLiteral("INSERT INTO predicted_cores SELECT run_id, record_id, begin_pos, end_pos, "
                                           "'core', '', score FROM predictions p WHERE begin_pos IS NOT NULL AND NOT "
                                           "EXISTS (SELECT 1 FROM predicted_cores c WHERE c.run_id = p.run_id AND "
                                           "c.record_id = p.record_id)"));
    if (status)
        status = transaction.commit();
    if (!status)
        return status.error();
    return SalvageReport{countOf(to, "records"), countOf(to, "edits"), countOf(to, "predictions"), salvager.lost()};
}

} // namespace

Result<SalvageReport> ProjectWriter::salvage(const QString& damaged, const QString& copy)
{
    if (!QFile::exists(damaged))
        return Error{Text::tr("%1 does not exist.").arg(damaged), Error::Kind::NotFound};
    const Result<std::unique_ptr<Connection>> from = openDamaged(damaged);
    if (!from)
        return from.error();
    if (const Result<QVariant> tables =
            (*from)->scalar(QStringLiteral("SELECT name FROM sqlite_schema WHERE name = 'records'"));
        !tables || tables->isNull())
        return Error{Text::tr("Nothing in %1 can be read as a CoreSpan project.").arg(fileName(damaged)),
                     Error::Kind::Damaged};
    if (Status status = create(copy, {}); !status)
        return status.error();
    Result<SalvageReport> report = SalvageReport();
    {
        const Result<std::unique_ptr<Connection>> to = Connection::open(copy, Connection::Mode::ReadWrite);
        report = to ? copyAll(**from, **to) : Result<SalvageReport>(to.error());
    }
    if (!report)
        QFile::remove(copy);
    return report;
}

} // namespace corespan
