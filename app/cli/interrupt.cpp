// SPDX-License-Identifier: GPL-3.0-or-later
#include "interrupt.h"

#include <atomic>
#include <csignal>
#include <thread>

#include <unistd.h>

namespace corespan::cli {

namespace {

/// Signals wait for a thread of their own: hardly anything may be done in a handler, and request_stop() is not among
/// it.
class InterruptWatch
{
public:
    InterruptWatch()
    {
        sigset_t awaited;
        sigemptyset(&awaited);
        sigaddset(&awaited, SIGINT);
        sigaddset(&awaited, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &awaited, nullptr);
        std::thread([this, awaited] {
            int number = 0;
            sigwait(&awaited, &number);
            m_source.request_stop();
            if (!m_heeded)
                _exit(128 + number);
            sigwait(&awaited, &number);
            _exit(128 + number);
        }).detach();
    }
    std::stop_token token()
    {
        m_heeded = true;
        return m_source.get_token();
    }

private:
    std::stop_source m_source;
    std::atomic<bool> m_heeded{false}; ///< some command looks at the token
};

InterruptWatch& watch()
{
    // Never destroyed: its thread waits until the process ends.
    static auto* theOnly = new InterruptWatch;
    return *theOnly;
}

} // namespace

void watchInterrupts()
{
    watch();
}

std::stop_token interruptToken()
{
    return watch().token();
}

} // namespace corespan::cli
