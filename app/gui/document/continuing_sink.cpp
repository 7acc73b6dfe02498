// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/continuing_sink.h"

#include <utility>

namespace corespan::gui {

void ContinuingSink::continueWith(const Run& run)
{
    const std::lock_guard lock(m_mutex);
    m_next = run;
}

Result<Run> ContinuingSink::beginRun(const Run& run)
{
    std::optional<Run> next;
    {
        const std::lock_guard lock(m_mutex);
        next = std::exchange(m_next, std::nullopt);
    }
    const bool same = next && next->weightsSha256 == run.weightsSha256 && next->options == run.options &&
                      next->labels == run.labels && next->model == run.model;
    return same ? Result<Run>(*next) : m_sink->beginRun(run);
}

Status ContinuingSink::save(RunId run, QVector<PredictionResult> results)
{
    return m_sink->save(run, std::move(results));
}

} // namespace corespan::gui
