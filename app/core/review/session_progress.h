// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDateTime>
#include <QVector>

#include <cstdint>

namespace corespan {

/// How reviewing goes.
struct SessionProgress
{
    std::int64_t decided = 0;  ///< records that were edited in the session and have a decision now
    std::int64_t oneByOne = 0; ///< of those, the ones that were not part of a step over many
    double seconds = 0.0;      ///< of work, see workSeconds()
    std::int64_t compared = 0; ///< of the last 100 decisions made one by one, in this session or before, those on
                               ///< records that the run has predicted
    std::int64_t agreed = 0;   ///< as the run had it
    /// Decisions made one by one; 0: not known yet, after less than a minute of work.
    double perHour() const;
    bool operator==(const SessionProgress&) const = default;
};

/// Seconds between edits, in the order in which they were made; a pause of more than five minutes counts as none.
double workSeconds(const QVector<QDateTime>& edits);

} // namespace corespan
