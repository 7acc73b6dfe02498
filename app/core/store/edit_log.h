// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/curation.h"
#include "core/store/connection.h"

namespace corespan::editlog {

// Rows of the log and the stacks that run through it; inside the caller's transaction.

/// Tops of the undo and redo stacks; 0: empty.
struct Stacks
{
    qint64 undo = 0;
    qint64 redo = 0;
};

Result<Stacks> stacks(const Connection& connection);

/// How a row joins the log. A row that goes onto a stack becomes its top, with `below` under it.
struct Entry
{
    const char* role = "edit";
    QString summary; ///< of the edit itself, without "undo: "
    qint64 below = 0;
    qint64 undoTop = 0; ///< `self`: the new row
    qint64 redoTop = 0;
    qint64 partOf = 0;  ///< first row of the step; `self`: this one; 0: a step of its own
    QString title = {}; ///< of the whole step, on its first row
};
inline constexpr qint64 self = -1;

/// The log row and the state in one go. Fills in id and step.
Status append(const Connection& connection, Edit& edit, const Entry& entry);

/// The caller's progress said to leave it.
Error left();

} // namespace corespan::editlog
