// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/evaluated_record.h"
#include "core/evaluation/signal_matrix.h"
#include "core/inference/abstract_predictor.h"
#include "core/training/gold_records.h"

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
QVector<EvaluatedRecord> evaluateLongestOrf(const std::vector<model::TrainRecord>& gold, const QStringList& types);

/// The type of which most cores lead their sequence; "" where no core does.
QString leadingType(const std::vector<model::TrainRecord>& records, const QStringList& types);
/// Records whose first core is of this type and leads its sequence.
QVector<LeadingCore> leadingCores(const std::vector<model::TrainRecord>& records, const QStringList& types,
                                  const QString& type);
/// The matrix's end in each record whose gold has a leading core of the type, which it is told; no core in others.
QVector<EvaluatedRecord> evaluateSignalMatrix(const SignalMatrix& matrix, const QString& type,
                                              const std::vector<model::TrainRecord>& gold, const QStringList& types);

} // namespace corespan
