// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/curation.h"
#include "core/domain/label_set.h"
#include "core/domain/prediction.h"
#include "core/store/queue_filter.h"

#include <functional>

namespace corespan {

/// What a new project is made with.
struct NewProject
{
    QString title;
    Alphabet alphabet = Alphabet::Protein;
    LabelSet labels; ///< may be empty: imports and runs add the labels that they bring
};

struct OpenOptions
{
    QString author = {};       ///< written into edits; empty: the user's login name
    std::int64_t maxPages = 0; ///< upper limit of the file in pages of 4 KiB, as a full disk; 0: none
    bool writeAhead = true;    ///< false: DELETE + EXTRA even where WAL would work
};

/// What opening for writing did.
struct OpenReport
{
    QString path;
    int schemaVersion = 0;
    int migratedFrom = 0;   ///< 0: nothing to migrate
    QString backup;         ///< file that the old version was copied to; empty: none
    bool writeAhead = true; ///< false: the file system has no WAL, DELETE + EXTRA is used
};

struct StateCounts
{
    std::int64_t total = 0;
    QMap<ReviewState, std::int64_t> byState; ///< all states are there
    std::int64_t reviewed() const;           ///< see isReviewed()
};

struct ProjectInfo
{
    QString title;
    Alphabet alphabet = Alphabet::Protein;
    LabelSet labels;
    StateCounts counts;
    std::int64_t residues = 0; ///< sum of all lengths
    int schemaVersion = 0;
};

struct QueueRow
{
    RecordId id = RecordId::None;
    QString name;
    std::int64_t length = 0;
    ReviewState state = ReviewState::Unseen;
    std::optional<Span> span;     ///< the curated core where there is an annotation, else the run's best span
    int cores = 0;                ///< of the same source, `span` among them
    bool curated = false;         ///< `span`, or its absence, is the curator's
    std::optional<double> score;  ///< absent: not predicted
    std::optional<double> margin; ///< absent: not predicted
    Reasons reasons;              ///< why it deserves a look
    int sameCount = 1;            ///< records with the same residues, itself among them
    int nearCount = 1;            ///< records with near-identical residues, those among them
};

/// A place to come back to.
struct Bookmark
{
    qint64 id = 0; ///< 0: not in the project yet
    RecordId record = RecordId::None;
    Span span;
    QString name;
    QString author;
    QDateTime time;
};

/// What one curator has last said of a record.
struct Decision
{
    RecordId record = RecordId::None;
    QString author;
    QDateTime time;
    bool blind = false; ///< neither prediction nor gold was in view
    ReviewState state = ReviewState::Unseen;
    std::optional<QVector<Core>> cores; ///< absent: no annotation (rejected, ambiguous)
};

/// A record whose sequence others have too, or nearly.
struct Kin
{
    RecordId record = RecordId::None;
    RecordId same = RecordId::None; ///< the first with the same residues, which may be itself
    RecordId near = RecordId::None; ///< the first of those that are near-identical to each other, equal ones among them
    int sameCount = 1;              ///< records with these residues
    int nearCount = 1;              ///< records of the whole group
    bool operator==(const Kin&) const = default;
};

/// A filter of the queue under a name.
struct NamedView
{
    QString name;
    QueueFilter filter;
    bool operator==(const NamedView&) const = default;
};

/// What a decision about one record is made from.
struct ReviewRow
{
    RecordId id = RecordId::None;
    QString name;
    std::int64_t length = 0;
    Curation curation;
    std::optional<QVector<Core>> gold;      ///< cores that came with the file; absent: it says nothing
    std::optional<QVector<Core>> predicted; ///< the run's decision; absent: not predicted
    double score = 0.0;                     ///< of the prediction, if there is one
    double nullScore = 0.0;                 ///< its probability of "no core"
};

/// One line of a record's history: an edit or a run.
struct HistoryEntry
{
    QDateTime time;
    QString who;                ///< author, or the run's model
    QString text;               ///< "end 56 → 54", "predicted 25–56"
    EditId edit = EditId::None; ///< None for a run
    RunId run = RunId::None;    ///< None for an edit
};

/// What undo and redo would do next. None: not available.
struct UndoState
{
    EditId undo = EditId::None;
    RecordId undoRecord = RecordId::None;
    QString undoText; ///< summary of the edit that undo takes back, or what the step of several did
    EditId redo = EditId::None;
    RecordId redoRecord = RecordId::None;
    QString redoText;
    bool operator==(const UndoState&) const = default;
};

/// Called while a step of several edits is written, with how many are done of how many; false: leave it, nothing of it
/// is kept (Error::Kind::Cancelled).
using StepProgress = std::function<bool(std::int64_t done, std::int64_t total)>;

struct AddReport
{
    QVector<RecordId> added;
    QStringList duplicates; ///< names that the project, or an earlier record of the same call, has already: left out
};

/// Everything about one record that an export may want.
struct ExportRow
{
    Record record;
    QByteArray residues;
    Gold gold;
    Curation curation;
    std::optional<PredictionSummary> prediction;
    QVector<Edit> edits = {}; ///< newest first; where they are asked for
};

struct SalvageReport
{
    std::int64_t records = 0;
    std::int64_t edits = 0;
    std::int64_t predictions = 0;
    QStringList lost; ///< what could not be read, in words
};

} // namespace corespan
