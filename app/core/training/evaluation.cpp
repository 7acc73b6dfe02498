// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluation.h"

#include "core/importing/orf.h"

#include <QMap>

#include <algorithm>

namespace corespan {

EvaluatedRecord withGold(const model::TrainRecord& record, const QStringList& types)
{
    EvaluatedRecord out;
    out.length = static_cast<std::int64_t>(record.sequence.size());
    for (const model::GoldCore& core : record.cores)
        out.gold.append({{core.span.begin, core.span.end}, types.value(core.type, QStringLiteral("core"))});
    out.goldLabels = {record.labels.begin(), record.labels.end()};
    for (const model::Span& zone : record.ambiguous)
        out.ambiguous.append({zone.begin, zone.end});
    std::ranges::sort(out.ambiguous);
    out.name = QString::fromStdString(record.id);
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
            leaveOutUnknown(records[index]);
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

QVector<EvaluatedRecord> evaluateLongestOrf(const std::vector<model::TrainRecord>& gold, const QStringList& types)
{
    QVector<EvaluatedRecord> records;
    for (const model::TrainRecord& record : gold) {
        if (!record.annotated)
            continue;
        EvaluatedRecord evaluated = withGold(record, types);
        if (const std::optional<Span> orf = longestOrf(record.sequence, {"ATG"}))
            evaluated.predicted = {Core{*orf, types.value(0, QStringLiteral("core"))}};
        records.append(evaluated);
    }
    return records;
}

QString leadingType(const std::vector<model::TrainRecord>& records, const QStringList& types)
{
    QMap<QString, qsizetype> counts;
    for (const model::TrainRecord& record : records) {
        if (!record.cores.empty() && record.cores.front().span.begin == 0)
            ++counts[types.value(record.cores.front().type)];
    }
    QString best;
    for (auto at = counts.cbegin(); at != counts.cend(); ++at) {
        if (best.isEmpty() || at.value() > counts.value(best))
            best = at.key();
    }
    return best;
}

QVector<LeadingCore> leadingCores(const std::vector<model::TrainRecord>& records, const QStringList& types,
                                  const QString& type)
{
    QVector<LeadingCore> cores;
    for (const model::TrainRecord& record : records) {
        if (record.cores.empty() || record.cores.front().span.begin != 0 ||
            types.value(record.cores.front().type) != type)
            continue;
        cores.append({QByteArray::fromStdString(record.sequence), record.cores.front().span.end});
    }
    return cores;
}

QVector<EvaluatedRecord> evaluateSignalMatrix(const SignalMatrix& matrix, const QString& type,
                                              const std::vector<model::TrainRecord>& gold, const QStringList& types)
{
    QVector<EvaluatedRecord> records;
    for (const model::TrainRecord& record : gold) {
        if (!record.annotated)
            continue;
        EvaluatedRecord evaluated = withGold(record, types);
        const bool told =
            !evaluated.gold.isEmpty() && evaluated.gold.front().span.begin == 0 && evaluated.gold.front().type == type;
        const auto end = told ? matrix.endOf(QByteArray::fromStdString(record.sequence)) : std::nullopt;
        if (end)
            evaluated.predicted = {Core{{0, *end}, type}};
        records.append(evaluated);
    }
    return records;
}

} // namespace corespan
