// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/edits.h"

#include "core/domain/span_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Edit)
};

Edit draft(RecordId record, EditKind kind, const Curation& now)
{
    Edit edit;
    edit.record = record;
    edit.kind = kind;
    edit.before = now;
    edit.after = now;
    return edit;
}

/// What an annotation says about a record by itself, without anybody's verdict.
ReviewState annotationState(const Curation& curation)
{
    if (!curation.annotated)
        return ReviewState::Seen;
    return curation.cores.isEmpty() ? ReviewState::NoCore : ReviewState::Corrected;
}

ReviewState seen(ReviewState state)
{
    return state == ReviewState::Unseen ? ReviewState::Seen : state;
}

/// "25–54 H, <60–80": types where they say something, open ends, and no more than a few.
QString spanList(const QVector<Core>& cores)
{
    constexpr qsizetype most = 4;
    QStringList list;
    for (const Core& core : cores.mid(0, cores.size() > most ? most - 1 : most)) {
        QString text = (core.openBegin ? QStringLiteral("<") : QString()) + closedText(core.span) +
                       (core.openEnd ? QStringLiteral(">") : QString());
        if (core.type != Core().type)
            text += QLatin1Char(' ') + core.type;
        list << text;
    }
    if (list.size() < cores.size())
        list << Text::tr("%1 more").arg(cores.size() - list.size());
    return list.join(QStringLiteral(", "));
}

/// Those of `cores` that `others` has not; both sorted and apart.
QVector<Core> without(const QVector<Core>& cores, const QVector<Core>& others)
{
    QVector<Core> left;
    for (const Core& core : cores) {
        const auto same = std::lower_bound(others.cbegin(), others.cend(), core,
                                           [](const Core& a, const Core& b) { return a.span < b.span; });
        if (same == others.cend() || !(*same == core))
            left << core;
    }
    return left;
}

} // namespace

Edit acceptEdit(RecordId record, const Curation& now, const QVector<Core>& predicted)
{
    Edit edit = draft(record, EditKind::Accept, now);
    const bool curated = now.annotated && !now.cores.isEmpty();
    if (!curated)
        edit.after.cores = predicted;
    edit.after.annotated = true;
    if (edit.after.cores.isEmpty()) {
        edit.after.state = ReviewState::NoCore;
        edit.summary = Text::tr("accepted: no core");
        return edit;
    }
    const bool asPredicted = edit.after.cores == predicted;
    edit.after.state = asPredicted ? ReviewState::Accepted : ReviewState::Corrected;
    edit.summary = Text::tr("accepted %1").arg(spanList(edit.after.cores));
    return edit;
}

std::optional<Edit> acceptShownEdit(RecordId record, const Curation& now, const std::optional<QVector<Core>>& gold,
                                    const std::optional<QVector<Core>>& predicted)
{
    const QVector<Core> cores = predicted.value_or(QVector<Core>());
    if (!now.annotated && gold && now.state != ReviewState::Rejected)
        return gold->isEmpty() ? noCoreEdit(record, now) : setCoresEdit(record, now, *gold, cores);
    if (!now.annotated && !predicted)
        return std::nullopt;
    return acceptEdit(record, now, cores);
}

Edit rejectEdit(RecordId record, const Curation& now)
{
    Edit edit = draft(record, EditKind::Reject, now);
    edit.after.state = ReviewState::Rejected;
    edit.after.annotated = false;
    edit.after.cores.clear();
    edit.summary = Text::tr("rejected");
    return edit;
}

Edit noCoreEdit(RecordId record, const Curation& now)
{
    Edit edit = draft(record, EditKind::NoCore, now);
    edit.after.state = ReviewState::NoCore;
    edit.after.annotated = true;
    edit.after.cores.clear();
    edit.summary = Text::tr("no core");
    return edit;
}

