// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/abstract_predictor.h"
#include "core/result.h"

#include <functional>
#include <memory>

namespace corespan {

class StoreService;

/// Reads residues on the worker's thread, through a connection of its own.
class ResidueSource
{
public:
    virtual ~ResidueSource() = default;
    virtual Result<QByteArray> residues(RecordId record) = 0;
};

/// Takes runs and predictions on the GUI thread. Each call is answered once, later, on the GUI thread.
class PredictionSink
{
public:
    virtual ~PredictionSink() = default;
    virtual void beginRun(const Run& run, std::function<void(Result<RunId>)> reply) = 0;
    /// `results` carry record and run. Goes behind a curator's edits.
    virtual void save(const QVector<PredictionResult>& results, std::function<void(Status)> reply) = 0;
};

/// What the service works with.
struct InferenceBackend
{
    PredictorFactory predictor;
    std::function<Result<std::unique_ptr<ResidueSource>>(const QString& project)> residues;
    std::shared_ptr<PredictionSink> sink;
};

/// The engine's predictor, the project's reader, and `store` for results; `store` outlives the service.
InferenceBackend projectBackend(StoreService& store);

} // namespace corespan
