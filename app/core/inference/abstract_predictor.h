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

    /// Called on the calling thread while predict() runs, within a long record too: 0..1 of the sequences' positions.
    using OnProgress = std::function<void(double done)>;

    virtual ~AbstractPredictor() = default;
    virtual const PredictorInfo& info() const = 0;
    /// Returns early, between batches and between the windows of a long record, when `stop` is requested; results given
    /// until then stand.
    virtual void predict(const QVector<QByteArray>& sequences, const RunOptions& options, const OnResult& onResult,
                         std::stop_token stop) = 0;
    /// Until it is set again; empty: nobody wants to know.
    void setOnProgress(OnProgress onProgress) { m_onProgress = std::move(onProgress); }
    /// Seconds that the encoder took in all calls of predict() so far; 0: not measured.
    virtual double encoderSeconds() const { return 0.0; }
    /// As predict() with these options sees the sequence: in the same windows, of the same strands.
    virtual LabelMatrix labelMatrix(const QByteArray& sequence, const RunOptions& options) = 0;

protected:
    OnProgress m_onProgress;
};

using PredictorFactory =
    std::function<std::unique_ptr<AbstractPredictor>(const QString& directory, const PredictorSettings& settings)>;

/// The engine's model::Predictor behind the seam. \throws model::ModelError
std::unique_ptr<AbstractPredictor> loadPredictor(const QString& directory, const PredictorSettings& settings);

} // namespace corespan
