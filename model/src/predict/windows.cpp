// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/windows.h"

#include "model/error.h"

#include <string>

namespace corespan::model {

std::vector<Window> planWindows(std::int64_t length, std::int64_t size, std::int64_t overlap)
{
    if (size < 1 || overlap < 0 || overlap >= size)
        throw ModelError("windows of " + std::to_string(size) + " positions cannot overlap by " +
                         std::to_string(overlap) + "; the overlap must be at least 0 and below the size.");
    if (length <= size)
        return {{{0, length}, {0, length}}};
    const std::int64_t step = size - overlap;
    std::vector<Window> windows;
    for (std::int64_t begin = 0;; begin += step) {
        // The last window is moved left rather than cut: it sees as much as the others.
        const std::int64_t from = std::min(begin, length - size);
        windows.push_back({{from, from + size}, {}});
        if (from + size == length)
            break;
    }
    // Two neighbours share [next.begin, this.end): its middle is as far from the one's end as from the other's begin.
    std::int64_t keptFrom = 0;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        const bool last = i + 1 == windows.size();
        const std::int64_t until = last ? length : (windows[i + 1].seen.begin + windows[i].seen.end + 1) / 2;
        windows[i].kept = {keptFrom, until};
        keptFrom = until;
    }
    return windows;
}

} // namespace corespan::model
