// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/abstract_predictor.h"
#include "core/training/gold_records.h"
#include "core/training/metrics.h"

#include <functional>
#include <stop_token>

namespace corespan {

/// A gold record without a prediction; `types` names the cores' types.
EvaluatedRecord withGold(const model::TrainRecord& record, const QStringList& types);

/// Predicts gold records and sets what is said beside the gold, in the gold's order. Records that are not annotated
/// count with neither core; they are left out. Stops early when `stop` is requested: what is done by then is returned.
/// \throws model::ModelError
QVector<EvaluatedRecord> evaluateModel(AbstractPredictor& predictor, const RunOptions& options,
                                       const std::vector<model::TrainRecord>& gold,
                                       const std::function<void(qsizetype done, qsizetype total)>& onProgress,
                                       std::stop_token stop);

/// The longest open reading frame (ATG to a stop codon, stop included) in the model's place; without labels.
QVector<EvaluatedRecord> evaluateLongestOrf(const std::vector<model::TrainRecord>& gold);

/// The model's metrics, and a baseline's, as a table for people; core lengths below it.
QString formatEvaluation(const SpanMetrics& model, const std::optional<SpanMetrics>& baseline,
                         const QVector<MetricStratum>& strata);

/// Segments by type: how many, recall and precision at five positions, exact ends; and records with all right.
QString formatSegments(const SegmentMetrics& metrics);

} // namespace corespan
