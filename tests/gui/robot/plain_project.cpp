// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/robot/plain_project.h"

#include "core/domain/curation_json.h"

#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace corespan::test {

namespace {

bool begins(const Core& a, const Core& b)
{
    return a.span.begin < b.span.begin;
}

ReviewState unflagged(const Curation& curation)
{
    if (!curation.annotated)
        return ReviewState::Seen;
    return curation.cores.isEmpty() ? ReviewState::NoCore : ReviewState::Corrected;
}

bool isPredicted(const PlainProject::Entry& entry, const QVector<Core>& cores)
{
    return cores == entry.predicted.value_or(QVector<Core>());
}

} // namespace

QVector<Core> PlainProject::shown(const Entry& entry)
{
    if (entry.curation.annotated)
        return entry.curation.cores;
    if (entry.curation.state == ReviewState::Rejected || !entry.predicted)
        return {};
    return *entry.predicted;
}

void PlainProject::edit(RecordId record, const Change& change)
{
    editAll({record}, change);
}

void PlainProject::editAll(const QVector<RecordId>& of, const Change& change)
{
    Step step;
    for (const RecordId record : of) {
        Entry& entry = records[record];
        const Curation after = change(entry);
        if (after == entry.curation)
            continue;
        step.before[record] = entry.curation;
        step.after[record] = after;
        entry.curation = after;
    }
    if (step.after.isEmpty())
        return;
    m_done << step;
    m_undone.clear();
}

bool PlainProject::undo()
{
    if (m_done.isEmpty())
        return false;
    Step step = m_done.takeLast();
    for (auto each = step.before.cbegin(); each != step.before.cend(); ++each)
        records[each.key()].curation = each.value();
    m_undone << step;
    return true;
}

bool PlainProject::redo()
{
    if (m_undone.isEmpty())
        return false;
    Step step = m_undone.takeLast();
    for (auto each = step.after.cbegin(); each != step.after.cend(); ++each)
        records[each.key()].curation = each.value();
    m_done << step;
    return true;
}

Curation plainAccept(const PlainProject::Entry& entry)
{
    Curation made = entry.curation;
    if (!made.annotated && !entry.predicted)
        return made;
    if (!made.annotated || made.cores.isEmpty())
        made.cores = entry.predicted.value_or(QVector<Core>());
    made.annotated = true;
    if (made.cores.isEmpty())
        made.state = ReviewState::NoCore;
    else
        made.state = isPredicted(entry, made.cores) ? ReviewState::Accepted : ReviewState::Corrected;
    return made;
}

Curation plainReject(const PlainProject::Entry& entry)
{
    Curation made = entry.curation;
    made.state = ReviewState::Rejected;
    made.annotated = false;
    made.cores.clear();
    return made;
}

Curation plainNoCore(const PlainProject::Entry& entry)
{
    Curation made = entry.curation;
    made.state = ReviewState::NoCore;
    made.annotated = true;
    made.cores.clear();
    return made;
}

Curation plainFlag(const PlainProject::Entry& entry, ReviewState flag)
{
    Curation made = entry.curation;
    made.state = made.state == flag ? unflagged(made) : flag;
    return made;
}

Curation plainBulk(const PlainProject::Entry& entry, const BulkRequest& request)
{
    const bool open = entry.curation.state == ReviewState::Unseen || entry.curation.state == ReviewState::Seen;
    if (!open && !request.decidedToo && request.action != BulkAction::Reset)
        return entry.curation;
    switch (request.action) {
    case BulkAction::Accept:
        return plainAccept(entry);
    case BulkAction::Reject:
        return plainReject(entry);
    case BulkAction::NoCore:
        return plainNoCore(entry);
    case BulkAction::Flag:
    case BulkAction::Ambiguous: {
        Curation made = entry.curation;
        made.state = request.action == BulkAction::Flag ? ReviewState::Flagged : ReviewState::Ambiguous;
        return made;
    }
    case BulkAction::Reset: {
        Curation made = entry.curation;
        made.state = ReviewState::Unseen;
        made.annotated = false;
        made.cores.clear();
        return made;
    }
    }
    return entry.curation;
}

Curation plainCores(const PlainProject::Entry& entry, const QVector<Core>& cores)
{
    Curation made = entry.curation;
    made.annotated = true;
    made.cores = cores;
    if (cores.isEmpty())
        made.state = ReviewState::NoCore;
    else
        made.state = isPredicted(entry, cores) ? ReviewState::Accepted : ReviewState::Corrected;
    return made;
}

