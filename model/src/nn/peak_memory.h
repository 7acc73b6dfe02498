// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
namespace corespan::model::nn {

/// How much resident memory the process takes at most from here on, above what it has now. One at a time: the system
/// keeps one mark for the process (Linux, /proc/self/clear_refs).
class PeakMemory
{
public:
    PeakMemory();
    /// MiB; < 0 where the system does not tell.
    double mib() const;

private:
    double m_before = -1.0;
};

} // namespace corespan::model::nn
