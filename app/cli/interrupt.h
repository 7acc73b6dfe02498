// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <stop_token>

namespace corespan::cli {

/// Requested by the first Ctrl+C or SIGTERM, so that a command can end cleanly; a second Ctrl+C ends the process at
/// once.
std::stop_token interruptToken();

} // namespace corespan::cli
