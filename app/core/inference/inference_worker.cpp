// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/inference_worker.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace corespan {

namespace {

// A step lasts about this long: what a label matrix waits for, and what a cancel waits for at most.
constexpr qint64 stepMilliseconds = 300;
constexpr qint64 firstPositions = 4096;
constexpr qint64 leastPositions = 512;
constexpr qint64 mostPositions = 4'000'000;
// One saved batch is one transaction: an edit waits for it.
constexpr qsizetype mostRecords = 256;
constexpr qint64 tellEvery = 100;     // ms, within a batch
constexpr qsizetype shownDigits = 12; // of a checksum, in messages

QString text(const char* source)
{
    return QCoreApplication::translate("corespan::InferenceService", source);
}

QString what(const std::exception& error)
{
    return QString::fromUtf8(error.what());
}

} // namespace

InferenceWorker::InferenceWorker(InferenceBackend backend, InferenceListener& listener)
    : m_backend(std::move(backend)), m_listener(listener), m_predictors(m_backend.predictor),
      m_batchPositions(firstPositions)
{
}

InferenceWorker::~InferenceWorker() = default;

void InferenceWorker::predict(PredictJob job)
{
    m_waiting.push_back(std::move(job));
    if (!m_active)
        next();
}

void InferenceWorker::next()
{
    if (m_waiting.empty())
        return;
    m_active.emplace();
    m_active->job = std::move(m_waiting.front());
    m_waiting.pop_front();
    post([this] { begin(); });
}

void InferenceWorker::begin()
{
    const QVector<RecordId>& records = m_active->job.request.records;
    m_active->left = {records.begin(), records.end()};
    if (m_active->job.stop.stop_requested())
        return finish(InferenceOutcome::State::Cancelled);
    try {
        const Status prepared = prepare();
        if (!prepared)
            return finish(InferenceOutcome::State::Failed, prepared.error().message);
    } catch (const std::exception& error) {
        return finish(InferenceOutcome::State::Failed, what(error));
    }
    m_listener.runStarted(m_active->job.generation, m_active->run);
    m_active->clock.start();
    tellProgress();
    step();
}

/// Model, residues, run: in this order, so that a model that does not load leaves no run behind.
Status InferenceWorker::prepare()
{
    const InferenceRequest& request = m_active->job.request;
    m_active->predictor = m_predictors.get(request.model, request.settings);
    const PredictorInfo& info = m_active->predictor->info();
    m_listener.deviceKnown(m_active->job.generation, info.device, info.reason);
    Result<std::unique_ptr<ResidueSource>> residues = m_backend.residues(request.project);
    if (!residues)
        return residues.error();
    m_active->residues = *std::move(residues);
    m_active->options = request.overrides.applied(request.options.value_or(info.defaults));
    if (const Status possible = checkRunOptions(info, m_active->options); !possible)
        return possible;

    Run run;
    run.model = request.modelName.isEmpty() ? QFileInfo(request.model).fileName() : request.modelName;
    run.weightsSha256 = info.weightsSha256;
    run.options = formatRunOptions(m_active->options);
    run.device = info.device;
    run.precision = info.precision;
    run.labels = info.labels;
    run.types = runTypes(info, m_active->options);
    run.started = QDateTime::currentDateTimeUtc();
    const Result<Run> stored = m_backend.sink->beginRun(run);
    if (!stored)
        return stored.error();
    m_active->run = *stored;
    return ok();
}

void InferenceWorker::step()
{
    if (m_active->job.stop.stop_requested() && !m_active->left.empty())
        return finish(InferenceOutcome::State::Cancelled);
    if (m_active->left.empty())
        return finish(InferenceOutcome::State::Done);
    const Result<Batch> batch = takeBatch();
    if (!batch || !run(*batch))
        return; // finished already
    tellProgress();
    post([this] { step(); });
}

Result<InferenceWorker::Batch> InferenceWorker::takeBatch()
{
    Batch batch;
    const qsizetype limit = m_active->oneByOne > 0 ? 1 : mostRecords;
    while (!m_active->left.empty() && batch.records.size() < limit && batch.positions < m_batchPositions) {
        const RecordId record = m_active->left.front();
        const Result<QByteArray> residues = m_active->residues->residues(record);
        if (!residues) {
            finish(InferenceOutcome::State::Failed, residues.error().message, record);
            return residues.error();
        }
        m_active->left.pop_front();
        batch.records.append(record);
        batch.sequences.append(*residues);
        batch.positions += residues->size();
    }
    return batch;
}

