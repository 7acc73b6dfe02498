// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/connection.h"

namespace corespan::projectfile {

/// First look at a file, before SQLite is let near it: is it there, is it SQLite, is it ours, is its schema known?
Status checkHeader(const QString& path);
/// The same by SQL, which also sees the write-ahead log. The schema's number; TooNew if it is not known here.
Result<int> checkVersion(const Connection& connection);
/// quick_check over the whole file; Damaged names the first problem.
Status checkWhole(const Connection& connection);

/// Read-only, also from a folder or medium that cannot be written.
Result<std::unique_ptr<Connection>> openReadOnly(const QString& path);

/// Somebody took away all write permissions of the file, or its folder cannot be written.
bool isReadOnly(const QString& path);
/// File systems on which several machines can write: shared memory, and with it WAL, does not work there.
bool isOnNetwork(const QString& path);

Error damaged(const QString& path, const QString& detail);

} // namespace corespan::projectfile
