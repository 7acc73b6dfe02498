// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/connection.h"

#include <QVector>

namespace corespan {

/// "CoSp", in the header of every project file.
inline constexpr std::int32_t projectApplicationId = 0x436F5370;
/// Number of the newest migration in resources/schema.
inline constexpr int newestSchema = 6;

/// One step of the project format, from the number before it.
struct Migration
{
    int number = 0; ///< user_version afterwards
    QString needs;  ///< first release that reads it; an older one names it when it refuses the file
    QString sql;    ///< statements, separated by empty lines
};

/// resources/schema, from 1 to newestSchema.
Result<QVector<Migration>> projectMigrations();

/// Runs the migrations above `from` and notes number and release. Inside the caller's transaction. Error: one of them
/// fails, or a number is missing.
Status migrate(const Connection& connection, int from, const QVector<Migration>& migrations);

/// Brings an older project to the last migration: copies it to a file beside it first, then migrates in one
/// transaction. The copy's path; on an error the project is as it was, and there is no copy.
Result<QString> migrateWithBackup(const Connection& connection, int from, const QVector<Migration>& migrations);

} // namespace corespan
