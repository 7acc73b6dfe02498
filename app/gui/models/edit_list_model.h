// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/edit_plan.h"
#include "gui/models/cell_model.h"

namespace corespan::gui {

/// What a planned step would change: a record a row, as it is and as it would be.
class EditListModel : public CellModel
{
    Q_OBJECT
public:
    enum Column { Record, Now, Then, ColumnCount };

    using CellModel::CellModel;
    void setPlan(EditPlan plan);
    const EditPlan& plan() const { return m_plan; }

protected:
    int rows() const override { return int(m_plan.edits.size()); }
    int columns() const override { return ColumnCount; }
    QVariant cell(int row, int column, int role) const override;
    QString title(int column) const override;

private:
    EditPlan m_plan;
};

/// "1,200 of 2,340 records would change: 1,000 accepted, 200 no core"
QString planText(const EditPlan& plan);
/// "3 are so already · 20 were decided or flagged · 4 have nothing to decide from"; empty: there are none.
QString leftAloneText(const EditPlan& plan);

} // namespace corespan::gui
