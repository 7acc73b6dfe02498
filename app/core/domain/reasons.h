// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QFlags>
#include <QMap>

#include <optional>

namespace corespan {

/// Why a record deserves a look.
enum class Reason : quint32 {
    SmallMargin = 1,    ///< the run's decision was hardly better than the next
    UncertainStart = 2, ///< the run was unsure where a core begins
    UncertainEnd = 4,
    RunsDiffer = 8,     ///< the run before it said something else
    LengthOutlier = 16, ///< a core that is far longer or shorter than most
    RuleBroken = 32,    ///< a core of codons that is no open reading frame
    NearCorrected = 64, ///< not decided, while one with near-identical residues was corrected
};
Q_DECLARE_FLAGS(Reasons, Reason)

QVector<Reason> allReasons();
QString toText(Reason reason); ///< "small_margin", ...; never translated
std::optional<Reason> reasonFromText(const QString& text);
/// For people, translated.
QString displayName(Reason reason);

/// Lengths of cores that are no outliers.
struct LengthLimits
{
    double least = 0.0;
    double most = 0.0;
    bool operator==(const LengthLimits&) const = default;
};

/// Median of the logarithms, 3.5 deviations to either side (Iglewicz & Hoaglin, 1993: 1.4826 times the median absolute
/// deviation), but never less than a tenth. Absent for fewer than 20 lengths.
std::optional<LengthLimits> lengthLimits(const QVector<std::int64_t>& lengths);

/// When there is a reason.
struct ReasonLimits
{
    double margin = 0.2;                 ///< below it
    double entropy = 1.0;                ///< bits; above it
    RunId other = RunId::None;           ///< the run to agree with; None: none
    QMap<QString, LengthLimits> lengths; ///< by core type
    bool codons = false;                 ///< cores are open reading frames
};

/// Of lengths alone.
bool isLengthOutlier(const QVector<Core>& cores, const QMap<QString, LengthLimits>& limits);

} // namespace corespan

// Outside: an operator in the namespace would hide Qt's own ones there.
Q_DECLARE_OPERATORS_FOR_FLAGS(corespan::Reasons)
