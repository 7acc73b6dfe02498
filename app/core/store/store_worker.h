// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/mailbox.h"
#include "core/store/project_writer.h"

#include <deque>
#include <functional>
#include <stop_token>

namespace corespan {

class StoreService;

/// What the service's thread knows of the worker; only the worker's messages change it.
struct StoreMirror
{
    StoreService* service = nullptr;
    UndoState undo;
    QVector<Edit> unsaved;
    bool open = false;
    OpenReport report;

    void setUndo(const UndoState& state);
};
using StoreMessage = std::function<void(StoreMirror&)>;

/// The part of the service that lives on the writing thread: the writer, and the edits that it could not save. Each
/// function tells the service what happened before it returns the reply.
class StoreWorker
{
public:
    explicit StoreWorker(std::shared_ptr<Mailbox::Address> service);

    Result<OpenReport> open(const QString& path, const OpenOptions& options);
    Result<OpenReport> create(const QString& path, const NewProject& project, const OpenOptions& options);
    Status close();
    /// At shutdown: tries unsaved edits a last time and lets go of the project.
    void finish();

    Result<Edit> applyEdit(const Edit& edit);
    Result<QVector<Edit>> applyEdits(const QVector<Edit>& edits, const QString& title, const std::stop_token& stop);
    Result<Edit> undo(const std::stop_token& stop);
    Result<Edit> redo(const std::stop_token& stop);
    void retryUnsaved();
    void discardUnsaved();

    Result<Run> addRun(const Run& run);
    Result<std::int64_t> savePredictions(RunId run, const QVector<PredictionResult>& results);
    Result<AddReport> addRecords(const QVector<ImportedRecord>& records);
    Status setLabels(const LabelSet& labels);
    Status setTitle(const QString& title);
    Status saveView(const NamedView& view);
    Status removeView(const QString& name);
    Result<Bookmark> addBookmark(const Bookmark& bookmark);
    Status removeBookmark(qint64 id);
    Status beginKin();
    Status addKin(const QVector<Kin>& kin);
    Status endKin(RecordId searchedTo);
    void setMaxPages(std::int64_t pages);

private:
    void tell(StoreMessage message);
    void tellSaved(const Edit& edit);
    void tellStepSaved(EditId step);
    /// Tells the service now and then, and says when to stop.
    StepProgress progress(const std::stop_token& stop);
    void tellNotSaved(const Edit& edit, const Error& error, bool kept);
    void tellUnsaved();
    Result<Edit> step(bool undo, const std::stop_token& stop);
    /// Tries the kept edits in order. The error that the first of those that are left met, if any is left.
    Status saveUnsaved();
    Status projectChanged(Status status);

    std::shared_ptr<Mailbox::Address> m_service;
    std::unique_ptr<ProjectWriter> m_writer;
    std::deque<Edit> m_unsaved; ///< oldest first; while there is one, no later edit is written
};

} // namespace corespan
