// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QVector>

#include <cstdint>

namespace corespan {

/// Cores of one record, as gold has them and as a model predicts them; each list disjoint and by begin.
struct EvaluatedCores
{
    std::int64_t length = 0; ///< of the record
    QVector<Core> gold;
    QVector<Core> predicted;
    double score = 0.0; ///< probability that the prediction as a whole is right, for calibration
};

/// When two segments are the same one: of one type, both ends at most `reach` apart, and the overlap at least half of
/// the longer (the criterion of TMbed; Bernhofer and Rost, BMC Bioinformatics 23:326, 2022, and of Reeb et al. 2015).
struct SegmentMatch
{
    std::int64_t reach = 5;
    bool halfOverlap = true;
    bool operator()(const Core& gold, const Core& predicted) const;
};

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

/// Counts of a set of records. Shares of nothing are 0.
struct SegmentMetrics
{
    std::int64_t records = 0;
    std::int64_t allExact = 0; ///< records whose cores are all there, exactly, and no other
    std::int64_t allRight = 0; ///< Qok: every segment matched, none too many
    double iouSum = 0.0;       ///< of positions inside cores; two empty records agree: 1
    SegmentCounts all;
    QMap<QString, SegmentCounts> byType;

    std::int64_t truePositive = 0; ///< positions inside a core in both, whatever the type
    std::int64_t falsePositive = 0;
    std::int64_t falseNegative = 0;
    std::int64_t trueNegative = 0;

    /// Matched pairs by signed shift, predicted minus gold, of begin and of end; positions; |shift| <= reach.
    QMap<std::int64_t, std::int64_t> beginShift;
    QMap<std::int64_t, std::int64_t> endShift;

    double mcc() const; ///< Matthews correlation of positions
    double iou() const;
    QJsonObject toJson() const;
};

SegmentMetrics evaluateSegments(const QVector<EvaluatedCores>& records, const SegmentMatch& match = {});

/// Share of records whose cores are all exact among those of similar score.
struct ReliabilityBin
{
    std::int64_t count = 0;
    double meanScore = 0.0;
    double exact = 0.0;
};

struct Calibration
{
    QVector<ReliabilityBin> bins; ///< equal width over [0, 1]
    double ece = 0.0;             ///< expected calibration error (Guo et al., ICML 2017): mean |score - exact| by count
};

Calibration calibrationOf(const QVector<EvaluatedCores>& records, int bins = 10);

/// Difference of two models' means over the same records, b - a, with its percentile bootstrap interval.
struct PairedComparison
{
    double difference = 0.0;
    double low = 0.0; ///< 2.5 %
    double high = 0.0;
    std::int64_t onlyA = 0; ///< records that a has right and b has not
    std::int64_t onlyB = 0;
};

/// a, b: one value a record (1 right, 0 wrong), in the same order. The same seed gives the same interval everywhere.
PairedComparison comparePaired(const QVector<double>& a, const QVector<double>& b, int rounds = 2000,
                               std::uint64_t seed = 1);

} // namespace corespan
