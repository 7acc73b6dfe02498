// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/curation.h"
#include "core/domain/prediction.h"
#include "gui/models/cell_model.h"

namespace corespan::gui {

/// Ranked cores of a run; the first five have the keys 1 to 5.
class CandidateModel : public CellModel
{
    Q_OBJECT
public:
    enum Column { Key, SpanColumn, Chosen, Probability, ColumnCount };
    static constexpr int keys = 5;

    using CellModel::CellModel;
    /// \param chosen cores that the curator has set; a candidate equal to one of them is marked
    void setCandidates(QVector<Candidate> candidates, QVector<Core> chosen);
    const QVector<Candidate>& candidates() const { return m_candidates; }
    bool isChosen(int row) const;

protected:
    int rows() const override { return int(m_candidates.size()); }
    int columns() const override { return ColumnCount; }
    QVariant cell(int row, int column, int role) const override;
    QString title(int column) const override;

private:
    QVector<Candidate> m_candidates;
    QVector<Core> m_chosen;
    bool m_typed = false; ///< types are worth saying
};

} // namespace corespan::gui
