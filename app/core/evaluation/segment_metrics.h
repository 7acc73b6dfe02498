// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/core_pairs.h"
#include "core/evaluation/metrics.h"

#include <QJsonObject>
#include <QMap>

namespace corespan {

struct SegmentCounts
{
    std::int64_t gold = 0;
    std::int64_t predicted = 0;
    std::int64_t matched = 0; ///< pairs, one to one
    std::int64_t exact = 0;   ///< of these, both ends at the position

    double recall() const;
    double precision() const;
    bool operator==(const SegmentCounts&) const = default;
};

/// Pairs by signed shift of a boundary, predicted minus gold, in positions.
using ShiftHistogram = QMap<std::int64_t, std::int64_t>;

/// Segments of one type. Those that overlap a prediction of the type, one to one, are found, however far their ends are
/// off; the counts of ends and the shifts are of these.
struct TypeCounts : SegmentCounts
{
    std::int64_t found = 0;
    std::int64_t start = 0;                  ///< begin at the position
    std::int64_t end = 0;                    ///< end at the position
    QMap<std::int64_t, std::int64_t> within; ///< by k: both ends, each at most k positions off
    ShiftHistogram beginShift;
    ShiftHistogram endShift;

    std::int64_t records = 0;          ///< with such a segment in gold
    std::int64_t right = 0;            ///< Qok of the type: of these, every one matched and none too many
    std::int64_t predictedInThese = 0; ///< segments
    std::int64_t falseOnOthers = 0;    ///< records with one predicted that have cores, but none of the type
    std::int64_t falseOnNone = 0;      ///< records with one predicted that have no core at all
};

/// Counts of a set of records. Shares of nothing are 0.
struct SegmentMetrics
{
    std::int64_t records = 0;
    std::int64_t withoutCore = 0; ///< of these, according to gold
    std::int64_t allExact = 0;    ///< records whose cores are all there, exactly, and no other
    std::int64_t allRight = 0;    ///< Qok: every segment matched, none too many
    double iouSum = 0.0;          ///< of positions inside cores; two empty records agree: 1
    SegmentCounts all;
    QMap<QString, TypeCounts> byType;

    std::int64_t truePositive = 0; ///< positions inside a core in both, whatever the type; no ambiguous ones
    std::int64_t falsePositive = 0;
    std::int64_t falseNegative = 0;
    std::int64_t trueNegative = 0;

    double mcc() const; ///< Matthews correlation of positions
    double iou() const;
    QJsonObject toJson() const;
};

SegmentMetrics evaluateSegments(const QVector<EvaluatedCores>& records, const SegmentMatch& match = {},
                                const QVector<std::int64_t>& distances = usualDistances());

/// Positions inside cores in both over those in either; 1 where there are none. Ambiguous ones do not count.
double iouOf(const EvaluatedCores& record);

} // namespace corespan