Curation plainMoved(const PlainProject::Entry& entry, const QVector<Core>& cores)
{
    Curation made = entry.curation;
    made.annotated = true;
    made.cores = cores;
    made.state = ReviewState::Corrected;
    return made;
}

Curation plainLabels(const PlainProject::Entry& entry, const Span& range, const QString& label)
{
    Curation made = entry.curation;
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        made.labels.remove(at);
        if (!label.isEmpty())
            made.labels[at] = label;
    }
    if (made.state == ReviewState::Unseen)
        made.state = ReviewState::Seen;
    if (made.state == ReviewState::Accepted && made.annotated)
        made.state = ReviewState::Corrected;
    return made;
}

Curation plainZone(const PlainProject::Entry& entry, const Span& range, bool add)
{
    QSet<std::int64_t> inside;
    for (const Span& zone : entry.curation.ambiguous.value_or(QVector<Span>()))
        for (std::int64_t at = zone.begin; at < zone.end; ++at)
            inside.insert(at);
    const auto was = inside;
    for (std::int64_t at = range.begin; at < range.end; ++at)
        add ? void(inside.insert(at)) : void(inside.remove(at));
    if (inside == was)
        return entry.curation;
    QVector<Span> zones;
    for (std::int64_t at = 0; at < entry.length; ++at) {
        if (!inside.contains(at))
            continue;
        if (!zones.isEmpty() && zones.last().end == at)
            ++zones.last().end;
        else
            zones << Span{at, at + 1};
    }
    Curation made = entry.curation;
    made.ambiguous = zones;
    if (made.state == ReviewState::Unseen)
        made.state = ReviewState::Seen;
    return made;
}

QVector<Core> plainMovedBoundary(QVector<Core> cores, std::int64_t from, std::int64_t to, std::int64_t length)
{
    Core* left = nullptr;  // that ends there
    Core* right = nullptr; // that begins there
    for (Core& core : cores) {
        if (core.span.end == from)
            left = &core;
        if (core.span.begin == from)
            right = &core;
    }
    std::int64_t low = 0;
    std::int64_t high = length;
    for (const Core& core : cores) {
        if (core.span.end <= from && &core != left)
            low = std::max(low, core.span.end);
        if (core.span.begin >= from && &core != right)
            high = std::min(high, core.span.begin);
    }
    if (left != nullptr)
        low = left->span.begin + 1;
    if (right != nullptr)
        high = right->span.end - 1;
    const std::int64_t place = std::min(std::max(to, low), high);
    if (left != nullptr)
        left->span.end = place;
    if (right != nullptr)
        right->span.begin = place;
    return cores;
}

QVector<Core> plainShifted(QVector<Core> cores, qsizetype core, std::int64_t by, std::int64_t length)
{
    const std::int64_t low = core > 0 ? cores[core - 1].span.end : 0;
    const std::int64_t high = core + 1 < cores.size() ? cores[core + 1].span.begin : length;
    Span& span = cores[core].span;
    while (by != 0) { // one position after the other, as far as it goes
        const std::int64_t way = by > 0 ? 1 : -1;
        if (span.begin + way < low || span.end + way > high)
            break;
        span = {span.begin + way, span.end + way};
        by -= way;
    }
    return cores;
}

QVector<Core> plainTaken(const PlainProject::Entry& entry, const Candidate& candidate)
{
    const Core taken{candidate.span, candidate.type};
    QVector<Core> cores = PlainProject::shown(entry);
    if (cores.size() < 2)
        return {taken};
    QVector<Core> kept{taken};
    for (const Core& core : std::as_const(cores))
        if (core.span.end <= taken.span.begin || core.span.begin >= taken.span.end)
            kept << core;
    std::sort(kept.begin(), kept.end(), begins);
    return kept;
}

bool sameDecision(const Curation& a, const Curation& b)
{
    Curation left = a;
    Curation right = b;
    for (Curation* each : {&left, &right})
        if (each->state == ReviewState::Unseen)
            each->state = ReviewState::Seen;
    return left == right;
}

QString inWords(const Curation& curation)
{
    return QString::fromUtf8(QJsonDocument(toJson(curation)).toJson(QJsonDocument::Compact));
}

} // namespace corespan::test
