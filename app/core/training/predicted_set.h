// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/segment_rule.h"
#include "core/training/gold_records.h"
#include "core/training/metrics.h"

#include <QHash>

#include <optional>

namespace corespan {

/// What some program said of each record, by the record's name.
struct PredictedSet
{
    struct Entry
    {
        QVector<Core> cores;
        double score = 0.0; ///< of the decision, where the file tells it (JSONL of `predict`)
    };
    QHash<QString, Entry> records;
    QStringList issues; ///< entries that could not be read
};

/// Reads JSONL, 3-line and whatever else brings cores; `rule` says how the letters of 3-line files become cores.
Result<PredictedSet> readPredictions(const QString& file, const std::optional<SegmentRule>& rule);

/// Annotated gold records with what the set says of them, in the gold's order. Records that it does not hold count as
/// "no core"; their number goes to `missing`.
QVector<EvaluatedRecord> besideGold(const std::vector<model::TrainRecord>& gold, const QStringList& types,
                                    const PredictedSet& predictions, std::int64_t& missing);

/// One question, asked of two models on the same records.
struct ModelComparison
{
    QString what;             ///< "cores", "no core", or a type
    std::int64_t records = 0; ///< to which it applies
    double a = 0.0;           ///< share that the first has exactly right
    double b = 0.0;
    PairedComparison paired; ///< b - a
};

/// a, b: the same records in the same order. All cores exact where there are some; none where there are none; for each
/// type, all of that type exact where there are some.
QVector<ModelComparison> compareModels(const QVector<EvaluatedRecord>& a, const QVector<EvaluatedRecord>& b);

} // namespace corespan
