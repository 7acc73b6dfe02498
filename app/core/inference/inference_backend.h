// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/abstract_predictor.h"
#include "core/result.h"

#include <functional>
#include <memory>

namespace corespan {

class StoreService;

/// Reads records on the worker's thread, through a connection of its own.
class ResidueSource
{
public:
    virtual ~ResidueSource() = default;
    virtual Result<QByteArray> residues(RecordId record) = 0;
    /// For messages; empty where it cannot be told.
    virtual QString name(RecordId record) = 0;
};

/// Takes runs and predictions. Called on the worker's thread, which waits for the answer: a model that is faster than
/// the disk is held back.
class PredictionSink
{
public:
    virtual ~PredictionSink() = default;
    /// The run as it was stored: with id and time.
    virtual Result<Run> beginRun(const Run& run) = 0;
    virtual Status save(RunId run, QVector<PredictionResult> results) = 0;
};

/// What the service works with.
struct InferenceBackend
{
    PredictorFactory predictor;
    std::function<Result<std::unique_ptr<ResidueSource>>(const QString& project)> residues;
    std::shared_ptr<PredictionSink> sink;
};

/// The engine's predictor, the project's reader, and `store`, where curators' edits go first; `store` outlives the
/// service.
InferenceBackend projectBackend(StoreService& store);

} // namespace corespan
