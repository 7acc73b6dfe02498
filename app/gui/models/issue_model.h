// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/report.h"
#include "gui/models/cell_model.h"

namespace corespan::gui {

/// What an import left out and why: file, line, record, reason.
class IssueModel : public CellModel
{
    Q_OBJECT
public:
    enum Column { File, Line, Record, Reason, ColumnCount };

    using CellModel::CellModel;
    void setIssues(QVector<ImportIssue> issues);
    QString text() const; ///< a line an issue, as the command line tells them

protected:
    int rows() const override { return int(m_issues.size()); }
    int columns() const override { return ColumnCount; }
    QVariant cell(int row, int column, int role) const override;
    QString title(int column) const override;

private:
    QVector<ImportIssue> m_issues;
};

} // namespace corespan::gui
