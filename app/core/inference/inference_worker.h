// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/handoff.h"
#include "core/inference/inference_backend.h"
#include "core/inference/predictor_cache.h"

#include <QElapsedTimer>

#include <atomic>
#include <deque>
#include <optional>

namespace corespan {

/// What the worker tells; each call is made on the worker's thread.
class InferenceListener
{
public:
    virtual ~InferenceListener() = default;
    virtual void deviceKnown(Generation generation, QString name, QString reason) = 0;
    virtual void runStarted(Generation generation, Run run) = 0;
    virtual void predicted(Generation generation, QVector<RecordId> records) = 0;
    virtual void progress(InferenceProgress progress) = 0;
    virtual void finished(InferenceOutcome outcome) = 0;
    /// `message` empty: `matrix` holds the answer.
    virtual void labelMatrix(Generation generation, RecordId record, LabelMatrix matrix, QString message) = 0;
};

struct PredictJob
{
    Generation generation = 0;
    InferenceRequest request;
    std::stop_token stop;
};

struct LabelMatrixJob
{
    Generation generation = 0;
    QString project;
    QString model;
    QString weightsSha256; ///< of the run; empty: any
    RecordId record = RecordId::None;
    PredictorSettings settings;
    QString runOptions;                                    ///< Run::options; empty: the model's own
    std::shared_ptr<const std::atomic<Generation>> newest; ///< an older job is not worth the work
};

/// Does the service's work on its own thread: one event is one small step, so that label matrices and newer requests
/// get their turn in between. No member is touched from another thread.
class InferenceWorker : public TaskReceiver
{
public:
    /// `listener` outlives the worker.
    InferenceWorker(InferenceBackend backend, InferenceListener& listener);
    ~InferenceWorker() override;

    void predict(PredictJob job);
    void labelMatrix(const LabelMatrixJob& job);

private:
    /// The job that is being done.
    struct Active
    {
        PredictJob job;
        std::shared_ptr<AbstractPredictor> predictor;
        std::unique_ptr<ResidueSource> residues;
        Run run;
        RunOptions options;
        std::deque<RecordId> left;
        qsizetype oneByOne = 0; ///< so many of `left` go in batches of one: a batch with them failed
        qint64 saved = 0;
        qint64 positions = 0;
        qint64 batchBegan = 0; ///< positions before the batch in hand
        QElapsedTimer clock;
        QElapsedTimer told; ///< since progress was last told
    };
    struct Batch
    {
        QVector<RecordId> records;
        QVector<QByteArray> sequences;
        qint64 positions = 0;
    };

    void next();
    void begin();
    Status prepare();
    void step();
    Result<Batch> takeBatch();
    /// True when all of the batch was predicted or cancelled.
    bool run(const Batch& batch);
    Status save(QVector<PredictionResult> results);
    void adapt(const Batch& batch, qint64 milliseconds);
    void tellProgress(qint64 inHand = 0, double batchDone = 0.0);
    void finish(InferenceOutcome::State state, const QString& message = {}, RecordId record = RecordId::None);
    LabelMatrix computeMatrix(const LabelMatrixJob& job);

    InferenceBackend m_backend;
    InferenceListener& m_listener;
    PredictorCache m_predictors;
    std::deque<PredictJob> m_waiting;
    std::optional<Active> m_active;
    qint64 m_batchPositions;
};

} // namespace corespan
