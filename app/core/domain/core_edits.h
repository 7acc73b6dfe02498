// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QVector>

namespace corespan {

// Lists of cores after one change: sorted by begin. What is impossible leaves the list as it is; coresProblem() says
// whether a list can stand.

/// With `core` put in its place.
QVector<Core> withCore(QVector<Core> cores, const Core& core);
QVector<Core> withoutCore(QVector<Core> cores, qsizetype index);
/// Cut in two of the same type at boundary `position`, which lies inside a core; the halves touch.
QVector<Core> splitAt(QVector<Core> cores, std::int64_t position);
/// One core from the begin of cores[index] to the end of the one behind it, of the type of the longer; what lies
/// between them belongs to it.
QVector<Core> mergedWithNext(QVector<Core> cores, qsizetype index);
/// `typed` without types, named after what was there: the core of `before` that each overlaps most; else, where none
/// came or went, the one in the same place of the list; else `type`.
QVector<Core> withTypesOf(QVector<Core> typed, const QVector<Core>& before, const QString& type);
/// Of the curated cores the one that covers `position` or begins last before it; -1: none does.
qsizetype coreAtOrBefore(const QVector<Core>& cores, std::int64_t position);

} // namespace corespan