Edit toggleFlagEdit(RecordId record, const Curation& now)
{
    Edit edit = draft(record, EditKind::Flag, now);
    const bool flagged = now.state == ReviewState::Flagged;
    edit.after.state = flagged ? annotationState(now) : ReviewState::Flagged;
    edit.summary = flagged ? Text::tr("flag removed") : Text::tr("flagged");
    return edit;
}

Edit moveBoundaryEdit(RecordId record, const Curation& now, const QVector<Core>& cores, const QVector<Core>& predicted)
{
    Edit edit = draft(record, EditKind::MoveBoundary, now);
    // Where nothing was curated yet, the boundary that was dragged is the prediction's.
    const QVector<Core> shown = now.annotated ? now.cores : predicted;
    edit.after.cores = cores;
    edit.after.annotated = true;
    edit.after.state = ReviewState::Corrected;
    edit.summary = coresSummary(shown, cores);
    return edit;
}

Edit setCoresEdit(RecordId record, const Curation& now, const QVector<Core>& cores, const QVector<Core>& predicted)
{
    Edit edit = draft(record, EditKind::SetCore, now);
    edit.after.cores = cores;
    edit.after.annotated = true;
    if (cores.isEmpty())
        edit.after.state = ReviewState::NoCore;
    else
        edit.after.state = cores == predicted ? ReviewState::Accepted : ReviewState::Corrected;
    edit.summary = coresSummary(now.annotated ? now.cores : QVector<Core>{}, cores);
    return edit;
}

Edit setLabelsEdit(RecordId record, const Curation& now, const Span& range, const QString& label)
{
    Edit edit = draft(record, EditKind::SetLabels, now);
    for (std::int64_t position = range.begin; position < range.end; ++position) {
        if (label.isEmpty())
            edit.after.labels.remove(position);
        else
            edit.after.labels.insert(position, label);
    }
    if (now.annotated && now.state == ReviewState::Accepted)
        edit.after.state = ReviewState::Corrected;
    else
        edit.after.state = seen(now.state);
    edit.summary = label.isEmpty() ? Text::tr("label %1 cleared").arg(closedText(range))
                                   : Text::tr("label %1: %2").arg(closedText(range), label);
    return edit;
}

Edit revertEdit(RecordId record, const Curation& now, const Curation& then, const QString& words)
{
    Edit edit = draft(record, EditKind::Revert, now);
    edit.after = then;
    edit.summary = Text::tr("reverted to: %1").arg(words);
    return edit;
}

Edit setNoteEdit(RecordId record, const Curation& now, const QString& note)
{
    Edit edit = draft(record, EditKind::SetNote, now);
    edit.after.note = note;
    edit.summary = note.isEmpty() ? Text::tr("note removed") : Text::tr("note");
    return edit;
}

Edit confirmEdit(RecordId record, const Curation& now)
{
    Edit edit = draft(record, EditKind::Confirm, now);
    if (!now.annotated)
        edit.summary = Text::tr("confirmed");
    else
        edit.summary =
            now.cores.isEmpty() ? Text::tr("confirmed: no core") : Text::tr("confirmed %1").arg(spanList(now.cores));
    return edit;
}

Edit resetEdit(RecordId record, const Curation& now)
{
    Edit edit = draft(record, EditKind::Revert, now);
    edit.after.state = ReviewState::Unseen;
    edit.after.annotated = false;
    edit.after.cores.clear();
    edit.summary = Text::tr("decision taken back");
    return edit;
}

Edit markSeenEdit(RecordId record, const Curation& now)
{
    Edit edit = draft(record, EditKind::MarkSeen, now);
    edit.after.state = seen(now.state);
    edit.summary = Text::tr("seen");
    return edit;
}

Edit toggleAmbiguousEdit(RecordId record, const Curation& now)
{
    Edit edit = draft(record, EditKind::Ambiguous, now);
    const bool ambiguous = now.state == ReviewState::Ambiguous;
    edit.after.state = ambiguous ? annotationState(now) : ReviewState::Ambiguous;
    edit.summary = ambiguous ? Text::tr("not ambiguous") : Text::tr("ambiguous");
    return edit;
}

