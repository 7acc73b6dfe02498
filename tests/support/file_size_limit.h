// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <csignal>

#include <sys/resource.h>

namespace corespan::test {

/// From here on no file of this process grows beyond so many bytes, as on a full disk; lifted at the end of the scope.
/// Tests that are not root cannot mount a small one.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN); // the write then fails instead
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
};

} // namespace corespan::test
