// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/inference_backend.h"

#include <memory>
#include <mutex>

namespace corespan::gui {

/// Lets a prediction go on with a run that was cancelled, instead of beginning another: the records it lacks are added
/// to it, provided that model, options and labels are still the same.
class ContinuingSink final : public PredictionSink
{
public:
    explicit ContinuingSink(std::shared_ptr<PredictionSink> sink) : m_sink(std::move(sink)) {}

    /// For the next beginRun() alone. Any thread.
    void continueWith(const Run& run);

    Result<Run> beginRun(const Run& run) override;
    Status save(RunId run, QVector<PredictionResult> results) override;

private:
    std::shared_ptr<PredictionSink> m_sink;
    std::mutex m_mutex; ///< protects m_next, which one thread hands to the other
    std::optional<Run> m_next;
};

} // namespace corespan::gui
