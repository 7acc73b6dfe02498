// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/bulk.h"

#include "core/domain/edits.h"
#include "core/domain/names.h"

#include <QCoreApplication>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Review)
};

/// Nothing: there is nothing to decide from. An edit that changes nothing: it is so already.
std::optional<Edit> decide(const ReviewRow& row, BulkAction action)
{
    const Curation& now = row.curation;
    Edit same;
    same.before = same.after = now;
    switch (action) {
    case BulkAction::Accept:
        return acceptShownEdit(row.id, now, row.gold, row.predicted);
    case BulkAction::Reject:
        return rejectEdit(row.id, now);
    case BulkAction::NoCore:
        return noCoreEdit(row.id, now);
    case BulkAction::Flag: // a second time, the key takes the flag away
        return now.state == ReviewState::Flagged ? same : toggleFlagEdit(row.id, now);
    case BulkAction::Ambiguous:
        return now.state == ReviewState::Ambiguous ? same : toggleAmbiguousEdit(row.id, now);
    case BulkAction::Reset:
        return resetEdit(row.id, now);
    }
    return same;
}

} // namespace

PlannedEdit bulkEdit(const ReviewRow& row, const BulkRequest& request)
{
    using Kind = PlannedEdit::Kind;
    const std::optional<Edit> edit = decide(row, request.action);
    if (!edit)
        return {Kind::Nothing};
    if (isNoOp(*edit))
        return {Kind::Same};
    const ReviewState state = row.curation.state;
    const bool decided = isReviewed(state) || state == ReviewState::Flagged;
    // Only decisions can be taken back.
    if (decided && !request.decidedToo && request.action != BulkAction::Reset)
        return {Kind::Decided};
    return {Kind::Edit, *edit};
}

PlanRule bulkRule(const BulkRequest& request)
{
    return [request](const ProjectReader&, const QVector<ReviewRow>& rows) -> Result<QVector<PlannedEdit>> {
        QVector<PlannedEdit> planned;
        for (const ReviewRow& row : rows)
            planned << bulkEdit(row, request);
        return planned;
    };
}

QString displayName(BulkAction action)
{
    switch (action) {
    case BulkAction::Accept:
        return Text::tr("Accept what is shown");
    case BulkAction::Reject:
        return Text::tr("Reject");
    case BulkAction::NoCore:
        return Text::tr("Say that there is no core");
    case BulkAction::Flag:
        return Text::tr("Flag for another look");
    case BulkAction::Ambiguous:
        return Text::tr("Call ambiguous");
    case BulkAction::Reset:
        return Text::tr("Take decisions back");
    }
    return {};
}

QString bulkTitle(BulkAction action, std::int64_t records)
{
    const auto text = [records](const QString& one, const QString& many) {
        return records == 1 ? one : many.arg(records);
    };
    switch (action) {
    case BulkAction::Accept:
        return text(Text::tr("accepted 1 record"), Text::tr("accepted %1 records"));
    case BulkAction::Reject:
        return text(Text::tr("rejected 1 record"), Text::tr("rejected %1 records"));
    case BulkAction::NoCore:
        return text(Text::tr("no core in 1 record"), Text::tr("no core in %1 records"));
    case BulkAction::Flag:
        return text(Text::tr("flagged 1 record"), Text::tr("flagged %1 records"));
    case BulkAction::Ambiguous:
        return text(Text::tr("1 record ambiguous"), Text::tr("%1 records ambiguous"));
    case BulkAction::Reset:
        return text(Text::tr("decision of 1 record taken back"), Text::tr("decisions of %1 records taken back"));
    }
    return {};
}

} // namespace corespan
