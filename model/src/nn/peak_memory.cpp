// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/peak_memory.h"

#include <algorithm>
#include <fstream>
#include <malloc.h>
#include <string>

namespace corespan::model::nn {
namespace {

/// A line "NAME:  123 kB" of /proc/self/status in MiB; < 0: there is none.
double statusMiB(const std::string& name)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name + ':'))
            return std::stod(line.substr(name.size() + 1)) / 1024.0;
    }
    return -1.0;
}

} // namespace

PeakMemory::PeakMemory()
{
    malloc_trim(0); // what earlier work has freed would hide what this one takes
    std::ofstream mark("/proc/self/clear_refs");
    mark << 5; // proc(5): sets the peak to the present size
    mark.close();
    if (mark)
        m_before = statusMiB("VmRSS");
}

double PeakMemory::mib() const
{
    const double peak = statusMiB("VmHWM");
    return m_before < 0.0 || peak < 0.0 ? -1.0 : std::max(0.0, peak - m_before);
}

} // namespace corespan::model::nn
