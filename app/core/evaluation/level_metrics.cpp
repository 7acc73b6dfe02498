// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/level_metrics.h"

#include "core/domain/strand.h"

#include <QSet>

namespace corespan {

namespace {

void addExons(const EvaluatedCores& record, LevelMetrics& metrics)
{
    QVector<bool> goldSeen(record.gold.size(), false), predictedSeen(record.predicted.size(), false);
    std::int64_t right = 0;
    for (const CorePair& pair : overlappingPairs(record)) {
        const Core &gold = record.gold[pair.gold], &predicted = record.predicted[pair.predicted];
        right += gold.span == predicted.span && gold.type == predicted.type;
        goldSeen[pair.gold] = predictedSeen[pair.predicted] = true;
    }
    metrics.exon.gold += record.gold.size();
    metrics.exon.predicted += record.predicted.size();
    metrics.exon.right += right;
    metrics.missedExons += goldSeen.count(false);
    metrics.wrongExons += predictedSeen.count(false);
    metrics.gene.gold += !record.gold.isEmpty();
    metrics.gene.predicted += !record.predicted.isEmpty();
    metrics.gene.right += right > 0 && right == record.gold.size() && right == record.predicted.size();
}

QJsonObject countsJson(const LevelCounts& counts)
{
    return {{"gold", qint64(counts.gold)},
            {"predicted", qint64(counts.predicted)},
            {"right", qint64(counts.right)},
            {"sensitivity", counts.sensitivity()},
            {"precision", counts.precision()}};
}

} // namespace

double LevelCounts::sensitivity() const
{
    return share(right, gold);
}

double LevelCounts::precision() const
{
    return share(right, predicted);
}

LevelMetrics evaluateLevels(const QVector<EvaluatedCores>& records, const SegmentMetrics& segments)
{
    LevelMetrics metrics;
    metrics.nucleotide = {segments.truePositive + segments.falseNegative,
                          segments.truePositive + segments.falsePositive, segments.truePositive};
    for (const EvaluatedCores& record : records)
        addExons(record, metrics);
    return metrics;
}

QJsonObject LevelMetrics::toJson() const
{
    QJsonObject exons = countsJson(exon);
    exons["missed"] = share(missedExons, exon.gold);
    exons["wrong"] = share(wrongExons, exon.predicted);
    return {{"nucleotide", countsJson(nucleotide)}, {"exon", exons}, {"gene", countsJson(gene)}};
}

bool areInPieces(const QVector<EvaluatedCores>& records)
{
    bool several = false;
    QSet<QString> types;
    for (const EvaluatedCores& record : records) {
        several = several || record.gold.size() > 1;
        for (const Core& core : record.gold)
            types.insert(ownStrandType(core.type));
    }
    return several && types.size() == 1;
}

} // namespace corespan
