// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/training/evaluation.h"
#include "core/training/predicted_set.h"

namespace corespan::cli {

/// Everything that `evaluate` says of one set of predictions.
struct Evaluation
{
    SpanMetrics model;
    std::optional<SpanMetrics> baseline;
    QVector<MetricStratum> strata; ///< of records with gold cores, by length
    SegmentMetrics segments;
    std::optional<Calibration> calibration; ///< where predictions have scores
    QVector<ModelComparison> comparison;    ///< with another program's predictions; empty: none
};

Evaluation summarise(const QVector<EvaluatedRecord>& records, QVector<std::int64_t> lengthBounds);
QJsonObject toJson(const Evaluation& evaluation);
/// Tables for people; segments where `severalCores`.
QString toText(const Evaluation& evaluation, bool severalCores);

} // namespace corespan::cli
