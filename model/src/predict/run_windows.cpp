// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/run_windows.h"

#include <c10/util/Exception.h>

#include <algorithm>

namespace corespan::model {

bool isOutOfMemory(const std::exception& e)
{
    return dynamic_cast<const c10::OutOfMemoryError*>(&e) != nullptr ||
           dynamic_cast<const std::bad_alloc*>(&e) != nullptr ||
           std::string_view(e.what()).find("out of memory") != std::string_view::npos ||
           std::string_view(e.what()).find("can't allocate memory") != std::string_view::npos;
}

bool WindowRunner::run(const LongRecord& strand, std::int64_t size, std::int64_t overlap, const OnWindow& onWindow,
                       const std::function<void(std::int64_t)>& onPositions, PredictSummary& summary) const
{
    const std::vector<Window> windows = planWindows(strand.length(), size, overlap);
    auto each = static_cast<std::size_t>(std::max<std::int64_t>(1, budget / (size + 1)));
    for (std::size_t from = 0; from < windows.size();) {
        if (stop.stop_requested())
            return false;
        const std::span batch = std::span(windows).subspan(from, std::min(each, windows.size() - from));
        std::vector<Encoding> parts;
        for (const Window& w : batch)
            parts.push_back(strand.cut(w.seen));
        BatchOutput output;
        try {
            output = timed(summary, [&] { return infer(network, packEncodings(std::move(parts), device), false); });
        } catch (const std::exception& e) {
            if (!isOutOfMemory(e) || each == 1)
                throw ModelError(
                    "a record of " + std::to_string(strand.positionsBefore(strand.length())) + " positions, from " +
                    std::to_string(strand.positionsBefore(batch.front().seen.begin) + 1) + " on: " + e.what());
            each /= 2;
            ++summary.oomRetries;
            continue;
        }
        from += batch.size();
        for (std::size_t i = 0; i < batch.size(); ++i)
            onWindow(batch[i], output, static_cast<std::int64_t>(i));
        onPositions(strand.positionsBefore(batch.back().kept.end));
    }
    return true;
}

} // namespace corespan::model
