// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/compared_model.h"

#include "gui/document/record_text.h"

#include <QLocale>

namespace corespan::gui {

void ComparedModel::setRecords(QVector<ComparedRecord> records)
{
    m_records = std::move(records);
    fill();
}

void ComparedModel::setFilter(const ComparedFilter& filter)
{
    m_filter = filter;
    fill();
}

void ComparedModel::fill()
{
    beginResetModel();
    m_rows.clear();
    for (qsizetype at = 0; at < m_records.size(); ++at) {
        const ComparedRecord& record = m_records[at];
        if (m_filter.relation.value_or(record.relation) == record.relation &&
            m_filter.verdict.value_or(record.verdict) == record.verdict)
            m_rows << at;
    }
    endResetModel();
}

RecordId ComparedModel::recordAt(int row) const
{
    return row >= 0 && row < rows() ? m_records[m_rows[row]].id : RecordId::None;
}

QVariant ComparedModel::cell(int row, int column, int role) const
{
    const ComparedRecord& record = m_records[m_rows[row]];
    if (role == Qt::ToolTipRole)
        return tr("%1: %2 · %3").arg(record.name, displayName(record.relation), displayName(record.verdict));
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column == Shift ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Record:
        return record.name;
    case First:
        return coresText(record.first);
    case Second:
        return coresText(record.second);
    case Shift:
        if (const std::int64_t shift = largestShift(record.first, record.second); shift > 0)
            return QLocale().toString(qlonglong(shift));
        return QString();
    default:
        return record.curated ? coresText(*record.curated) : QStringLiteral("–");
    }
}

QString ComparedModel::title(int column) const
{
    switch (column) {
    case Record:
        return tr("Record");
    case First:
        return tr("First run");
    case Second:
        return tr("Second run");
    case Shift:
        return tr("Moved by");
    default:
        return tr("Curator");
    }
}

void AgreementModel::setComparison(const RunComparison& comparison)
{
    beginResetModel();
    m_rows.clear();
    const std::int64_t all = comparison.compared();
    m_rows.append({tr("any difference"), comparison.differing.size(), all});
    for (auto it = comparison.relations.begin(); it != comparison.relations.end(); ++it)
        m_rows.append({displayName(it.key()), it.value(), all, {it.key(), {}}});
    const std::int64_t decided = all - comparison.verdicts.value(RunVerdict::Open);
    for (auto it = comparison.verdicts.begin(); it != comparison.verdicts.end(); ++it)
        if (it.key() != RunVerdict::Open)
            m_rows.append({displayName(it.key()), it.value(), decided, {{}, it.key()}});
    if (comparison.inFirst > 0)
        m_rows.append({tr("predicted by the first run only"), comparison.inFirst, 0, {}});
    if (comparison.inSecond > 0)
        m_rows.append({tr("predicted by the second run only"), comparison.inSecond, 0, {}});
    endResetModel();
}

ComparedFilter AgreementModel::filterAt(int row) const
{
    return row >= 0 && row < rows() ? m_rows[row].filter : ComparedFilter();
}

QVariant AgreementModel::cell(int row, int column, int role) const
{
    const Row& line = m_rows[row];
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column == What ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole && line.filter.verdict)
        return tr("%1 (of the decided records)").arg(line.what);
    if (role == Qt::ToolTipRole)
        return line.what;
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case What:
        return line.what;
    case Records:
        return QLocale().toString(qlonglong(line.records));
    default:
        return line.of == 0
                   ? QString()
                   : tr("%1 %").arg(QLocale().toString(100.0 * double(line.records) / double(line.of), 'f', 1));
    }
}

QString AgreementModel::title(int column) const
{
    switch (column) {
    case What:
        return tr("Agreement");
    case Records:
        return tr("Records");
    default:
        return tr("Share");
    }
}

} // namespace corespan::gui
