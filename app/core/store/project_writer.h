// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "core/store/project_types.h"

#include <memory>
#include <span>

namespace corespan {

class Connection;
class ProjectLock;

/// The only writing connection to a project. Belongs to the thread that opened it. `<file>.lock` keeps a second writer
/// out, in this process or another. Each call is one transaction: it is on disk when it returns a value, and nothing of
/// it is when it returns an error.
class ProjectWriter
{
public:
    /// Makes a project; refuses a path that exists. Written under another name and renamed, so it is whole or not
    /// there.
    static Status create(const QString& path, const NewProject& project);
    /// Error::Kind: NotFound, BadInput (not a project), Damaged, TooNew, ReadOnly, Locked (says by whom), DiskFull.
    static Result<std::unique_ptr<ProjectWriter>> open(const QString& path, const OpenOptions& options = {});
    /// Copies what can still be read of a damaged project into a new one; the damaged file is only read.
    static Result<SalvageReport> salvage(const QString& damaged, const QString& copy);
    ~ProjectWriter();

    const OpenReport& report() const;

    /// One transaction; keep it to some hundred records or a few MiB, so that edits need not wait. Records whose name
    /// is taken are left out and reported. Gold labels that the project's label set lacks are added to it.
    Result<AddReport> addRecords(std::span<const ImportedRecord> records);
    /// Fills in id and, if null, the time. Labels that the project's label set lacks are added to it.
    Result<Run> addRun(Run run);
    /// Predictions of one run; an earlier prediction of the same run and record is replaced. Touches no annotation, no
    /// review state and no edit. Empty tracks are not stored.
    Result<std::int64_t> savePredictions(RunId run, std::span<const PredictionResult> results);

    /// Appends the edit and makes `after` the record's curation. `before` must be the present curation (Unseen and Seen
    /// count as one), else Error::Kind::BadInput: the editor looked at something old and has to read again. Returns the
    /// edit as it was stored: id, author, time.
    Result<Edit> applyEdit(const Edit& edit);
    /// All of them or none, as one step of undo; `title` says what the step did. Each as applyEdit() takes it, in turn;
    /// a refused one refuses all, and the message names its record. Edits that change nothing are left out of the
    /// answer.
    Result<QVector<Edit>> applyEdits(std::span<const Edit> edits, const QString& title,
                                     const StepProgress& progress = {});
    /// Takes back, or brings back, the step that is next by UndoState, on whichever records it was; appends edits that
    /// say so, as one step. The edit of the step's first record; Edit::step says whether there are others.
    /// Error::Kind::NotFound: nothing to undo or redo.
    Result<Edit> undo(const StepProgress& progress = {});
    Result<Edit> redo(const StepProgress& progress = {});
    Result<UndoState> undoState() const;

    /// In place of all kin known so far, which came of records up to `searchedTo`. Several transactions of some
    /// thousand records: begin, then pages, then end. What is left unfinished counts as never begun.
    Status beginKin();
    Status addKin(std::span<const Kin> kin);
    Status endKin(RecordId searchedTo);

    /// Names that annotations or predictions use stay in the set even if `labels` lacks them.
    Status setLabels(const LabelSet& labels);
    Status setTitle(const QString& title);
    /// Adds the view or replaces the one of that name.
    Status saveView(const NamedView& view);
    Status removeView(const QString& name);
    /// With the writer's author and the time. Error::Kind::BadInput: it does not lie in its record.
    Result<Bookmark> addBookmark(const Bookmark& bookmark);
    Status removeBookmark(qint64 id);
    /// As OpenOptions::maxPages; 0: none.
    Status setMaxPages(std::int64_t pages);
    /// Moves what the write-ahead log holds into the project file.
    Status checkpoint();

private:
    ProjectWriter(std::unique_ptr<ProjectLock> lock, std::unique_ptr<Connection> connection, OpenReport report,
                  QString author);
    Result<Edit> step(bool undo, const StepProgress& progress);

    std::unique_ptr<ProjectLock> m_lock; ///< released last
    std::unique_ptr<Connection> m_connection;
    OpenReport m_report;
    QString m_author;
};

} // namespace corespan
