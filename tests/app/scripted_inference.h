// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/inference_backend.h"

#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <mutex>
#include <stdexcept>

namespace corespan::test {

/// What the scripted parts share with the test; all of it may be touched from both threads.
struct Script
{
    std::atomic<int> loads{0};
    std::atomic<int> destroyed{0};
    std::atomic<bool> wrongThread{false}; ///< made, used or destroyed on different threads
    std::atomic<bool> failLoad{false};
    std::atomic<bool> failRun{false};
    std::atomic<bool> failSave{false};
    std::atomic<bool> mute{false};  ///< predict() gives nothing
    std::atomic<bool> gated{false}; ///< each sequence waits for one release of `gate`
    QSemaphore gate;
    QSemaphore reached; ///< released when a sequence is about to be predicted

    std::mutex mutex; ///< protects what follows
    QVector<RecordId> saved;
    QVector<RunId> savedRuns;
    QVector<Run> runs;
};

/// Predicts the core [1, 3) for every sequence; one that begins with 'X' throws.
class ScriptedPredictor final : public AbstractPredictor
{
public:
    explicit ScriptedPredictor(std::shared_ptr<Script> script)
        : m_script(std::move(script)), m_thread(QThread::currentThreadId())
    {
        m_info.device = "Scripted";
        m_info.reason = "asked for";
        m_info.precision = "fp32";
        m_info.weightsSha256 = "abc";
        m_info.labels = {"A", "B"};
        m_info.defaults.nullBias = 0.25;
    }
    ~ScriptedPredictor() override
    {
        checkThread();
        ++m_script->destroyed;
    }

    const PredictorInfo& info() const override { return m_info; }

    void predict(const QVector<QByteArray>& sequences, const RunOptions&, const OnResult& onResult,
                 std::stop_token stop) override
    {
        checkThread();
        for (qsizetype i = 0; i < sequences.size() && !m_script->mute; ++i) {
            m_script->reached.release();
            while (m_script->gated && !m_script->gate.tryAcquire(1, 5) && !stop.stop_requested()) {
            }
            if (stop.stop_requested())
                return;
            if (sequences[i].startsWith('X'))
                throw std::runtime_error("letter X is bad");
            PredictionResult result;
            result.summary.predicted = {{Core{{1, 3}}, 0.5}};
            result.summary.score = 0.5;
            result.tracks.start = QVector<float>(sequences[i].size(), 0.125F);
            onResult(i, result);
        }
    }

    LabelMatrix labelMatrix(const QByteArray& sequence, const RunOptions&) override
    {
        checkThread();
        if (sequence.startsWith('X'))
            throw std::runtime_error("letter X is bad");
        return {m_info.labels, sequence.size(), QVector<float>(sequence.size() * 2, 0.5F)};
    }

private:
    void checkThread()
    {
        if (QThread::currentThreadId() != m_thread)
            m_script->wrongThread = true;
    }

    std::shared_ptr<Script> m_script;
    Qt::HANDLE m_thread;
    PredictorInfo m_info;
};

/// Record n has the sequence that it was made with; others are not found.
class ScriptedResidues final : public ResidueSource
{
public:
    explicit ScriptedResidues(QVector<QByteArray> sequences) : m_sequences(std::move(sequences)) {}
    Result<QByteArray> residues(RecordId record) override
    {
        const auto index = static_cast<qsizetype>(record) - 1;
        if (index < 0 || index >= m_sequences.size())
            return Error{"no such record", Error::Kind::NotFound};
        return m_sequences[index];
    }
    QString name(RecordId record) override { return QStringLiteral("r%1").arg(static_cast<qint64>(record)); }

private:
    QVector<QByteArray> m_sequences;
};

class ScriptedSink final : public PredictionSink
{
public:
    explicit ScriptedSink(std::shared_ptr<Script> script) : m_script(std::move(script)) {}
    Result<Run> beginRun(const Run& run) override
    {
        if (m_script->failRun)
            return Error{"disk full", Error::Kind::DiskFull};
        const std::lock_guard lock(m_script->mutex);
        Run stored = run;
        stored.id = static_cast<RunId>(m_script->runs.size() + 1);
        m_script->runs.append(stored);
        return stored;
    }
    Status save(RunId run, QVector<PredictionResult> results) override
    {
        if (m_script->failSave)
            return Error{"disk full", Error::Kind::DiskFull};
        const std::lock_guard lock(m_script->mutex);
        for (const PredictionResult& result : results) {
            m_script->saved.append(result.summary.record);
            m_script->savedRuns.append(result.summary.run == run ? run : RunId::None);
        }
        return ok();
    }

private:
    std::shared_ptr<Script> m_script;
};

inline InferenceBackend scriptedBackend(const std::shared_ptr<Script>& script, const QVector<QByteArray>& sequences)
{
    const auto load = [script](const QString&, const PredictorSettings&) -> std::unique_ptr<AbstractPredictor> {
        ++script->loads;
        if (script->failLoad)
            throw std::runtime_error("model.safetensors is cut short");
        return std::make_unique<ScriptedPredictor>(script);
    };
    const auto open = [sequences](const QString& project) -> Result<std::unique_ptr<ResidueSource>> {
        if (project != "p.corespan")
            return Error{"no such project", Error::Kind::NotFound};
        return std::unique_ptr<ResidueSource>(std::make_unique<ScriptedResidues>(sequences));
    };
    return {load, open, std::make_shared<ScriptedSink>(script)};
}

} // namespace corespan::test
