// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"
#include "core/store/project_reader.h"

namespace corespan {

namespace {

/// Runs `read` into `target`; the error if it fails.
template <typename T>
std::optional<Error> take(Result<T> result, T& target)
{
    if (!result)
        return result.error();
    target = *std::move(result);
    return std::nullopt;
}

} // namespace

Result<QVector<ExportRow>> ProjectReader::exportPage(RecordId after, int limit, bool reviewedOnly, RunId run) const
{
    constexpr qsizetype mostResidues = 16 << 20;
    QVector<RecordId> ids;
    {
        const QString condition =
            reviewedOnly ? QStringLiteral(" AND EXISTS (SELECT 1 FROM review v WHERE v.record_id = r.id AND v.state IN "
                                          "('accepted', 'corrected', 'rejected', 'no_core', 'ambiguous'))")
                         : QString();
        Statement page(
            *m_connection,
            QStringLiteral("SELECT r.id FROM records r WHERE r.id > ?%1 ORDER BY r.id LIMIT ?").arg(condition),
            {qint64(after), limit});
        while (page.next())
            ids.append(RecordId(page.integer(0)));
        if (page.failed())
            return page.error();
    }
    QVector<ExportRow> rows;
    qsizetype held = 0;
    for (const RecordId id : ids) {
        if (held >= mostResidues)
            break;
        ExportRow row;
        if (auto error = take(record(id), row.record))
            return *error;
        if (auto error = take(residues(id), row.residues))
            return *error;
        if (auto error = take(gold(id), row.gold))
            return *error;
        if (auto error = take(curation(id), row.curation))
            return *error;
        if (run != RunId::None) {
            if (auto error = take(prediction(id, run), row.prediction))
                return *error;
        }
        held += row.residues.size();
        rows.append(std::move(row));
    }
    return rows;
}

} // namespace corespan
