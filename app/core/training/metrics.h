// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/training/segment_metrics.h"

#include <QJsonObject>
#include <QString>
#include <QVector>

#include <cstdint>
#include <optional>

namespace corespan {

/// What is compared for one record. No cores: "no core". Labels: index a position, < 0 = none; may be empty.
struct EvaluatedRecord : EvaluatedCores
{
    QVector<std::int16_t> goldLabels;
    QVector<std::int16_t> predictedLabels;
};

/// Counts over records; shares are of the records with gold cores, unless they say otherwise. A share of nothing is 0.
/// Where a record has several cores, all of them have to be there, and no other; evaluateSegments() counts each.
struct SpanMetrics
{
    std::int64_t records = 0;
    std::int64_t goldCores = 0;
    std::int64_t exact = 0; ///< both ends
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::int64_t within3 = 0;  ///< both ends, each at most 3 positions off
    std::int64_t within10 = 0; ///< both ends, each at most 10 positions off

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

/// Without labels, for the functions that look at cores alone.
QVector<EvaluatedCores> coresOf(const QVector<EvaluatedRecord>& records);

SpanMetrics evaluate(const QVector<EvaluatedRecord>& records);

/// Records of lengths [fromLength, toLength) of their cores together (of the sequence, where gold says none).
struct MetricStratum
{
    std::int64_t fromLength = 0;
    std::int64_t toLength = 0; ///< 0: no upper end
    SpanMetrics metrics;
};

/// Splits by core length at `bounds` (ascending); records without a gold core count by their sequence's length.
QVector<MetricStratum> evaluateByLength(const QVector<EvaluatedRecord>& records, const QVector<std::int64_t>& bounds);

double share(std::int64_t part, std::int64_t whole);

/// Precision and recall of the decision "no core".
double nullPrecision(const SpanMetrics& metrics);
double nullRecall(const SpanMetrics& metrics);

/// {"records", "gold_cores", "exact", "start", "end", "within_3", "within_10", "label_accuracy_gold",
///  "label_accuracy_predicted", "null": {"right", "wrong", "missed", "core_kept", "precision", "recall"}}
QJsonObject toJson(const SpanMetrics& metrics);

} // namespace corespan
