// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <stop_token>

namespace corespan::cli {

/// Begins to wait for Ctrl+C and SIGTERM. Call once, before there is another thread.
void watchInterrupts();

/// Requested by the first Ctrl+C or SIGTERM, so that a command can end cleanly; a second one ends the process at once,
/// and so does the first while no command has asked for the token.
std::stop_token interruptToken();

} // namespace corespan::cli
