// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluation.h"

#include "core/importing/orf.h"

#include <algorithm>

namespace corespan {

EvaluatedRecord withGold(const model::TrainRecord& record, const QStringList& types)
{
    EvaluatedRecord out;
    out.length = static_cast<std::int64_t>(record.sequence.size());
    for (const model::GoldCore& core : record.cores)
        out.gold.append({{core.span.begin, core.span.end}, types.value(core.type, QStringLiteral("core"))});
    out.goldLabels = {record.labels.begin(), record.labels.end()};
    return out;
}

QVector<EvaluatedRecord> evaluateModel(AbstractPredictor& predictor, const RunOptions& options,
                                       const std::vector<model::TrainRecord>& gold,
                                       const std::function<void(qsizetype, qsizetype)>& onProgress,
                                       std::stop_token stop)
{
    QVector<EvaluatedRecord> records;
    QVector<QByteArray> sequences;
    for (const model::TrainRecord& record : gold) {
        if (!record.annotated)
            continue;
        records.append(withGold(record, predictor.info().types));
        sequences.append(QByteArray::fromStdString(record.sequence));
    }
    QVector<bool> seen(records.size(), false);
    qsizetype done = 0;
    predictor.predict(
        sequences, options,
        [&](qsizetype index, const PredictionResult& result) {
            records[index].predicted = result.summary.cores();
            records[index].score = result.summary.score;
            records[index].predictedLabels = result.tracks.topLabel;
            seen[index] = true;
            if (onProgress)
                onProgress(++done, records.size());
        },
        stop);
    QVector<EvaluatedRecord> complete;
    for (qsizetype i = 0; i < records.size(); ++i) {
        if (seen[i])
            complete.append(std::move(records[i]));
    }
    return complete;
}

QVector<EvaluatedRecord> evaluateLongestOrf(const std::vector<model::TrainRecord>& gold)
{
    QVector<EvaluatedRecord> records;
    for (const model::TrainRecord& record : gold) {
        if (!record.annotated)
            continue;
        EvaluatedRecord evaluated = withGold(record, {});
        if (const std::optional<Span> orf = longestOrf(record.sequence, {"ATG"}))
            evaluated.predicted = {Core{*orf}};
        records.append(evaluated);
    }
    return records;
}

} // namespace corespan
