// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QByteArrayList>

#include <cstdint>

namespace corespan {

/// What a sequence of tags says. "O" outside; "B-x", "I-x", "E-x" (or L), "S-x" (or U) begin, inside, end, single of a
/// core of type x, "core" without one; "_" nothing is known of the position. A record of "_" alone is not annotated.
struct TagRuns
{
    QVector<Core> cores;
    QVector<Span> unknown;
    bool annotated = false;
    /// Positions of an "I" that begins a core (the IOB1 scheme, where "B" only parts neighbours of one type).
    QVector<std::int64_t> repaired;
    std::int64_t faultAt = -1; ///< position of a tag that is illegal in its place
    QString fault;             ///< empty: none
};

/// With any E, L, S or U among the tags they are read as BIOES: every core has to be ended as it is begun.
TagRuns readTags(const QByteArrayList& tags);

/// The tags of cores that lie apart, BIOES, with "_" on what is ambiguous (or everywhere, where nothing is annotated).
/// Equal tags of a core share their bytes.
QByteArrayList toTags(const Gold& gold, std::int64_t length);

} // namespace corespan
