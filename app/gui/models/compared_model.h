// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/run_comparison.h"
#include "gui/models/cell_model.h"

namespace corespan::gui {

/// Which of the records that two runs decide otherwise are listed; absent: any.
struct ComparedFilter
{
    std::optional<RunRelation> relation = {};
    std::optional<RunVerdict> verdict = {};
    bool operator==(const ComparedFilter&) const = default;
};

/// Records that two runs decide otherwise, side by side.
class ComparedModel : public CellModel
{
    Q_OBJECT
public:
    enum Column { Record, First, Second, Shift, Curator, ColumnCount };

    using CellModel::CellModel;
    void setRecords(QVector<ComparedRecord> records);
    void setFilter(const ComparedFilter& filter);
    RecordId recordAt(int row) const; ///< None beyond the last

protected:
    int rows() const override { return int(m_rows.size()); }
    int columns() const override { return ColumnCount; }
    QVariant cell(int row, int column, int role) const override;
    QString title(int column) const override;

private:
    void fill();

    QVector<ComparedRecord> m_records;
    ComparedFilter m_filter;
    QVector<qsizetype> m_rows; ///< indices into m_records
};

/// How often each relation and each verdict occurs.
class AgreementModel : public CellModel
{
    Q_OBJECT
public:
    enum Column { What, Records, Share, ColumnCount };

    using CellModel::CellModel;
    void setComparison(const RunComparison& comparison);
    ComparedFilter filterAt(int row) const;

protected:
    int rows() const override { return int(m_rows.size()); }
    int columns() const override { return ColumnCount; }
    QVariant cell(int row, int column, int role) const override;
    QString title(int column) const override;

private:
    struct Row
    {
        QString what;
        std::int64_t records = 0;
        std::int64_t of = 0; ///< 0: no share
        ComparedFilter filter = {};
    };
    QVector<Row> m_rows;
};

} // namespace corespan::gui
