// SPDX-License-Identifier: GPL-3.0-or-later
#include "interrupt.h"

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
            sigwait(&awaited, &number);
            _exit(128 + number);
        }).detach();
    }
    std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
};

} // namespace

std::stop_token interruptToken()
{
    // Never destroyed: its thread waits until the process ends.
    static const auto* watch = new InterruptWatch;
    return watch->token();
}

} // namespace corespan::cli
