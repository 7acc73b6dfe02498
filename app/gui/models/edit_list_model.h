// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/edit_plan.h"
#include "gui/models/cell_model.h"

#include <QSet>

namespace corespan::gui {

/// What a planned step would change: a record a row, as it is and as it would be; below them those that it does not
/// fit, with why. Where single records can be left out, the first column has a box for each.
class EditListModel : public CellModel
{
    Q_OBJECT
public:
    enum Column { Record, Now, Then, ColumnCount };

    using CellModel::CellModel;
    void setPlan(EditPlan plan);
    /// Of what is chosen.
    EditPlan plan() const;
    /// Each record has a box; all are chosen at first.
    void setChoosable(bool choosable) { m_choosable = choosable; }
    qsizetype chosen() const { return m_plan.edits.size() - m_left.size(); }
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

protected:
    int rows() const override { return int(m_plan.edits.size() + m_plan.misfits.size()); }
    int columns() const override { return ColumnCount; }
    QVariant cell(int row, int column, int role) const override;
    QString title(int column) const override;
    bool isCheckable(int row, int column) const override;

private:
    bool isEdit(int row) const { return row < m_plan.edits.size(); }

    EditPlan m_plan;
    QSet<int> m_left; ///< rows that were not chosen
    bool m_choosable = false;
};

/// "1,200 of 2,340 records would change: 1,000 accepted, 200 no core"
QString planText(const EditPlan& plan);
/// "3 are so already · 20 were decided or flagged · 4 have nothing to decide from · it does not fit 2"; empty: there
/// are none.
QString leftAloneText(const EditPlan& plan);

} // namespace corespan::gui