Edit setZonesEdit(RecordId record, const Curation& now, const QVector<Span>& shown, const QVector<Span>& zones)
{
    Edit edit = draft(record, EditKind::SetZones, now);
    if (zones == shown)
        return edit;
    edit.after.ambiguous = zones;
    edit.after.state = seen(now.state);
    const auto length = [](const QVector<Span>& all) {
        return std::accumulate(all.cbegin(), all.cend(), std::int64_t(0),
                               [](std::int64_t sum, const Span& zone) { return sum + zone.length(); });
    };
    QVector<Core> changed;
    const bool added = length(zones) > length(shown);
    for (const Span& zone : added ? zones : shown)
        if (!(added ? shown : zones).contains(zone))
            changed << Core{zone};
    edit.summary =
        (added ? Text::tr("ambiguous zone %1") : Text::tr("ambiguous zone %1 removed")).arg(spanList(changed));
    return edit;
}

QString coresSummary(const QVector<Core>& before, const QVector<Core>& after)
{
    if (before.isEmpty())
        return after.isEmpty() ? Text::tr("no core") : Text::tr("core %1").arg(spanList(after));
    if (after.isEmpty())
        return Text::tr("core %1 removed").arg(spanList(before));
    const QVector<Core> gone = without(before, after);
    const QVector<Core> come = without(after, before);
    if (gone.isEmpty())
        return come.isEmpty() ? Text::tr("core %1").arg(spanList(after))
                              : Text::tr("core %1 added").arg(spanList(come));
    if (come.isEmpty())
        return Text::tr("core %1 removed").arg(spanList(gone));
    if (gone.size() == 1 && come.size() == 1) {
        const Span was = gone.first().span;
        const Span is = come.first().span;
        if (was.begin == is.begin && was.end != is.end)
            return Text::tr("end %1 → %2").arg(was.end).arg(is.end);
        if (was.end == is.end && was.begin != is.begin)
            return Text::tr("start %1 → %2").arg(was.begin + 1).arg(is.begin + 1);
    }
    return Text::tr("core %1 → %2").arg(spanList(gone), spanList(come));
}

QVector<Core> withMovedEdge(const QVector<Core>& cores, qsizetype index, Edge edge, std::int64_t position,
                            std::int64_t length)
{
    QVector<Core> moved = cores;
    // One boundary lies between two cores that touch: seen from either side it is the same one.
    const qsizetype left = edge == Edge::End ? index : index - 1;
    const qsizetype right = left + 1;
    const bool hasLeft = left >= 0 && left < cores.size();
    const bool hasRight = right >= 0 && right < cores.size();
    const bool touching = hasLeft && hasRight && cores[left].span.end == cores[right].span.begin;
    std::int64_t low = 0;
    std::int64_t high = length;
    if (edge == Edge::End || touching)
        low = cores[left].span.begin + 1;
    else if (hasLeft)
        low = cores[left].span.end;
    if (edge == Edge::Begin || touching)
        high = cores[right].span.end - 1;
    else if (hasRight)
        high = cores[right].span.begin;
    const std::int64_t boundary = std::clamp(position, low, std::max(low, high));
    if (edge == Edge::End || touching)
        moved[left].span.end = boundary;
    if (edge == Edge::Begin || touching)
        moved[right].span.begin = boundary;
    return moved;
}

QString coresProblem(const QVector<Core>& cores, std::int64_t length)
{
    std::int64_t from = 0;
    for (const Core& core : cores) {
        if (core.span.isEmpty())
            return Text::tr("the core %1 is empty").arg(halfOpenText(core.span));
        if (core.span.begin < 0 || core.span.end > length)
            return Text::tr("the core %1 lies outside the sequence of %2").arg(closedText(core.span)).arg(length);
        if (core.span.begin < from)
            return Text::tr("the core %1 overlaps the one before it").arg(closedText(core.span));
        from = core.span.end;
    }
    return {};
}

} // namespace corespan
