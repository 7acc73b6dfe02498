// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "core/store/project_types.h"

#include <QHash>

#include <memory>

namespace corespan {

class Connection;
struct CorrectionStatistics;
struct SessionProgress;

/// A read-only connection to a project. Belongs to the thread that opened it; open one for each thread. Each call sees
/// what was committed when it started. Ids that are not in the project give Error::Kind::NotFound.
class ProjectReader
{
public:
    /// Brings a project of an older format up to date first. Refuses what is no project, damaged or newer, with
    /// Error::Kind NotFound, BadInput, Damaged, TooNew. Checks the header only; the whole file is checked by
    /// ProjectWriter::open.
    static Result<std::unique_ptr<ProjectReader>> open(const QString& path);
    ~ProjectReader();

    QString path() const;

    Result<ProjectInfo> info() const;
    Result<StateCounts> counts() const;
    Result<LabelSet> labels() const;

    /// Ids in the queue's order: a vector, so that a view of a million rows needs no OFFSET. Error::Kind::BadInput: see
    /// checkConditions().
    Result<QVector<RecordId>> queue(const QueueFilter& filter) const;
    /// Rows for the ids, in their order; ids that are not there are left out. `run` None: the latest.
    Result<QVector<QueueRow>> rows(const QVector<RecordId>& ids, RunId run = RunId::None,
                                   const ReasonLimits& limits = {}) const;
    /// What is unusual for the run: its core lengths (of at most 20,000 cores), the run before it, and whether its
    /// labels are amino acids of a nucleotide sequence.
    Result<ReasonLimits> reasonLimits(RunId run) const;
    Result<QVector<NamedView>> views() const; ///< by name
    /// How reviewing has gone since the edit `since`; agreement with `run`.
    Result<SessionProgress> session(EditId since, RunId run) const;
    Result<EditId> lastEdit() const; ///< None: there is none
    /// What curators made of the run's cores, over all records that have a decision. Error::Kind::Cancelled where
    /// `progress` answers false.
    Result<CorrectionStatistics> corrections(RunId run, const StepProgress& progress = {}) const;

    /// What decisions are made from, for the ids in their order; those that are not there are left out. `run` None: no
    /// predictions.
    Result<QVector<ReviewRow>> reviewRows(const QVector<RecordId>& ids, RunId run) const;

    /// Record ids up to this one have been looked at for kin; None: none has.
    Result<RecordId> kinSearchedTo() const;
    Result<RecordId> lastRecord() const; ///< None: there is none
    /// Itself where nothing like it is known.
    Result<Kin> kin(RecordId id) const;
    /// Records that are near-identical to it, or with `same` have the same residues; itself among them, in file order.
    Result<QVector<RecordId>> kinRecords(RecordId id, bool same) const;
    /// All of those, by id.
    Result<QVector<Kin>> allKin() const;
    /// The next records with an id above `after` and their residues; as exportPage().
    Result<QVector<std::pair<RecordId, QByteArray>>> sequences(RecordId after, int limit) const;

    Result<QVector<Bookmark>> bookmarks() const; ///< by record and place
    /// The last decision of each curator on each record, by record and author. What was undone is none. An edit that
    /// leaves the record undecided takes its author's decision back. Error::Kind::Cancelled where `progress` answers
    /// false.
    Result<QVector<Decision>> decisions(const StepProgress& progress = {}) const;

    Result<Record> record(RecordId id) const;
    Result<RecordId> findRecord(const QString& name) const;
    Result<QByteArray> residues(RecordId id) const;
    /// The part of `range` that lies in the record.
    Result<QByteArray> residues(RecordId id, const Span& range) const;
    Result<Gold> gold(RecordId id) const;
    Result<Curation> curation(RecordId id) const;

    Result<QVector<Run>> runs() const; ///< newest first
    Result<Run> run(RunId id) const;
    Result<RunId> latestRun() const; ///< None: there is no run yet
    /// With candidates, best first. Absent: the run has not predicted this record.
    Result<std::optional<PredictionSummary>> prediction(RecordId id, RunId run) const;
    /// Absent: the run has not predicted this record, or kept no tracks.
    Result<std::optional<Tracks>> tracks(RecordId id, RunId run) const;
    /// P(core) of many records, and of each type where there are several; the other tracks are left empty. Records of
    /// which the run kept none are missing.
    Result<QHash<RecordId, Tracks>> coreTracks(const QVector<RecordId>& ids, RunId run) const;
    /// Records that the run has not predicted yet, in file order: what is left to do after a cancel.
    Result<QVector<RecordId>> unpredicted(RunId run) const;

    Result<QVector<HistoryEntry>> history(RecordId id) const; ///< newest first
    Result<QVector<Edit>> edits(RecordId id) const;           ///< newest first
    /// Records of a step of several edits, in the order in which they were edited; `step` as of Edit::step.
    Result<QVector<RecordId>> stepRecords(EditId step) const;
    Result<UndoState> undoState() const;

    /// The next `limit` records with an id above `after`, in file order; empty: the end. Start with RecordId::None.
    /// `run` None: no predictions. A page has at most 500 records, and ends once it holds 16 MiB of residues.
    Result<QVector<ExportRow>> exportPage(RecordId after, int limit, bool reviewedOnly, RunId run = RunId::None,
                                          bool withEdits = false) const;

private:
    explicit ProjectReader(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> m_connection;
};

} // namespace corespan
