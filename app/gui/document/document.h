// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/inference_service.h"
#include "core/store/store_service.h"
#include "gui/document/continuing_sink.h"
#include "gui/document/current_record.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>

namespace corespan::gui {

/// The open project and the record that is looked at. GUI thread. It owns a reader, the store service and the inference
/// service of the project; only edits change it. An edit is shown at once and taken back if the store refuses it; one
/// that cannot be written for want of space stays shown and counts as unsaved.
class Document : public QObject
{
    Q_OBJECT
public:
    using BackendFactory = std::function<InferenceBackend(StoreService&)>;
    /// Makes the edit from the record as it is then.
    using MakeEdit = std::function<Edit(const CurrentRecord&)>;

    explicit Document(BackendFactory backend = projectBackend, QObject* parent = nullptr);
    /// Stops predicting between two batches, writes what is queued and closes.
    ~Document() override;

    /// Ends in opened() or openFailed(); on failure the project that was open stays open.
    void open(const QString& path, const QString& author);
    void create(const QString& path, const NewProject& project, const QString& author);
    /// To look only: no edits, no predictions.
    void openReadOnly(const QString& path);
    void close();

    bool isOpen() const { return m_reader != nullptr; }
    bool isWritable() const { return m_store != nullptr; }
    QString path() const { return m_path; }
    /// Valid while a project is open.
    const ProjectReader& reader() const { return *m_reader; }
    StoreService& store() { return *m_store; }
    InferenceService& inference() { return *m_inference; }
    /// The next prediction adds to `run` instead of beginning one.
    void continueRun(const Run& run) { m_sink->continueWith(run); }
    const LabelSet& labels() const { return m_labels; }
    StateCounts counts() const;

    /// Of cores, as the runs have them, then those of the current record; "core" where none are known.
    QStringList types() const;
    QVector<Run> runs() const;
    /// The run whose predictions are shown; None: there is none.
    RunId shownRun() const { return m_run; }
    void showRun(RunId run);
    /// Records that are still to be decided show neither what a run says nor what their file does, until a verdict
    /// (accepted, rejected, no core, ambiguous) is given. Edits made meanwhile say in the log that they were blind.
    void setBlind(bool blind);
    bool isBlind() const { return m_blind; }
    /// A second run, shown beside it; None: there is none.
    RunId comparedRun() const { return m_compared; }
    void compareWith(RunId run);

    const CurrentRecord& current() const { return m_current; }
    void select(RecordId record);

    /// No effect without a record or on a project that is only looked at. While an undo is being written the edit
    /// waits.
    void edit(const MakeEdit& make);
    /// As one step of undo. Edits asked for meanwhile wait for it; nothing is shown before it is on disk. `done` gets
    /// how many records have changed. Error: nothing has.
    void editAll(const QVector<Edit>& edits, const QString& title, std::function<void(Result<std::int64_t>)> done);
    /// A step of several edits that is being written, or taken back, is left: it is as if it had not been asked for.
    void stopStep() { m_stopStep.request_stop(); }
    bool isStepping() const { return m_stepping; }
    void undo() { step(true); }
    void redo() { step(false); }
    bool canUndo() const;
    bool canRedo() const;
    UndoState undoState() const;
    StoreActivity activity() const;

    /// Reads runs, labels and counts again and tells the queue to do so: after an import.
    void refresh();
    /// Reads again which records are like others.
    void readKin();

signals:
    void opened();
    void closed();
    void openFailed(const QString& path, const corespan::Error& error);
    /// Something failed while working: what, and in what state things are.
    void failed(const QString& title, const QString& text);
    /// Another record, or none.
    void currentChanged();
    void curationChanged();
    /// The shown run's values for the current record; the record, its zoom and its annotation are as before.
    void predictionChanged();
    void historyChanged();
    /// Records have others that are like them, or no longer.
    void kinChanged();
    /// These rows of the queue read otherwise now.
    void recordsChanged(const QVector<corespan::RecordId>& records);
    /// Other records, or another order.
    void queueChanged();
    void runsChanged();
    void comparedChanged();
    void labelsChanged();
    void undoStateChanged();
    void activityChanged();
    /// An edit could not be written; it is kept.
    void notSaved(const QString& reason);
    /// While a step of several edits is written, or taken back.
    void stepProgress(qint64 done, qint64 total);
    /// Undo or redo has worked on this record, which is current now.
    void stepped(corespan::RecordId record);

private:
    void adopt(std::unique_ptr<StoreService> store, const QString& path);
    void opening(const QString& path, const QString& author,
                 const std::function<void(StoreService&, StoreService::Done<OpenReport>)>& start);
    void release();
    void wireStore();
    void wireInference();
    void send(const Edit& edit);
    void sent(const Edit& edit, const Result<Edit>& reply);
    void step(bool undo);
    void stepDone(bool undo, const Result<Edit>& reply);
    void showStep(const QVector<RecordId>& records, RecordId first);
    void goOnWaiting();
    bool isOfAnother() const;
    void showOrWithhold();
    void reveal();
    void readHistory();
    void showUnwritten();
    void readCurationAgain(RecordId record);
    void predicted(const QVector<RecordId>& records);
    void inferenceFinished(const InferenceOutcome& outcome);
    void readLabels();

    BackendFactory m_backend;
    QString m_path;
    QString m_author;
    std::unique_ptr<StoreService> m_store; ///< null: only looked at, or nothing open
    std::unique_ptr<StoreService> m_next;  ///< being opened
    std::shared_ptr<ContinuingSink> m_sink;
    std::unique_ptr<InferenceService> m_inference;
    std::unique_ptr<ProjectReader> m_reader;
    LabelSet m_labels;
    RunId m_run = RunId::None;
    bool m_blind = false;
    RunId m_compared = RunId::None;
    RunId m_started = RunId::None; ///< run of the prediction in progress
    CurrentRecord m_current;
    struct Pending
    {
        int edits = 0;
        Curation after; ///< of the last of them
    };
    QHash<RecordId, Pending> m_pending; ///< edits on their way to the disk
    bool m_stepping = false;
    std::stop_source m_stopStep;
    /// What was asked for while an undo is being written, in its order.
    struct Waiting
    {
        RecordId record = RecordId::None; ///< that the edit is meant for
        MakeEdit edit;                    ///< none: a step
        bool undo = true;
    };
    QVector<Waiting> m_waiting;
};

} // namespace corespan::gui
