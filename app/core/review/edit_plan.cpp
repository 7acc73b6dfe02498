// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/edit_plan.h"

#include "core/domain/edits.h"

#include <QCoreApplication>

namespace corespan {

namespace {

void add(EditPlan& plan, const ReviewRow& row, PlannedEdit planned)
{
    using Kind = PlannedEdit::Kind;
    if (planned.kind == Kind::Edit && isNoOp(planned.edit))
        planned.kind = Kind::Same;
    switch (planned.kind) {
    case Kind::Edit:
        plan.edits << std::move(planned.edit);
        plan.names << row.name;
        break;
    case Kind::Same:
        ++plan.same;
        break;
    case Kind::Decided:
        ++plan.decided;
        break;
    case Kind::Nothing:
        ++plan.nothing;
        break;
    case Kind::Misfit:
        plan.misfits.append({row.name, planned.why});
        break;
    }
}

} // namespace

QMap<ReviewState, std::int64_t> EditPlan::states() const
{
    QMap<ReviewState, std::int64_t> counts;
    for (const Edit& edit : edits)
        ++counts[edit.after.state];
    return counts;
}

Result<EditPlan> planEdits(const ProjectReader& reader, const QVector<RecordId>& records, RunId run,
                           const PlanRule& rule, const StepProgress& progress)
{
    constexpr qsizetype page = 500;
    EditPlan plan;
    for (qsizetype at = 0; at < records.size(); at += page) {
        const QVector<RecordId> ids = records.mid(at, page);
        const Result<QVector<ReviewRow>> rows = reader.reviewRows(ids, run);
        if (!rows)
            return rows.error();
        Result<QVector<PlannedEdit>> planned = rule(reader, *rows);
        if (!planned)
            return planned.error();
        for (qsizetype row = 0; row < rows->size(); ++row)
            add(plan, rows->at(row), std::move((*planned)[row]));
        if (progress && !progress(at + ids.size(), records.size()))
            return Error{QCoreApplication::translate("Review", "Stopped."), Error::Kind::Cancelled};
    }
    return plan;
}

} // namespace corespan
