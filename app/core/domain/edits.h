// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/curation.h"

#include <optional>

namespace corespan {

// What a curator does, as a value: each function makes the Edit (before, after, kind, summary; no id, author or time
// yet, the store fills those in) and changes nothing. `predicted` is the run's cores, none where the run says "no
// core".

/// Takes the curated cores where there are any (Accepted if they are the model's, else Corrected); otherwise the
/// model's decision becomes the annotation: its cores, Accepted, or no core, NoCore.
Edit acceptEdit(RecordId record, const Curation& now, const QVector<Core>& predicted);
/// Accepts what is shown of a record: the curator's cores, else those of its file (not where they were rejected), else
/// the run's decision. Absent `gold`, `predicted`: the file, or the run, says nothing. Nothing: there is nothing shown.
std::optional<Edit> acceptShownEdit(RecordId record, const Curation& now, const std::optional<QVector<Core>>& gold,
                                    const std::optional<QVector<Core>>& predicted);
/// The model is wrong and nothing is put in its place: Rejected, no annotation. Labels and note stay.
Edit rejectEdit(RecordId record, const Curation& now);
/// The curator says that there is no core: annotated, without cores.
Edit noCoreEdit(RecordId record, const Curation& now);
/// Flags the record for another look; on a flagged one, takes the flag away (back to what the annotation says).
Edit toggleFlagEdit(RecordId record, const Curation& now);
/// Says that it cannot be told where the cores are: nothing is learned from the record. On such a one, takes that back
/// (to what the annotation says). Cores, labels and zones stay.
Edit toggleAmbiguousEdit(RecordId record, const Curation& now);
/// A boundary was moved, by mouse, key or typing: Corrected. Summary "end 56 → 54".
Edit moveBoundaryEdit(RecordId record, const Curation& now, const QVector<Core>& cores, const QVector<Core>& predicted);
/// Cores set as a whole (a candidate, typed coordinates): Accepted if they are the model's, else Corrected.
Edit setCoresEdit(RecordId record, const Curation& now, const QVector<Core>& cores, const QVector<Core>& predicted);
/// One label for all positions of `range`; an empty label takes the curator's labels there away.
Edit setLabelsEdit(RecordId record, const Curation& now, const Span& range, const QString& label);
/// The ambiguous zones as they shall be, in place of `shown`, those that hold now.
Edit setZonesEdit(RecordId record, const Curation& now, const QVector<Span>& shown, const QVector<Span>& zones);
/// The record as it was then; `then` in words, for the summary.
Edit revertEdit(RecordId record, const Curation& now, const Curation& then, const QString& words);
Edit setNoteEdit(RecordId record, const Curation& now, const QString& note);
/// The decision is this curator's, too. Changes nothing, and is saved all the same.
Edit confirmEdit(RecordId record, const Curation& now);
/// Unseen again, without annotation. Labels, zones and note stay.
Edit resetEdit(RecordId record, const Curation& now);
/// Unseen becomes Seen. Not part of the undo stack.
Edit markSeenEdit(RecordId record, const Curation& now);

/// An edit that changes nothing need not be saved.
inline bool isNoOp(const Edit& edit)
{
    return edit.kind != EditKind::Confirm && edit.before == edit.after;
}

/// First difference between two core lists for a reader: "end 56 → 54", "core 25–54", "core 23–56 → 25–54"; 1-based
/// closed.
QString coresSummary(const QVector<Core>& before, const QVector<Core>& after);

enum class Edge { Begin, End };

/// Cores after moving one edge of cores[index] to boundary `position` (0..length, half-open), kept at least one
/// position long and clear of their neighbours. Where two cores touch, both move.
QVector<Core> withMovedEdge(const QVector<Core>& cores, qsizetype index, Edge edge, std::int64_t position,
                            std::int64_t length);

/// Cores that a record can have: sorted, not empty, inside [0, length), apart. The reason if not, else an empty string.
QString coresProblem(const QVector<Core>& cores, std::int64_t length);

} // namespace corespan
