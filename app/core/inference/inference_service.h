// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/inference_backend.h"

#include <QObject>

#include <memory>

namespace corespan {

/// Predicts records in the background. Lives on the GUI thread; a worker on its own thread makes, uses and destroys the
/// model. Whole values go in and come out, all signals are emitted on the GUI thread.
///
/// A new predict() makes an older one stale: that one is cancelled, what it has computed is still saved under its run,
/// it gets its `finished`, and emits nothing else any more.
class InferenceService : public QObject
{
    Q_OBJECT
public:
    explicit InferenceService(InferenceBackend backend, QObject* parent = nullptr);
    /// Stops between two batches and waits for the worker. Requests that are still open get no signal.
    ~InferenceService() override;

    /// Loads the model when it is not loaded yet, begins a run, predicts, saves in batches. Ends in one `finished`.
    Generation predict(const InferenceRequest& request);

    /// Asks for the label probabilities of one record as a run has seen them; served between two batches of a running
    /// prediction. `runOptions`: Run::options,
    /// so that the record is seen in the run's windows and strands; empty: the model's own. Only the newest request is
    /// answered, by `labelMatrixReady` or `labelMatrixFailed`. A model whose
    /// weights are not the run's (`weightsSha256`; empty: not known, any will do) is refused.
    Generation recomputeLabelMatrix(const QString& project, const QString& model, const QString& weightsSha256,
                                    RecordId record, const PredictorSettings& settings = {},
                                    const QString& runOptions = {});

    /// Cancels the running prediction; its `finished` comes when what was computed is saved. No effect when idle.
    void cancel();
    bool isRunning() const;
    /// The newest prediction request; 0 before the first.
    Generation generation() const;

signals:
    void deviceKnown(const QString& name, const QString& reason);
    void runStarted(const corespan::Run& run);
    /// These records' predictions are in the project now.
    void predicted(const QVector<corespan::RecordId>& records);
    void progress(const corespan::InferenceProgress& progress);
    void finished(const corespan::InferenceOutcome& outcome);
    void labelMatrixReady(corespan::Generation generation, corespan::RecordId record,
                          const corespan::LabelMatrix& matrix);
    void labelMatrixFailed(corespan::Generation generation, corespan::RecordId record, const QString& message);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace corespan
