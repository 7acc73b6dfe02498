// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/inference_types.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <stop_token>

namespace corespan {

/// A loaded model, as the service sees it: the seam at which tests put a scripted one. Made, used and destroyed on the
/// worker's thread. Everything here, the factory included, may throw model::ModelError (or any std::exception).
class AbstractPredictor
{
public:
    /// Called on the calling thread, in any order, once a sequence. The result's record and run are still None.
    using OnResult = std::function<void(qsizetype index, PredictionResult result)>;

    virtual ~AbstractPredictor() = default;
    virtual const PredictorInfo& info() const = 0;
    /// Returns early, between batches, when `stop` is requested; results given until then stand.
    virtual void predict(const QVector<QByteArray>& sequences, const RunOptions& options, const OnResult& onResult,
                         std::stop_token stop) = 0;
    virtual LabelMatrix labelMatrix(const QByteArray& sequence) = 0;
};

using PredictorFactory =
    std::function<std::unique_ptr<AbstractPredictor>(const QString& directory, const PredictorSettings& settings)>;

/// The engine's model::Predictor behind the seam. \throws model::ModelError
std::unique_ptr<AbstractPredictor> loadPredictor(const QString& directory, const PredictorSettings& settings);

} // namespace corespan
