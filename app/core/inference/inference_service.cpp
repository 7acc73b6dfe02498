// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/inference_service.h"

#include "core/inference/inference_worker.h"

#include <QThread>

namespace corespan {

/// Everything here but the InferenceListener part belongs to the GUI thread; that part is called by the worker and only
/// passes on. Events that are on their way when the service goes are dropped with their receiver.
struct InferenceService::Private : public TaskReceiver, public InferenceListener
{
    explicit Private(InferenceService& owner) : service(owner) {}

    InferenceService& service;
    QThread thread;
    InferenceWorker* worker = nullptr; ///< lives and is deleted on `thread`
    Generation last = 0;
    Generation newest = 0; ///< of the predictions
    bool running = false;  ///< `newest` has not finished
    std::stop_source stop;
    std::shared_ptr<std::atomic<Generation>> newestMatrix = std::make_shared<std::atomic<Generation>>(0);

    /// Runs `emitSignal` on the GUI thread unless the generation is stale by then.
    template <typename Emit>
    void passOn(Generation generation, Emit emitSignal)
    {
        post([this, generation, emitSignal = std::move(emitSignal)] {
            if (generation == newest)
                emitSignal();
        });
    }

    void deviceKnown(Generation generation, QString name, QString reason) override
    {
        passOn(generation, [this, name, reason] { emit service.deviceKnown(name, reason); });
    }
    void runStarted(Generation generation, Run run) override
    {
        passOn(generation, [this, run] { emit service.runStarted(run); });
    }
    void predicted(Generation generation, QVector<RecordId> records) override
    {
        passOn(generation, [this, records] { emit service.predicted(records); });
    }
    void progress(InferenceProgress progress) override
    {
        passOn(progress.generation, [this, progress] { emit service.progress(progress); });
    }
    void finished(InferenceOutcome outcome) override
    {
        post([this, outcome] {
            if (outcome.generation == newest)
                running = false;
            emit service.finished(outcome);
        });
    }
    void labelMatrix(Generation generation, RecordId record, LabelMatrix matrix, QString message) override
    {
        post([this, generation, record, matrix, message] {
            if (generation != newestMatrix->load())
                return;
            if (message.isEmpty())
                emit service.labelMatrixReady(generation, record, matrix);
            else
                emit service.labelMatrixFailed(generation, record, message);
        });
    }
};

InferenceService::InferenceService(InferenceBackend backend, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(*this))
{
    d->worker = new InferenceWorker(std::move(backend), *d);
    d->worker->moveToThread(&d->thread);
    connect(&d->thread, &QThread::finished, d->worker, &QObject::deleteLater);
    d->thread.setObjectName(QStringLiteral("inference"));
    d->thread.start();
}

InferenceService::~InferenceService()
{
    d->stop.request_stop();
    d->newestMatrix->store(0);
    d->thread.quit();
    d->thread.wait();
}

Generation InferenceService::predict(const InferenceRequest& request)
{
    d->stop.request_stop();
    d->stop = std::stop_source();
    d->newest = ++d->last;
    d->running = true;
    PredictJob job{d->newest, request, d->stop.get_token()};
    d->worker->post([worker = d->worker, job = std::move(job)] { worker->predict(job); });
    return d->newest;
}

Generation InferenceService::recomputeLabelMatrix(const QString& project, const QString& model,
                                                  const QString& weightsSha256, RecordId record,
                                                  const PredictorSettings& settings, const QString& runOptions)
{
    const Generation generation = ++d->last;
    d->newestMatrix->store(generation);
    LabelMatrixJob job{generation, project, model, weightsSha256, record, settings, runOptions, d->newestMatrix};
    d->worker->post([worker = d->worker, job = std::move(job)] { worker->labelMatrix(job); });
    return generation;
}

void InferenceService::cancel()
{
    d->stop.request_stop();
}

bool InferenceService::isRunning() const
{
    return d->running;
}

Generation InferenceService::generation() const
{
    return d->newest;
}

} // namespace corespan
