// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QVector>

#include <optional>

namespace corespan {

/// What the curators marked on one sequence, each for themselves. Of one curator the units are by begin and apart.
struct MarkedSequence
{
    std::int64_t length = 0;
    QVector<QVector<Span>> units; ///< of each curator, in the same order for all sequences
};

/// Krippendorff's alpha for unitizing: 1 full agreement, 0 what chance gives, below that worse. All sequences
/// are one continuum, laid end to end. Nothing: fewer than two curators, or no unit at all.
///
/// K. Krippendorff (1995), On the reliability of unitizing contiguous data, Sociological Methodology 25:47-76;
/// the same (2004), Content Analysis, 2nd edition, section 11.6.
std::optional<double> unitizingAlpha(const QVector<MarkedSequence>& sequences);

} // namespace corespan