bool InferenceWorker::run(const Batch& batch)
{
    m_active->batchBegan = m_active->positions;
    QVector<PredictionResult> results;
    QVector<bool> done(batch.records.size(), false);
    const auto take = [&](qsizetype index, PredictionResult result) {
        result.summary.record = batch.records[index];
        result.summary.run = m_active->run.id;
        m_active->positions += batch.sequences[index].size();
        done[index] = true;
        results.append(std::move(result));
    };
    QElapsedTimer clock;
    clock.start();
    m_active->predictor->setOnProgress([this, &batch](double share) {
        if (m_active->told.elapsed() >= tellEvery)
            tellProgress(batch.positions, share);
    });
    QString failure;
    try {
        m_active->predictor->predict(batch.sequences, m_active->options, take, m_active->job.stop);
    } catch (const std::exception& error) {
        failure = what(error);
    }
    m_active->predictor->setOnProgress({});
    adapt(batch, clock.elapsed());
    const Status saved = save(std::move(results));
    if (!saved) {
        finish(InferenceOutcome::State::Failed, saved.error().message);
        return false;
    }
    m_active->oneByOne = std::max<qsizetype>(0, m_active->oneByOne - batch.records.size());
    for (qsizetype i = batch.records.size(); i-- > 0;) {
        if (!done[i])
            m_active->left.push_front(batch.records[i]);
    }
    if (failure.isEmpty() && (done.contains(true) || m_active->job.stop.stop_requested()))
        return true;
    if (failure.isEmpty())
        failure = text("the model gave no result");
    if (batch.records.size() == 1) {
        finish(InferenceOutcome::State::Failed, failure, batch.records.front());
        return false;
    }
    // Which of them it was shows when they go one by one.
    m_active->oneByOne = done.count(false);
    if (m_active->oneByOne == 0) {
        finish(InferenceOutcome::State::Failed, failure);
        return false;
    }
    return true;
}

Status InferenceWorker::save(QVector<PredictionResult> results)
{
    if (results.isEmpty())
        return ok();
    QVector<RecordId> records;
    for (const PredictionResult& result : results)
        records.append(result.summary.record);
    const Status saved = m_backend.sink->save(m_active->run.id, std::move(results));
    if (!saved)
        return saved;
    m_active->saved += records.size();
    m_listener.predicted(m_active->job.generation, records);
    return ok();
}

/// The next batch shall last one step; it grows at most twofold, as the first ones of a model are slow.
void InferenceWorker::adapt(const Batch& batch, qint64 milliseconds)
{
    const double wanted = static_cast<double>(batch.positions) * static_cast<double>(stepMilliseconds) /
                          static_cast<double>(std::max<qint64>(1, milliseconds));
    const qint64 limited = std::min(static_cast<qint64>(wanted), 2 * std::max(batch.positions, m_batchPositions / 2));
    m_batchPositions = std::clamp(limited, leastPositions, mostPositions);
}

void InferenceWorker::tellProgress(qint64 inHand, double batchDone)
{
    m_active->told.start();
    InferenceProgress progress;
    progress.generation = m_active->job.generation;
    progress.total = m_active->job.request.records.size();
    progress.done = m_active->saved;
    progress.positions = m_active->positions;
    if (inHand > 0) { // those of it that are delivered count among the positions already
        progress.batchDone = batchDone;
        progress.positions = std::max(progress.positions, m_active->batchBegan + qRound64(batchDone * double(inHand)));
    }
    const double seconds = static_cast<double>(m_active->clock.nsecsElapsed()) * 1e-9;
    if (progress.done > 0 && seconds > 0.0) {
        progress.recordsPerSecond = static_cast<double>(progress.done) / seconds;
        progress.secondsLeft = static_cast<double>(progress.total - progress.done) / progress.recordsPerSecond;
    }
    m_listener.progress(progress);
}

void InferenceWorker::finish(InferenceOutcome::State state, const QString& message, RecordId record)
{
    InferenceOutcome outcome;
    outcome.generation = m_active->job.generation;
    outcome.state = state;
    outcome.run = m_active->run.id;
    outcome.saved = m_active->saved;
    outcome.total = m_active->job.request.records.size();
    outcome.record = record;
    outcome.positions = m_active->positions;
    outcome.seconds = m_active->clock.isValid() ? static_cast<double>(m_active->clock.elapsed()) / 1000.0 : 0.0;
    if (state == InferenceOutcome::State::Failed) {
        const QString name =
            record == RecordId::None || !m_active->residues ? QString() : m_active->residues->name(record);
        outcome.message = name.isEmpty() ? message : text("record \"%1\": %2").arg(name, message);
        if (outcome.saved > 0)
            outcome.message +=
                text(" (%1 of %2 predictions were saved and are kept)").arg(outcome.saved).arg(outcome.total);
    }
    m_active.reset();
    m_listener.finished(outcome);
    next();
}

void InferenceWorker::labelMatrix(const LabelMatrixJob& job)
{
    if (job.newest->load() != job.generation)
        return;
    LabelMatrix matrix;
    QString message;
    try {
        matrix = computeMatrix(job);
    } catch (const std::exception& error) {
        message = what(error);
    }
    m_listener.labelMatrix(job.generation, job.record, std::move(matrix), message);
}

LabelMatrix InferenceWorker::computeMatrix(const LabelMatrixJob& job)
{
    const Result<std::unique_ptr<ResidueSource>> source = m_backend.residues(job.project);
    if (!source)
        throw std::runtime_error(source.error().message.toStdString());
    const Result<QByteArray> residues = (*source)->residues(job.record);
    if (!residues)
        throw std::runtime_error(residues.error().message.toStdString());
    const std::shared_ptr<AbstractPredictor> predictor = m_predictors.getAny(job.model, job.settings);
    const QString& found = predictor->info().weightsSha256;
    if (!job.weightsSha256.isEmpty() && found != job.weightsSha256) {
        throw std::runtime_error(text("the model in %1 has other weights than this run's (sha256 %2…, the run's %3…): "
                                      "predict again to see its label probabilities")
                                     .arg(job.model, found.left(shownDigits), job.weightsSha256.left(shownDigits))
                                     .toStdString());
    }
    return predictor->labelMatrix(*residues, parseRunOptions(job.runOptions, predictor->info().defaults));
}

} // namespace corespan
