// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QDateTime>
#include <QMap>

#include <optional>

namespace corespan {

/// Set by curators only; imports and runs never touch it.
enum class ReviewState { Unseen, Seen, Accepted, Corrected, Rejected, NoCore, Flagged, Ambiguous };

/// Everything a curator has decided about one record: the state that edits change and undo restores.
struct Curation
{
    ReviewState state = ReviewState::Unseen;
    bool annotated = false;             ///< false: no annotation yet; true with no cores: explicitly none
    QVector<Core> cores;                ///< sorted by begin
    QMap<std::int64_t, QString> labels; ///< positions whose label the curator set; others follow gold or the run
    QString note;
    /// Zones that nothing is learned from, sorted and apart; absent: those that came with the record hold.
    std::optional<QVector<Span>> ambiguous;
    bool operator==(const Curation&) const = default;
};

enum class EditKind {
    MoveBoundary,
    SetCore,
    Accept,
    Reject,
    NoCore,
    Flag,
    SetLabels,
    SetNote,
    Import,
    MarkSeen,
    SetZones,
    Ambiguous,
    Revert,
    Confirm ///< another curator's decision; it changes nothing, and is not part of the undo stack
};

/// One line of a project's append-only log: what changed, how it was before, who and when.
struct Edit
{
    EditId id = EditId::None;
    RecordId record = RecordId::None;
    EditKind kind = EditKind::SetCore;
    Curation before;
    Curation after;
    QString author;
    QDateTime time;
    EditId undoes = EditId::None; ///< the edit that this one takes back (or brings back); None for a fresh one
    EditId step = EditId::None;   ///< first edit of the step that this one is part of; None: a step of its own
    bool blind = false;           ///< made with neither prediction nor gold in view
    QString summary;              ///< "end 56 → 54", in 1-based closed coordinates
};

} // namespace corespan
