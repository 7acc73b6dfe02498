// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"
#include "core/store/project_reader.h"
#include "core/store/rows.h"

namespace corespan {

namespace {

const QString kinColumns = QStringLiteral("record_id, same, near, same_count, near_count");

Kin kinRow(const Statement& row)
{
    return {RecordId(row.integer(0)), RecordId(row.integer(1)), RecordId(row.integer(2)), int(row.integer(3)),
            int(row.integer(4))};
}

} // namespace

Result<RecordId> ProjectReader::kinSearchedTo() const
{
    const Result<QVariant> value =
        m_connection->scalar(QStringLiteral("SELECT value FROM meta WHERE key = ?"), {rows::kinSearchedTo});
    if (!value)
        return value.error();
    return RecordId(value->toLongLong());
}

Result<RecordId> ProjectReader::lastRecord() const
{
    const Result<QVariant> last = m_connection->scalar(QStringLiteral("SELECT max(id) FROM records"));
    if (!last)
        return last.error();
    return RecordId(last->toLongLong());
}

Result<Kin> ProjectReader::kin(RecordId id) const
{
    Statement row(*m_connection, QStringLiteral("SELECT %1 FROM kin WHERE record_id = ?").arg(kinColumns),
                  {qint64(id)});
    if (row.next())
        return kinRow(row);
    if (row.failed())
        return row.error();
    return Kin{id, id, id};
}

Result<QVector<RecordId>> ProjectReader::kinRecords(RecordId id, bool same) const
{
    QVector<RecordId> ids;
    Statement members(*m_connection,
                      QStringLiteral("SELECT record_id FROM kin WHERE %1 = (SELECT %1 FROM kin WHERE record_id = ?) "
                                     "ORDER BY record_id")
                          .arg(same ? QStringLiteral("same") : QStringLiteral("near")),
                      {qint64(id)});
    while (members.next())
        ids << RecordId(members.integer(0));
    if (members.failed())
        return members.error();
    return ids.isEmpty() ? QVector<RecordId>{id} : ids;
}

Result<QVector<Kin>> ProjectReader::allKin() const
{
    QVector<Kin> all;
    Statement kin(*m_connection, QStringLiteral("SELECT %1 FROM kin ORDER BY record_id").arg(kinColumns), {});
    while (kin.next())
        all << kinRow(kin);
    if (kin.failed())
        return kin.error();
    return all;
}

Result<QVector<std::pair<RecordId, QByteArray>>> ProjectReader::sequences(RecordId after, int limit) const
{
    constexpr qsizetype mostResidues = 16 << 20;
    QVector<std::pair<RecordId, QByteArray>> page;
    Statement chunks(*m_connection,
                     QStringLiteral("SELECT r.id, c.data FROM records r LEFT JOIN residues c ON c.record_id = r.id "
                                    "WHERE r.id > ? ORDER BY r.id, c.chunk"),
                     {qint64(after)});
    qsizetype held = 0;
    while (chunks.next()) {
        const auto id = RecordId(chunks.integer(0));
        if (page.isEmpty() || page.last().first != id) {
            if (page.size() >= limit || held > mostResidues)
                return page;
            page.append({id, {}});
        }
        page.last().second += chunks.blob(1);
        held += chunks.blob(1).size();
    }
    if (chunks.failed())
        return chunks.error();
    return page;
}

} // namespace corespan
