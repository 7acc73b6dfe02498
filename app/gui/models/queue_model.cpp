// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/queue_model.h"

#include "core/domain/names.h"
#include "core/domain/span_text.h"
#include "gui/document/reason_text.h"
#include "gui/document/record_text.h"

#include <QLocale>

namespace corespan::gui {

namespace {

/// Lengths of chromosomes take no more room than others; the header of the record has every digit.
QString lengthCell(std::int64_t length)
{
    constexpr std::int64_t million = 1'000'000;
    return length < million ? QLocale().toString(qlonglong(length))
                            : QueueModel::tr("%1 M").arg(QLocale().toString(double(length) / million, 'f', 1));
}

QString coresCell(const QueueRow& row)
{
    if (row.cores > 2)
        return QueueModel::tr("%1 cores").arg(QLocale().toString(row.cores));
    const QString span = closedText(*row.span);
    return row.cores == 2 ? QueueModel::tr("%1 +1").arg(span) : span;
}

QString rowTip(const QueueRow& row)
{
    QStringList parts{row.name, displayName(row.state)};
    if (row.cores > 1)
        parts << QueueModel::tr("%1 cores").arg(row.cores);
    if (const QString kin = kinText(row.sameCount, row.nearCount); !kin.isEmpty())
        parts << kin;
    return parts.join(QStringLiteral(" · "));
}

} // namespace

void QueueModel::setRecords(QVector<RecordId> ids, FetchRows fetch)
{
    beginResetModel();
    m_ids = std::move(ids);
    m_fetch = std::move(fetch);
    m_cache.clear();
    m_rows.clear();
    m_rows.reserve(m_ids.size());
    for (int at = 0; at < m_ids.size(); ++at)
        m_rows.insert(m_ids[at], at);
    endResetModel();
}

RecordId QueueModel::recordAt(int row) const
{
    return row >= 0 && row < rows() ? m_ids[row] : RecordId::None;
}

int QueueModel::rowOf(RecordId record) const
{
    return m_rows.value(record, -1);
}

Reasons QueueModel::reasonsOf(RecordId record) const
{
    const int at = rowOf(record);
    return at < 0 ? Reasons() : row(at).reasons;
}

void QueueModel::refresh(const QVector<RecordId>& records)
{
    int first = rows();
    int last = -1;
    for (const RecordId record : records) {
        m_cache.remove(record);
        if (const int at = rowOf(record); at >= 0) {
            first = std::min(first, at);
            last = std::max(last, at);
        }
    }
    if (last >= 0) // one signal: views repaint what is visible of it
        emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

void QueueModel::refreshAll()
{
    m_cache.clear();
    if (rows() > 0)
        emit dataChanged(index(0, 0), index(rows() - 1, ColumnCount - 1));
}

const QueueRow& QueueModel::row(int row) const
{
    const RecordId id = m_ids[row];
    if (const auto found = m_cache.constFind(id); found != m_cache.cend())
        return *found;
    if (m_cache.size() > cachedRows)
        m_cache.clear();
    const int first = row - row % pageSize;
    QVector<RecordId> missing;
    for (int at = first; at < std::min(first + pageSize, rows()); ++at)
        if (!m_cache.contains(m_ids[at]))
            missing << m_ids[at];
    if (m_fetch)
        for (const QueueRow& fetched : m_fetch(missing))
            m_cache.insert(fetched.id, fetched);
    if (!m_cache.contains(id)) {
        QueueRow gone;
        gone.id = id;
        m_cache.insert(id, gone);
    }
    return *m_cache.constFind(id);
}

QVariant QueueModel::cell(int at, int column, int role) const
{
    if (role == IdRole)
        return QVariant::fromValue(qint64(m_ids[at]));
    const QueueRow& row = this->row(at);
    switch (role) {
    case CuratedRole:
        return row.curated;
    case Qt::ToolTipRole:
        if (column == Why && row.reasons)
            return reasonsText(row.reasons);
        return rowTip(row);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == Length ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        if (column == State)
            return displayName(row.state);
        if (column == Why)
            return reasonsText(row.reasons);
        [[fallthrough]];
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case State:
        return stateSymbol(row.state);
    case Name:
        return row.sameCount > 1 ? tr("%1 ×%2").arg(row.name, QLocale().toString(row.sameCount)) : row.name;
    case Length:
        return lengthCell(row.length);
    case SpanColumn:
        if (row.span)
            return coresCell(row);
        return row.curated || row.margin ? tr("no core") : QStringLiteral("–");
    case Margin:
        return row.margin ? QVariant(*row.margin) : QVariant(-1.0);
    case Why:
        return reasonSigns(row.reasons);
    default:
        return {};
    }
}

QString QueueModel::title(int column) const
{
    switch (column) {
    case State:
        return tr("State");
    case Name:
        return tr("Record");
    case Length:
        return tr("Length");
    case SpanColumn:
        return tr("Core");
    case Margin:
        return tr("Margin");
    default:
        return tr("Why");
    }
}

} // namespace corespan::gui
