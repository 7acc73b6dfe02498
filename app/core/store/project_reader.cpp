// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_reader.h"

#include "core/domain/names.h"
#include "core/store/project_file.h"
#include "core/store/project_writer.h"
#include "core/store/record_rows.h"
#include "core/store/rows.h"
#include "core/store/schema.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

ProjectReader::ProjectReader(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)) {}

ProjectReader::~ProjectReader() = default;

namespace {

/// All queries are written for the newest format; who has the project open for writing has migrated it.
Status bringUpToDate(const QString& path)
{
    const Result<std::unique_ptr<ProjectWriter>> writer = ProjectWriter::open(path);
    if (writer)
        return ok();
    return Error{QCoreApplication::translate(
                     "Store", "%1 was written by an older CoreSpan and could not be brought up to date: %2 "
                              "Copy it to a folder that can be written and open it there.")
                     .arg(fileName(path), writer.error().message),
                 writer.error().kind};
}

} // namespace

Result<std::unique_ptr<ProjectReader>> ProjectReader::open(const QString& path)
{
    if (Status status = projectfile::checkHeader(path); !status)
        return status.error();
    Result<std::unique_ptr<Connection>> connection = projectfile::openReadOnly(path);
    if (!connection)
        return connection.error();
    const Result<int> version = projectfile::checkVersion(**connection);
    if (!version)
        return version.error();
    if (*version < newestSchema) {
        connection->reset();
        if (Status status = bringUpToDate(path); !status)
            return status.error();
        connection = projectfile::openReadOnly(path);
        if (!connection)
            return connection.error();
    }
    return std::unique_ptr<ProjectReader>(new ProjectReader(*std::move(connection)));
}

QString ProjectReader::path() const
{
    return m_connection->path();
}

Result<ProjectInfo> ProjectReader::info() const
{
    ProjectInfo info;
    const Result<QString> title = rows::meta(*m_connection, QStringLiteral("title"));
    const Result<QString> alphabet = rows::meta(*m_connection, QStringLiteral("alphabet"));
    Result<LabelSet> set = labels();
    Result<StateCounts> states = counts();
    const Result<QVariant> residues = m_connection->scalar(QStringLiteral("SELECT sum(length) FROM records"));
    const Result<QVariant> version = m_connection->scalar(QStringLiteral("PRAGMA user_version"));
    if (!title)
        return title.error();
    if (!alphabet)
        return alphabet.error();
    if (!set)
        return set.error();
    if (!states)
        return states.error();
    if (!residues)
        return residues.error();
    if (!version)
        return version.error();
    info.title = *title;
    info.alphabet = alphabetFromText(*alphabet).value_or(Alphabet::Protein);
    info.labels = *std::move(set);
    info.counts = *std::move(states);
    info.residues = residues->toLongLong();
    info.schemaVersion = version->toInt();
    return info;
}

std::int64_t StateCounts::reviewed() const
{
    std::int64_t sum = 0;
    for (auto it = byState.begin(); it != byState.end(); ++it)
        sum += isReviewed(it.key()) ? it.value() : 0;
    return sum;
}

Result<StateCounts> ProjectReader::counts() const
{
    StateCounts counts;
    for (const ReviewState state : allReviewStates())
        counts.byState.insert(state, 0);
    // One statement, so that both parts come from one snapshot.
    Statement statement(*m_connection,
                        QStringLiteral("SELECT NULL, count(*) FROM records "
                                       "UNION ALL SELECT state, count(*) FROM review GROUP BY state"),
                        {});
    std::int64_t stored = 0;
    while (statement.next()) {
        if (statement.isNull(0)) {
            counts.total = statement.integer(1);
            continue;
        }
        stored += statement.integer(1);
        if (const auto state = reviewStateFromText(statement.text(0)))
            counts.byState[*state] += statement.integer(1);
    }
    if (statement.failed())
        return statement.error();
    counts.byState[ReviewState::Unseen] += counts.total - stored;
    return counts;
}

Result<LabelSet> ProjectReader::labels() const
{
    return rows::labelSet(*m_connection);
}

Result<Record> ProjectReader::record(RecordId id) const
{
    const auto found = rows::records(*m_connection, rows::idList({id}));
    if (!found)
        return found.error();
    return found->isEmpty() ? Result<Record>(rows::noSuchRecord(*m_connection)) : *found->cbegin();
}

Result<RecordId> ProjectReader::findRecord(const QString& name) const
{
    const Result<QVariant> id = m_connection->scalar(QStringLiteral("SELECT id FROM records WHERE name = ?"), {name});
    if (!id)
        return id.error();
    if (id->isNull())
        return rows::noSuchRecord(*m_connection);
    return RecordId(id->toLongLong());
}

Result<QByteArray> ProjectReader::residues(RecordId id) const
{
    const Result<std::int64_t> length = rows::recordLength(*m_connection, id);
    if (!length)
        return length.error();
    return residues(id, {0, *length});
}

Result<QByteArray> ProjectReader::residues(RecordId id, const Span& range) const
{
    const Result<std::int64_t> length = rows::recordLength(*m_connection, id);
    if (!length)
        return length.error();
    const Span part{std::clamp<std::int64_t>(range.begin, 0, *length), std::clamp<std::int64_t>(range.end, 0, *length)};
    QByteArray letters;
    if (part.isEmpty())
        return letters;
    const std::int64_t first = part.begin / rows::chunkSize;
    Statement chunks(
        *m_connection,
        QStringLiteral("SELECT data FROM residues WHERE record_id = ? AND chunk BETWEEN ? AND ? ORDER BY chunk"),
        {qint64(id), qint64(first), qint64((part.end - 1) / rows::chunkSize)});
    while (chunks.next())
        letters += chunks.blob(0);
    if (chunks.failed())
        return chunks.error();
    const qsizetype skip = part.begin - first * rows::chunkSize;
    if (letters.size() < skip + part.length())
        return projectfile::damaged(path(), QStringLiteral("residues of record %1 are missing").arg(qint64(id)));
    return letters.mid(skip, part.length());
}

Result<Gold> ProjectReader::gold(RecordId id) const
{
    const auto found = rows::golds(*m_connection, rows::idList({id}));
    if (!found)
        return found.error();
    return found->value(qint64(id));
}

Result<Curation> ProjectReader::curation(RecordId id) const
{
    if (const Result<std::int64_t> length = rows::recordLength(*m_connection, id); !length)
        return length.error();
    return rows::curation(*m_connection, id);
}

} // namespace corespan
