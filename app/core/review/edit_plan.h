// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_reader.h"

namespace corespan {

/// What a rule makes of one record.
struct PlannedEdit
{
    enum class Kind {
        Edit,
        Same,    ///< it is so already
        Decided, ///< a curator has decided or flagged it, and those are left alone
        Nothing, ///< there is nothing to decide from, such as no prediction
        Misfit,  ///< it cannot be done to this record
    };
    Kind kind = Kind::Nothing;
    Edit edit = {};   ///< for Kind::Edit
    QString why = {}; ///< for Kind::Misfit
};

/// A step over many records before it is taken: see ProjectWriter::applyEdits().
struct EditPlan
{
    QVector<Edit> edits; ///< in the order of the records; each changes something
    QStringList names;   ///< of the record of each edit
    std::int64_t same = 0;
    std::int64_t decided = 0;
    std::int64_t nothing = 0;
    struct Misfit
    {
        QString name; ///< of the record
        QString why;
    };
    QVector<Misfit> misfits;

    std::int64_t looked() const { return edits.size() + misfits.size() + same + decided + nothing; }
    /// How many records would be of each state that an edit leads to.
    QMap<ReviewState, std::int64_t> states() const;
};

/// One answer for each row of a page. Error: the plan stops there.
using PlanRule =
    std::function<Result<QVector<PlannedEdit>>(const ProjectReader& reader, const QVector<ReviewRow>& rows)>;

/// Asks the rule about the records, a page after the other; reads only. `run`: whose cores ReviewRow has.
/// Error::Kind::Cancelled where `progress` answers false; it is asked after each page of records.
Result<EditPlan> planEdits(const ProjectReader& reader, const QVector<RecordId>& records, RunId run,
                           const PlanRule& rule, const StepProgress& progress = {});

} // namespace corespan
