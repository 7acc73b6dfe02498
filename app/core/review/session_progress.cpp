// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/session_progress.h"

namespace corespan {

double SessionProgress::perHour() const
{
    constexpr double minute = 60.0, hour = 3600.0;
    return seconds < minute ? 0.0 : double(oneByOne) * hour / seconds;
}

double workSeconds(const QVector<QDateTime>& edits)
{
    constexpr qint64 longestPause = 5LL * 60 * 1000; // ms
    qint64 worked = 0;
    for (qsizetype at = 1; at < edits.size(); ++at)
        if (const qint64 gap = edits[at - 1].msecsTo(edits[at]); gap > 0 && gap <= longestPause)
            worked += gap;
    return double(worked) / 1000.0;
}

} // namespace corespan
