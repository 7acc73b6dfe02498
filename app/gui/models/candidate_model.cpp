// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/candidate_model.h"

#include "core/domain/span_text.h"

#include <algorithm>

namespace corespan::gui {

void CandidateModel::setCandidates(QVector<Candidate> candidates, QVector<Core> chosen)
{
    if (candidates == m_candidates) {
        m_chosen = std::move(chosen);
        if (rows() > 0)
            emit dataChanged(index(0, 0), index(rows() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_typed = std::any_of(candidates.cbegin(), candidates.cend(),
                          [](const Candidate& each) { return each.type != Core().type; });
    m_candidates = std::move(candidates);
    m_chosen = std::move(chosen);
    endResetModel();
}

bool CandidateModel::isChosen(int row) const
{
    const Candidate& candidate = m_candidates[row];
    return std::any_of(m_chosen.cbegin(), m_chosen.cend(), [&candidate](const Core& core) {
        return core.span == candidate.span && core.type == candidate.type;
    });
}

QVariant CandidateModel::cell(int row, int column, int role) const
{
    const Candidate& candidate = m_candidates[row];
    if (role == Qt::ToolTipRole)
        return tr("%1 · %2 · score %3 · double-click or press %4 to take it")
            .arg(closedText(candidate.span), halfOpenText(candidate.span))
            .arg(candidate.score, 0, 'f', 2)
            .arg(row + 1);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column == Chosen ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Key:
        return row < keys ? QString::number(row + 1) : QString();
    case SpanColumn:
        return m_typed ? tr("%1 %2").arg(closedText(candidate.span), candidate.type) : closedText(candidate.span);
    case Chosen:
        return isChosen(row) ? tr("chosen") : QString();
    default:
        return candidate.probability;
    }
}

QString CandidateModel::title(int column) const
{
    switch (column) {
    case Key:
        return tr("Key");
    case SpanColumn:
        return tr("Core");
    case Chosen:
        return tr("Chosen");
    default:
        return tr("Probability");
    }
}

} // namespace corespan::gui
