// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"
#include "core/store/project_reader.h"
#include "core/store/record_rows.h"
#include "core/store/rows.h"

namespace corespan {

namespace {

constexpr std::int64_t mostResidues = 16 << 20;

/// Runs `read` into `target`; the error if it fails.
template <typename T>
std::optional<Error> take(Result<T> result, T& target)
{
    if (!result)
        return result.error();
    target = *std::move(result);
    return std::nullopt;
}

/// The next records whose residues fit a page; the first one fits always.
Result<QVector<RecordId>> pageIds(const Connection& connection, RecordId after, int limit, bool reviewedOnly)
{
    const QString condition =
        reviewedOnly ? QStringLiteral(" AND EXISTS (SELECT 1 FROM review v WHERE v.record_id = r.id AND v.state IN "
                                      "('accepted', 'corrected', 'rejected', 'no_core', 'ambiguous'))")
                     : QString();
    Statement page(
        connection,
        QStringLiteral("SELECT r.id, r.length FROM records r WHERE r.id > ?%1 ORDER BY r.id LIMIT ?").arg(condition),
        {qint64(after), qMin<qint64>(limit, rows::idsAtOnce)});
    QVector<RecordId> ids;
    std::int64_t held = 0;
    while (held < mostResidues && page.next()) {
        ids.append(RecordId(page.integer(0)));
        held += page.integer(1);
    }
    if (page.failed())
        return page.error();
    return ids;
}

} // namespace

Result<QVector<ExportRow>> ProjectReader::exportPage(RecordId after, int limit, bool reviewedOnly, RunId run,
                                                     bool withEdits) const
{
    const Result<QVector<RecordId>> ids = pageIds(*m_connection, after, limit, reviewedOnly);
    if (!ids)
        return ids.error();
    const QString list = rows::idList(*ids);
    QHash<qint64, Record> records;
    QHash<qint64, QByteArray> residues;
    QHash<qint64, Gold> golds;
    QHash<qint64, Curation> curations;
    QHash<qint64, PredictionSummary> predictions;
    QHash<qint64, QVector<Edit>> edits;
    std::optional<Error> error = take(rows::records(*m_connection, list), records);
    if (!error)
        error = take(rows::residues(*m_connection, list), residues);
    if (!error)
        error = take(rows::golds(*m_connection, list), golds);
    if (!error)
        error = take(rows::curations(*m_connection, list), curations);
    if (!error && run != RunId::None)
        error = take(rows::predictions(*m_connection, run, list), predictions);
    if (!error && withEdits)
        error = take(rows::edits(*m_connection, list), edits);
    if (error)
        return *error;
    QVector<ExportRow> page;
    page.reserve(ids->size());
    for (const RecordId record : *ids) {
        const auto id = qint64(record);
        if (!records.contains(id)) // deleted meanwhile
            continue;
        ExportRow row{records.take(id), residues.take(id), golds.take(id), curations.take(id), {}, edits.take(id)};
        if (const auto found = predictions.constFind(id); found != predictions.cend())
            row.prediction = *found;
        page.append(std::move(row));
    }
    return page;
}

} // namespace corespan
