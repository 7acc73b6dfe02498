// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/set_statistics.h"

#include "core/datasets/read_twice.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace corespan {

namespace {

/// Gathers the numbers of all records.
class Gatherer
{
public:
    void add(const ImportedRecord& record)
    {
        const Gold& gold = record.gold;
        m_all.counts.add(record);
        m_all.notAnnotated += gold.annotated ? 0 : 1;
        m_all.withLabels += gold.labels.isEmpty() ? 0 : 1;
        m_all.withTarget += gold.target.isEmpty() ? 0 : 1;
        for (const Span& zone : gold.ambiguous)
            m_all.ambiguousPositions += zone.length();
        m_lengths.append(record.residues.size());
        if (gold.annotated)
            ++m_all.coresARecord[gold.cores.size()];
        addCores(record);
        for (const QJsonValue& group : record.record.meta["groups"].toArray())
            m_all.fragmented += group["cores"].toArray().size() > 1 ? group["cores"].toArray().size() : 0;
        const QByteArray sum = QCryptographicHash::hash(record.residues, QCryptographicHash::Md5);
        m_all.sameSequence += m_sequences.contains(sum) ? 1 : 0;
        m_sequences.insert(sum);
    }

    SetStatistics finish(ImportReport report)
    {
        m_all.lengths = spreadOf(std::move(m_lengths));
        m_all.before = spreadOf(std::move(m_before));
        m_all.after = spreadOf(std::move(m_after));
        for (auto type = m_cores.begin(); type != m_cores.end(); ++type)
            m_all.coreLengths[type.key()] = spreadOf(std::move(*type));
        m_all.read = std::move(report);
        return std::move(m_all);
    }

private:
    void addCores(const ImportedRecord& record)
    {
        const QVector<Core>& cores = record.gold.cores;
        for (const Core& core : cores) {
            m_cores[core.type].append(core.span.length());
            m_all.openEnds += (core.openBegin ? 1 : 0) + (core.openEnd ? 1 : 0);
        }
        if (cores.isEmpty())
            return;
        if (!cores.first().openBegin)
            m_before.append(cores.first().span.begin);
        if (!cores.last().openEnd)
            m_after.append(record.residues.size() - cores.last().span.end);
    }

    SetStatistics m_all;
    QVector<std::int64_t> m_lengths;
    QVector<std::int64_t> m_before;
    QVector<std::int64_t> m_after;
    QMap<QString, QVector<std::int64_t>> m_cores;
    QSet<QByteArray> m_sequences; ///< MD5: for counting, not for safety
};

} // namespace

QJsonObject Spread::toJson() const
{
    return {{"count", qint64(count)}, {"min", qint64(least)},     {"p5", qint64(p5)},
            {"p25", qint64(p25)},     {"median", qint64(median)}, {"p75", qint64(p75)},
            {"p95", qint64(p95)},     {"max", qint64(most)},      {"mean", mean}};
}

Spread spreadOf(QVector<std::int64_t> values)
{
    Spread spread;
    spread.count = values.size();
    if (values.isEmpty())
        return spread;
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return values[std::max<qsizetype>(std::llround(std::ceil(share * static_cast<double>(values.size()))) - 1, 0)];
    };
    spread.least = values.first();
    spread.p5 = at(0.05);
    spread.p25 = at(0.25);
    spread.median = at(0.5);
    spread.p75 = at(0.75);
    spread.p95 = at(0.95);
    spread.most = values.last();
    spread.mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    return spread;
}

QJsonObject SetStatistics::toJson() const
{
    QJsonObject types;
    for (auto type = coreLengths.cbegin(); type != coreLengths.cend(); ++type)
        types[type.key()] = type->toJson();
    QJsonObject several;
    for (auto count = coresARecord.cbegin(); count != coresARecord.cend(); ++count)
        several[QString::number(count.key())] = qint64(count.value());
    QJsonObject json = counts.toJson();
    json["not_annotated"] = qint64(notAnnotated);
    json["with_labels"] = qint64(withLabels);
    json["with_target"] = qint64(withTarget);
    json["ambiguous_positions"] = qint64(ambiguousPositions);
    json["open_ends"] = qint64(openEnds);
    json["fragmented_cores"] = qint64(fragmented);
    json["same_sequence"] = qint64(sameSequence);
    json["lengths"] = lengths.toJson();
    json["flank_before"] = before.toJson();
    json["flank_after"] = after.toJson();
    json["core_lengths"] = types;
    json["cores_a_record"] = several;
    json["skipped"] = qint64(read.skipped);
    return json;
}

Result<SetStatistics> statisticsOf(const QStringList& in, const ReadOptions& reading, const DatasetControl& control)
{
    Gatherer gatherer;
    ImportReport report;
    const auto visit = [&](const ImportedRecord& record) -> Status {
        gatherer.add(record);
        return ok();
    };
    if (const Status read = forEachRecord(in, reading, report, control, Reading::Only, visit); !read)
        return read.error();
    return gatherer.finish(std::move(report));
}

} // namespace corespan
