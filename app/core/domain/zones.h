// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QVector>

namespace corespan {

// Ambiguous zones after one change: sorted, apart (zones that touch are one), empty ranges left out.

/// With the positions of `range`.
QVector<Span> withZone(QVector<Span> zones, const Span& range);
/// Without the positions of `range`; a zone that reaches out of it on both sides becomes two.
QVector<Span> withoutZone(const QVector<Span>& zones, const Span& range);
/// The zone that holds `position`; empty where none does.
Span zoneAt(const QVector<Span>& zones, std::int64_t position);

/// Zones that a record can have: sorted, not empty, apart, inside [0, length). The reason if not, else an empty string.
QString zonesProblem(const QVector<Span>& zones, std::int64_t length);

} // namespace corespan
