// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/span_text.h"
#include "core/store/codec.h"
#include "core/store/connection.h"
#include "core/store/project_reader.h"
#include "core/store/record_rows.h"
#include "core/store/rows.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

constexpr const char* runColumns =
    "SELECT id, model, weights_sha256, options, device, precision, labels, started, types FROM runs";

Run runFrom(const Statement& row)
{
    Run run;
    run.id = RunId(row.integer(0));
    run.model = row.text(1);
    run.weightsSha256 = row.text(2);
    run.options = row.text(3);
    run.device = row.text(4);
    run.precision = row.text(5);
    run.labels = codec::namesFromText(row.text(6));
    run.started = codec::timeFromText(row.text(7));
    run.types = codec::namesFromText(row.text(8));
    return run;
}

} // namespace

Result<QVector<Run>> ProjectReader::runs() const
{
    QVector<Run> runs;
    Statement statement(*m_connection, QLatin1String(runColumns) + QStringLiteral(" ORDER BY id DESC"), {});
    while (statement.next())
        runs.append(runFrom(statement));
    if (statement.failed())
        return statement.error();
    return runs;
}

Result<Run> ProjectReader::run(RunId id) const
{
    Statement statement(*m_connection, QLatin1String(runColumns) + QStringLiteral(" WHERE id = ?"), {qint64(id)});
    if (statement.next())
        return runFrom(statement);
    if (statement.failed())
        return statement.error();
    return Error{Text::tr("%1 has no such run.").arg(fileName(path())), Error::Kind::NotFound};
}

Result<RunId> ProjectReader::latestRun() const
{
    const Result<QVariant> id = m_connection->scalar(QStringLiteral("SELECT max(id) FROM runs"));
    if (!id)
        return id.error();
    return RunId(id->toLongLong());
}

Result<std::optional<PredictionSummary>> ProjectReader::prediction(RecordId id, RunId run) const
{
    const auto found = rows::predictions(*m_connection, run, rows::idList({id}));
    if (!found)
        return found.error();
    return found->isEmpty() ? std::optional<PredictionSummary>() : std::optional(*found->cbegin());
}

Result<std::optional<Tracks>> ProjectReader::tracks(RecordId id, RunId run) const
{
    Statement row(
        *m_connection,
        QStringLiteral("SELECT start_track, end_track, core_track, top_label, top_probability, type_tracks FROM tracks "
                       "WHERE run_id = ? AND record_id = ?"),
        {qint64(run), qint64(id)});
    if (!row.next()) {
        if (row.failed())
            return row.error();
        return std::optional<Tracks>();
    }
    Tracks tracks;
    tracks.start = codec::unpackHalf(row.blob(0));
    tracks.end = codec::unpackHalf(row.blob(1));
    tracks.core = codec::unpackHalf(row.blob(2));
    tracks.topLabel = codec::unpackInt16(row.blob(3));
    tracks.topLabelProbability = codec::unpackHalf(row.blob(4));
    tracks.types = codec::unpackHalf(row.blob(5));
    return std::optional(tracks);
}

Result<QVector<RecordId>> ProjectReader::unpredicted(RunId run) const
{
    QVector<RecordId> ids;
    Statement statement(*m_connection,
                        QStringLiteral("SELECT id FROM records r WHERE NOT EXISTS (SELECT 1 FROM predictions p "
                                       "WHERE p.run_id = ? AND p.record_id = r.id) ORDER BY id"),
                        {qint64(run)});
    while (statement.next())
        ids.append(RecordId(statement.integer(0)));
    if (statement.failed())
        return statement.error();
    return ids;
}

Result<QVector<Edit>> ProjectReader::edits(RecordId id) const
{
    const auto found = rows::edits(*m_connection, rows::idList({id}));
    if (!found)
        return found.error();
    return found->value(qint64(id));
}

Result<QVector<HistoryEntry>> ProjectReader::history(RecordId id) const
{
    QVector<HistoryEntry> entries;
    const Result<QVector<Edit>> log = edits(id);
    if (!log)
        return log.error();
    for (const Edit& edit : *log)
        entries.append({edit.time, edit.author, edit.summary, edit.id, RunId::None});
    Statement statement(
        *m_connection,
        QStringLiteral("SELECT r.id, r.model, r.started, p.begin_pos, p.end_pos, "
                       "(SELECT count(*) FROM predicted_cores WHERE run_id = p.run_id AND record_id = p.record_id) "
                       "FROM predictions p "
                       "JOIN runs r ON r.id = p.run_id WHERE p.record_id = ? ORDER BY r.id DESC"),
        {qint64(id)});
    while (statement.next()) {
        QString what = Text::tr("predicted no core");
        if (statement.integer(5) > 1)
            what = Text::tr("predicted %1 cores").arg(statement.integer(5));
        else if (!statement.isNull(3))
            what = Text::tr("predicted %1").arg(closedText({statement.integer(3), statement.integer(4)}));
        entries.append({codec::timeFromText(statement.text(2)), statement.text(1), what, EditId::None,
                        RunId(statement.integer(0))});
    }
    if (statement.failed())
        return statement.error();
    std::stable_sort(entries.begin(), entries.end(),
                     [](const HistoryEntry& a, const HistoryEntry& b) { return a.time > b.time; });
    return entries;
}

Result<QVector<RecordId>> ProjectReader::stepRecords(EditId step) const
{
    QVector<RecordId> ids;
    Statement statement(*m_connection, QStringLiteral("SELECT record_id FROM edits WHERE part_of = ? ORDER BY id"),
                        {qint64(step)});
    while (statement.next())
        ids.append(RecordId(statement.integer(0)));
    if (statement.failed())
        return statement.error();
    return ids;
}

Result<UndoState> ProjectReader::undoState() const
{
    return rows::undoState(*m_connection);
}

} // namespace corespan
