// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/connection.h"

namespace corespan {

/// "CoSp", in the header of every project file.
inline constexpr std::int32_t projectApplicationId = 0x436F5370;
/// Number of the newest migration in resources/schema.
inline constexpr int newestSchema = 1;

/// Runs the migrations above `from` and sets user_version. Inside the caller's transaction.
Status migrate(const Connection& connection, int from);

} // namespace corespan
