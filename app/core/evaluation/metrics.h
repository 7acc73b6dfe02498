// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/evaluated_record.h"

#include <QJsonObject>
#include <QMap>
#include <QVector>

#include <cstdint>

namespace corespan {

/// Counts over records; shares are of the records with gold cores, unless they say otherwise. A share of nothing is 0.
/// Where a record has several cores, all of them have to be there, and no other; evaluateSegments() counts each.
struct SpanMetrics
{
    std::int64_t records = 0;
    std::int64_t goldCores = 0;
    std::int64_t exact = 0; ///< both ends
    std::int64_t start = 0;
    std::int64_t end = 0;
    QMap<std::int64_t, std::int64_t> within; ///< by k: both ends, each at most k positions off

    std::int64_t nullRight = 0;  ///< gold none, predicted none
    std::int64_t nullWrong = 0;  ///< gold core, predicted none
    std::int64_t nullMissed = 0; ///< gold none, predicted core
    std::int64_t coreKept = 0;   ///< gold core, predicted core

    std::int64_t goldCoreLabels = 0; ///< labelled positions in gold cores
    std::int64_t goldCoreLabelsRight = 0;
    std::int64_t predictedCoreLabels = 0; ///< positions in predicted cores; those outside the gold core count as wrong
    std::int64_t predictedCoreLabelsRight = 0;

    bool operator==(const SpanMetrics&) const = default;
};

/// How far two lists of cores are apart.
struct CoreDistance
{
    bool comparable = false; ///< as many in one as in the other, of the same types; else the rest says nothing
    std::int64_t begin = 0;  ///< largest, of the begins
    std::int64_t end = 0;
};
CoreDistance distanceOf(const EvaluatedCores& record);

/// The k for which SpanMetrics::within is counted if nobody says otherwise.
inline QVector<std::int64_t> usualDistances()
{
    return {3, 10};
}

SpanMetrics evaluate(const QVector<EvaluatedRecord>& records,
                     const QVector<std::int64_t>& distances = usualDistances());

/// Records of lengths [fromLength, toLength) of their cores together (of the sequence, where gold says none).
struct MetricStratum
{
    std::int64_t fromLength = 0;
    std::int64_t toLength = 0; ///< 0: no upper end
    SpanMetrics metrics;
};

/// Splits by core length at `bounds` (ascending); records without a gold core count by their sequence's length.
QVector<MetricStratum> evaluateByLength(const QVector<EvaluatedRecord>& records, const QVector<std::int64_t>& bounds,
                                        const QVector<std::int64_t>& distances = usualDistances());

/// Precision and recall of the decision "no core".
double nullPrecision(const SpanMetrics& metrics);
double nullRecall(const SpanMetrics& metrics);

/// {"records", "gold_cores", "exact", "start", "end", "within_3", "within_10", "label_accuracy_gold",
///  "label_accuracy_predicted", "null": {"right", "wrong", "missed", "core_kept", "precision", "recall"}}
QJsonObject toJson(const SpanMetrics& metrics);

} // namespace corespan
