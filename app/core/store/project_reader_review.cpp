// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/span_text.h"
#include "core/store/codec.h"
#include "core/store/project_reader.h"
#include "core/store/rows.h"

#include <QHash>

namespace corespan {

namespace {

/// The run's cores of the records in `ids`, by record.
Result<QHash<qint64, QVector<Core>>> predictedCores(const Connection& connection, RunId run, const QString& ids)
{
    QHash<qint64, QVector<Core>> found;
    Statement cores(connection,
                    QStringLiteral("SELECT record_id, begin_pos, end_pos, type, open FROM predicted_cores "
                                   "WHERE run_id = ? AND record_id IN (%1) ORDER BY record_id, begin_pos")
                        .arg(ids),
                    {qint64(run)});
    while (cores.next())
        found[cores.integer(0)].append(
            withOpenEnds({{cores.integer(1), cores.integer(2)}, cores.text(3)}, cores.text(4)));
    if (cores.failed())
        return cores.error();
    return found;
}

/// Rows of the records in `ids`, by record.
Result<QHash<qint64, ReviewRow>> reviewPage(const Connection& connection, RunId run, const QString& ids)
{
    const auto curations = rows::curations(connection, ids);
    if (!curations)
        return curations.error();
    const auto predicted = predictedCores(connection, run, ids);
    if (!predicted)
        return predicted.error();
    QHash<qint64, ReviewRow> found;
    Statement records(
        connection,
        QStringLiteral("SELECT r.id, r.name, r.length, coalesce(g.annotated, 0), g.cores, p.score, p.null_score "
                       "FROM records r LEFT JOIN gold g ON g.record_id = r.id "
                       "LEFT JOIN predictions p ON p.run_id = ? AND p.record_id = r.id "
                       "WHERE r.id IN (%1)")
            .arg(ids),
        {qint64(run)});
    while (records.next()) {
        const qint64 id = records.integer(0);
        ReviewRow row{RecordId(id), records.text(1), records.integer(2), curations->value(id), {}, {}, 0.0, 0.0};
        if (records.integer(3) != 0) {
            Result<QVector<Core>> gold = codec::coresFromText(records.text(4));
            if (!gold)
                return gold.error();
            row.gold = *std::move(gold);
        }
        if (!records.isNull(5)) {
            row.predicted = predicted->value(id);
            row.score = records.real(5);
            row.nullScore = records.real(6);
        }
        found.insert(id, std::move(row));
    }
    if (records.failed())
        return records.error();
    return found;
}

constexpr qsizetype atOnce = 500;

} // namespace

Result<QHash<RecordId, Tracks>> ProjectReader::coreTracks(const QVector<RecordId>& ids, RunId run) const
{
    QHash<RecordId, Tracks> found;
    for (qsizetype begin = 0; begin < ids.size(); begin += atOnce) {
        Statement statement(*m_connection,
                            QStringLiteral("SELECT record_id, core_track, type_tracks FROM tracks "
                                           "WHERE run_id = ? AND record_id IN (%1) AND core_track IS NOT NULL")
                                .arg(rows::idList(ids.mid(begin, atOnce))),
                            {qint64(run)});
        while (statement.next()) {
            Tracks& tracks = found[RecordId(statement.integer(0))];
            tracks.core = codec::unpackHalf(statement.blob(1));
            tracks.types = codec::unpackHalf(statement.blob(2));
        }
        if (statement.failed())
            return statement.error();
    }
    return found;
}

Result<QVector<ReviewRow>> ProjectReader::reviewRows(const QVector<RecordId>& ids, RunId run) const
{
    QVector<ReviewRow> list;
    list.reserve(ids.size());
    for (qsizetype begin = 0; begin < ids.size(); begin += atOnce) {
        const QVector<RecordId> page = ids.mid(begin, atOnce);
        Result<QHash<qint64, ReviewRow>> found = reviewPage(*m_connection, run, rows::idList(page));
        if (!found)
            return found.error();
        for (const RecordId id : page)
            if (const auto it = found->find(qint64(id)); it != found->end())
                list.append(*it);
    }
    return list;
}

} // namespace corespan
