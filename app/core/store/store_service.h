// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "core/store/project_types.h"

#include <QObject>

#include <functional>
#include <memory>
#include <stop_token>

namespace corespan {

/// How much there is still to write; for "saved, all corrections on disk".
struct StoreActivity
{
    int edits = 0;   ///< edits, undos and redos that wait or are being written
    int others = 0;  ///< everything else that waits or is being written
    int unsaved = 0; ///< edits that could not be saved and are kept
    bool operator==(const StoreActivity&) const = default;
};

/// The writing connection on a thread of its own, behind a queue of two lanes: what a curator does (edits, undo, redo)
/// goes before everything else; each lane keeps its order.
///
/// Requests may be made from any thread. Each gets exactly one reply: `done` is called on the thread of `context`,
/// which has to run an event loop, unless `context` is gone by then. `context` belongs to the calling thread; without
/// one, or without `done`, there are only the signals, which come on the service's thread before `done`. Nothing here
/// waits, except the destructor, which writes what is queued and joins, and the ...AndWait functions, which are for
/// worker threads.
class StoreService : public QObject
{
    Q_OBJECT
public:
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    explicit StoreService(QObject* parent = nullptr);
    ~StoreService() override;

    /// Opens for writing; a project that is open is closed first, after what was queued for it.
    void open(const QString& path, const OpenOptions& options, QObject* context, Done<OpenReport> done);
    void create(const QString& path, const NewProject& project, const OpenOptions& options, QObject* context,
                Done<OpenReport> done);
    /// After all that is queued. Edits that could not be saved are tried once more; Error if any is left, and the
    /// project then stays open: retryUnsaved() or discardUnsaved().
    void close(QObject* context = nullptr, Done<std::monostate> done = {});
    /// Replies when everything queued before it has been written or refused.
    void flush(QObject* context, Done<std::monostate> done);

    /// On failure for want of space or a file system error the edit is kept, and so are those behind it, in order: see
    /// unsavedEdits(). An edit that does not fit the present state (Error::Kind::BadInput) is refused and not kept.
    void applyEdit(const Edit& edit, QObject* context = nullptr, Done<Edit> done = {});
    /// As one step of undo, all or none; `title` says what it did. A refused one refuses all. Unlike a single edit they
    /// are not kept when they cannot be written. Between two of them `stop` is looked at: Error::Kind::Cancelled.
    void applyEdits(QVector<Edit> edits, const QString& title, std::stop_token stop, QObject* context,
                    Done<QVector<Edit>> done);
    /// A step of several edits is taken back whole; see ProjectWriter::undo() and stepProgress(). Between two edits of
    /// one `stop` is looked at: Error::Kind::Cancelled, and nothing is taken back.
    void undo(QObject* context = nullptr, Done<Edit> done = {}, std::stop_token stop = {});
    void redo(QObject* context = nullptr, Done<Edit> done = {}, std::stop_token stop = {});
    /// Edits that were reported as not saved, oldest first. On the service's thread only.
    QVector<Edit> unsavedEdits() const;
    /// Tries them again in order: editSaved or editNotSaved for each.
    void retryUnsaved();
    void discardUnsaved();

    void addRun(const Run& run, QObject* context, Done<Run> done);
    void savePredictions(RunId run, QVector<PredictionResult> results, QObject* context = nullptr,
                         Done<std::int64_t> done = {});
    void addRecords(QVector<ImportedRecord> records, QObject* context, Done<AddReport> done);
    void setLabels(const LabelSet& labels, QObject* context = nullptr, Done<std::monostate> done = {});
    void setTitle(const QString& title, QObject* context = nullptr, Done<std::monostate> done = {});
    void saveView(const NamedView& view, QObject* context = nullptr, Done<std::monostate> done = {});
    void removeView(const QString& name, QObject* context = nullptr, Done<std::monostate> done = {});
    void addBookmark(const Bookmark& bookmark, QObject* context = nullptr, Done<Bookmark> done = {});
    void removeBookmark(qint64 id, QObject* context = nullptr, Done<std::monostate> done = {});
    /// In place of what was known of kin, in pages: edits need not wait for all of it.
    void saveKin(const QVector<Kin>& kin, RecordId searchedTo, QObject* context, Done<std::monostate> done);
    void setMaxPages(std::int64_t pages); ///< as OpenOptions::maxPages

    // For worker threads, which may wait: a reader that is faster than the disk is held back. Never on the service's
    // thread.
    Result<Run> addRunAndWait(const Run& run);
    Result<std::int64_t> savePredictionsAndWait(RunId run, QVector<PredictionResult> results);
    Result<AddReport> addRecordsAndWait(QVector<ImportedRecord> records);

    /// On the service's thread only.
    StoreActivity activity() const;
    /// As after the last edit; without a project, nothing to undo. On the service's thread only.
    UndoState undoState() const;
    bool isOpen() const;
    OpenReport openReport() const;

signals:
    void opened(const corespan::OpenReport& report);
    void closed();
    void editSaved(const corespan::Edit& edit, const corespan::UndoState& undo);
    /// `kept`: it is among unsavedEdits() and can be tried again.
    void editNotSaved(const corespan::Edit& edit, const corespan::Error& error, bool kept);
    /// All of a step of several, or an undo or redo of one; editSaved() does not tell these.
    void stepSaved(corespan::EditId step, const corespan::UndoState& undo);
    /// Now and then while such a step is being written.
    void stepProgress(qint64 done, qint64 total);
    void undoStateChanged(const corespan::UndoState& undo);
    void runAdded(const corespan::Run& run);
    void predictionsSaved(corespan::RunId run, const QVector<corespan::RecordId>& records);
    void predictionsNotSaved(corespan::RunId run, const corespan::Error& error);
    void recordsAdded(const corespan::AddReport& report);
    void projectChanged(); ///< title or label set
    void activityChanged(const corespan::StoreActivity& activity);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace corespan
