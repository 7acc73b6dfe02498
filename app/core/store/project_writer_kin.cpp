// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"
#include "core/store/project_lock.h"
#include "core/store/project_writer.h"
#include "core/store/rows.h"

namespace corespan {

Status ProjectWriter::beginKin()
{
    Transaction transaction(*m_connection);
    if (!transaction.begun())
        return transaction.begun();
    if (Status status = rows::setMeta(*m_connection, rows::kinSearchedTo, QStringLiteral("0")); !status)
        return status;
    if (Status status = m_connection->exec(QStringLiteral("DELETE FROM kin")); !status)
        return status;
    return transaction.commit();
}

Status ProjectWriter::addKin(std::span<const Kin> kin)
{
    Transaction transaction(*m_connection);
    if (!transaction.begun())
        return transaction.begun();
    {
        Statement insert(*m_connection,
                         QStringLiteral("INSERT INTO kin (record_id, same, near, same_count, near_count) "
                                        "VALUES (?, ?, ?, ?, ?)"));
        for (const Kin& each : kin)
            if (!insert.run(
                    {qint64(each.record), qint64(each.same), qint64(each.near), each.sameCount, each.nearCount}))
                return insert.error();
    }
    return transaction.commit();
}

Status ProjectWriter::endKin(RecordId searchedTo)
{
    return rows::setMeta(*m_connection, rows::kinSearchedTo, QString::number(qint64(searchedTo)));
}

} // namespace corespan
