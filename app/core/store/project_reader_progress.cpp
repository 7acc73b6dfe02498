// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/span_text.h"
#include "core/review/corrections.h"
#include "core/review/session_progress.h"
#include "core/store/codec.h"
#include "core/store/project_reader.h"
#include "core/store/queue_sql.h"
#include "core/store/rows.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

const QString decidedStates = QStringLiteral("('accepted', 'corrected', 'rejected', 'no_core', 'ambiguous')");
/// Edits that say nothing about a decision.
const QString asides = QStringLiteral("('mark_seen', 'set_note')");

/// Records edited since that have a decision now; with `alone`, by edits that are a step of their own.
Result<QVariant> decidedSince(const Connection& connection, EditId since, bool alone)
{
    return connection.scalar(QStringLiteral("SELECT count(*) FROM review v WHERE v.state IN %1 AND v.record_id IN "
                                            "(SELECT record_id FROM edits WHERE id > ? AND kind NOT IN %2 %3)")
                                 .arg(decidedStates, asides, alone ? QStringLiteral("AND part_of IS NULL") : QString()),
                             {qint64(since)});
}

Result<QVector<QDateTime>> timesSince(const Connection& connection, EditId since)
{
    QVector<QDateTime> times;
    Statement edits(
        connection,
        QStringLiteral("SELECT time FROM edits WHERE id > ? AND (part_of IS NULL OR part_of = id) ORDER BY id"),
        {qint64(since)});
    while (edits.next())
        times << codec::timeFromText(edits.text(0));
    if (edits.failed())
        return edits.error();
    return times;
}

/// Those decided last, one by one. What cannot be told says nothing about the run.
Result<QVector<RecordId>> lastDecided(const Connection& connection, int count)
{
    QVector<RecordId> ids;
    QSet<qint64> seen;
    Statement edits(connection,
                    QStringLiteral("SELECT e.record_id FROM edits e JOIN review v ON v.record_id = e.record_id "
                                   "WHERE v.state IN ('accepted', 'corrected', 'rejected', 'no_core') "
                                   "AND e.part_of IS NULL AND e.kind NOT IN %1 ORDER BY e.id DESC")
                        .arg(asides),
                    {});
    while (ids.size() < count && edits.next()) {
        const qint64 id = edits.integer(0);
        if (seen.contains(id))
            continue;
        seen.insert(id);
        ids << RecordId(id);
    }
    if (edits.failed())
        return edits.error();
    return ids;
}

Status compare(const Connection& connection, const QVector<RecordId>& ids, RunId run, SessionProgress& progress)
{
    Statement statement(connection,
                        QStringLiteral("SELECT v.state = 'rejected' OR %2 FROM records r "
                                       "JOIN review v ON v.record_id = r.id "
                                       "JOIN predictions p ON p.run_id = ? AND p.record_id = r.id WHERE r.id IN (%1)")
                            .arg(rows::idList(ids), queuesql::curatorDiffers(run)),
                        {qint64(run)});
    while (statement.next()) {
        ++progress.compared;
        progress.agreed += statement.integer(0) == 0 ? 1 : 0;
    }
    return statement.failed() ? Status(statement.error()) : ok();
}

struct Decided
{
    double score = 0.0;
    QVector<Core> predicted;
};

/// What the run said of the records in `ids`.
Result<QHash<qint64, Decided>> predictedOf(const Connection& connection, RunId run, const QString& ids)
{
    QHash<qint64, Decided> found;
    Statement rows(connection,
                   QStringLiteral("SELECT p.record_id, p.score, c.begin_pos, c.end_pos, c.type, c.open "
                                  "FROM predictions p LEFT JOIN predicted_cores c "
                                  "ON c.run_id = p.run_id AND c.record_id = p.record_id "
                                  "WHERE p.run_id = ? AND p.record_id IN (%1) ORDER BY p.record_id, c.begin_pos")
                       .arg(ids),
                   {qint64(run)});
    while (rows.next()) {
        Decided& decided = found[rows.integer(0)];
        decided.score = rows.real(1);
        if (!rows.isNull(2))
            decided.predicted.append(withOpenEnds({{rows.integer(2), rows.integer(3)}, rows.text(4)}, rows.text(5)));
    }
    if (rows.failed())
        return rows.error();
    return found;
}

} // namespace

Result<EditId> ProjectReader::lastEdit() const
{
    const Result<QVariant> last = m_connection->scalar(QStringLiteral("SELECT max(id) FROM edits"));
    if (!last)
        return last.error();
    return EditId(last->toLongLong());
}

Result<SessionProgress> ProjectReader::session(EditId since, RunId run) const
{
    constexpr int compared = 100;
    SessionProgress progress;
    const Result<QVariant> decided = decidedSince(*m_connection, since, false);
    if (!decided)
        return decided.error();
    const Result<QVariant> oneByOne = decidedSince(*m_connection, since, true);
    if (!oneByOne)
        return oneByOne.error();
    const Result<QVector<QDateTime>> times = timesSince(*m_connection, since);
    if (!times)
        return times.error();
    progress.decided = decided->toLongLong();
    progress.oneByOne = oneByOne->toLongLong();
    progress.seconds = workSeconds(*times);
    const Result<QVector<RecordId>> last = lastDecided(*m_connection, compared);
    if (!last)
        return last.error();
    if (Status status = compare(*m_connection, *last, run, progress); !status)
        return status.error();
    return progress;
}

Result<CorrectionStatistics> ProjectReader::corrections(RunId run, const StepProgress& progress) const
{
    QVector<RecordId> ids;
    {
        Statement decided(*m_connection,
                          QStringLiteral("SELECT v.record_id FROM review v JOIN predictions p ON p.run_id = ? AND "
                                         "p.record_id = v.record_id "
                                         "WHERE v.state IN ('accepted', 'corrected', 'rejected', 'no_core') "
                                         "ORDER BY v.record_id"),
                          {qint64(run)});
        while (decided.next())
            ids << RecordId(decided.integer(0));
        if (decided.failed())
            return decided.error();
    }
    CorrectionStatistics statistics;
    for (qsizetype begin = 0; begin < ids.size(); begin += rows::idsAtOnce) {
        const QVector<RecordId> page = ids.mid(begin, rows::idsAtOnce);
        const QString list = rows::idList(page);
        const auto curations = rows::curations(*m_connection, list);
        if (!curations)
            return curations.error();
        const auto predicted = predictedOf(*m_connection, run, list);
        if (!predicted)
            return predicted.error();
        for (const RecordId id : page) {
            const Decided said = predicted->value(qint64(id));
            const Curation curation = curations->value(qint64(id));
            statistics.add(curation.annotated ? std::optional(curation.cores) : std::nullopt, said.predicted,
                           said.score);
        }
        if (progress && !progress(begin + page.size(), ids.size()))
            return Error{Text::tr("Stopped."), Error::Kind::Cancelled};
    }
    return statistics;
}

} // namespace corespan
