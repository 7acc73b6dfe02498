// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/edit_list_model.h"

#include "core/domain/names.h"
#include "gui/document/record_text.h"

#include <QLocale>

namespace corespan::gui {

namespace {

QString number(std::int64_t value)
{
    return QLocale().toString(qlonglong(value));
}

QString curationCell(const Curation& curation)
{
    const QString state = EditListModel::tr("%1 %2").arg(stateSymbol(curation.state), displayName(curation.state));
    return curation.annotated && !curation.cores.isEmpty()
               ? EditListModel::tr("%1 · %2").arg(state, coresText(curation.cores))
               : state;
}

QVariant misfitCell(const EditPlan::Misfit& misfit, int column, int role)
{
    if (role == Qt::ToolTipRole)
        return EditListModel::tr("%1: %2").arg(misfit.name, misfit.why);
    if (role != Qt::DisplayRole)
        return {};
    if (column == EditListModel::Record)
        return misfit.name;
    return column == EditListModel::Now ? EditListModel::tr("does not fit") : misfit.why;
}

} // namespace

void EditListModel::setPlan(EditPlan plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_left.clear();
    endResetModel();
}

EditPlan EditListModel::plan() const
{
    EditPlan chosen = m_plan;
    if (m_left.isEmpty())
        return chosen;
    chosen.edits.clear();
    chosen.names.clear();
    for (int row = 0; row < m_plan.edits.size(); ++row)
        if (!m_left.contains(row)) {
            chosen.edits << m_plan.edits[row];
            chosen.names << m_plan.names[row];
        }
    return chosen;
}

bool EditListModel::isCheckable(int row, int column) const
{
    return m_choosable && column == Record && isEdit(row);
}

bool EditListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !isCheckable(index.row(), index.column()))
        return false;
    if (value.toInt() == Qt::Checked)
        m_left.remove(index.row());
    else
        m_left.insert(index.row());
    emit dataChanged(index, index, {Qt::CheckStateRole});
    return true;
}

QVariant EditListModel::cell(int row, int column, int role) const
{
    if (!isEdit(row))
        return misfitCell(m_plan.misfits[row - m_plan.edits.size()], column, role);
    if (role == Qt::CheckStateRole && m_choosable && column == Record)
        return int(m_left.contains(row) ? Qt::Unchecked : Qt::Checked);
    const Edit& edit = m_plan.edits[row];
    if (role == Qt::ToolTipRole)
        return tr("%1: %2").arg(m_plan.names[row], edit.summary);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Record:
        return m_plan.names[row];
    case Now:
        return curationCell(edit.before);
    default:
        return curationCell(edit.after);
    }
}

QString EditListModel::title(int column) const
{
    switch (column) {
    case Record:
        return tr("Record");
    case Now:
        return tr("Now");
    default:
        return tr("Then");
    }
}

QString planText(const EditPlan& plan)
{
    QStringList states;
    const QMap<ReviewState, std::int64_t> counts = plan.states();
    for (auto it = counts.begin(); it != counts.end(); ++it)
        states << EditListModel::tr("%1 %2").arg(number(it.value()), displayName(it.key()).toLower());
    const QString text =
        EditListModel::tr("%1 of %2 records would change").arg(number(plan.edits.size()), number(plan.looked()));
    return states.isEmpty() ? text : EditListModel::tr("%1: %2").arg(text, states.join(QStringLiteral(", ")));
}

QString leftAloneText(const EditPlan& plan)
{
    QStringList parts;
    if (plan.same > 0)
        parts << EditListModel::tr("%1 are so already").arg(number(plan.same));
    if (plan.decided > 0)
        parts << EditListModel::tr("%1 were decided or flagged and are left alone").arg(number(plan.decided));
    if (plan.nothing > 0)
        parts << EditListModel::tr("%1 have nothing to decide from").arg(number(plan.nothing));
    if (!plan.misfits.isEmpty())
        parts << EditListModel::tr("it does not fit %1").arg(number(plan.misfits.size()));
    return parts.join(QStringLiteral(" · "));
}

} // namespace corespan::gui
