// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/segment_metrics.h"

#include <QJsonArray>

namespace corespan {

namespace {

QJsonObject countsJson(const SegmentCounts& counts)
{
    return {{"gold", qint64(counts.gold)},
            {"predicted", qint64(counts.predicted)},
            {"matched", qint64(counts.matched)},
            {"exact", qint64(counts.exact)},
            {"recall", counts.recall()},
            {"precision", counts.precision()},
            {"exact_share", share(counts.exact, counts.gold)}};
}

QJsonArray shiftsJson(const ShiftHistogram& histogram)
{
    QJsonArray pairs;
    for (auto at = histogram.cbegin(); at != histogram.cend(); ++at)
        pairs.append(QJsonArray{qint64(at.key()), qint64(at.value())});
    return pairs;
}

/// Records without the type, and how many of them have it predicted.
QJsonObject falseOn(std::int64_t records, std::int64_t predicted)
{
    return {{"records", qint64(records)}, {"false", qint64(predicted)}, {"share", share(predicted, records)}};
}

QJsonObject countsJson(const TypeCounts& counts, std::int64_t records, std::int64_t withoutCore)
{
    QJsonObject json = countsJson(static_cast<const SegmentCounts&>(counts));
    json["found"] = share(counts.found, counts.gold);
    json["start"] = share(counts.start, counts.gold);
    json["end"] = share(counts.end, counts.gold);
    for (auto at = counts.within.cbegin(); at != counts.within.cend(); ++at)
        json[QStringLiteral("within_%1").arg(at.key())] = share(at.value(), counts.gold);
    json["begin_shift"] = shiftsJson(counts.beginShift);
    json["end_shift"] = shiftsJson(counts.endShift);
    json["records"] = qint64(counts.records);
    json["q_ok"] = share(counts.right, counts.records);
    json["precision_in_these"] = share(counts.matched, counts.predictedInThese);
    json["false_without_core"] = falseOn(withoutCore, counts.falseOnNone);
    json["false_with_others"] = falseOn(records - withoutCore - counts.records, counts.falseOnOthers);
    return json;
}

void add(const ShiftHistogram& from, ShiftHistogram& to)
{
    for (auto at = from.cbegin(); at != from.cend(); ++at)
        to[at.key()] += at.value();
}

} // namespace

QJsonObject SegmentMetrics::toJson() const
{
    QJsonObject types;
    ShiftHistogram beginShift, endShift;
    for (auto at = byType.cbegin(); at != byType.cend(); ++at) {
        types.insert(at.key(), countsJson(at.value(), records, withoutCore));
        add(at->beginShift, beginShift);
        add(at->endShift, endShift);
    }
    return {{"records", qint64(records)},
            {"without_core", qint64(withoutCore)},
            {"all_exact", share(allExact, records)},
            {"q_ok", share(allRight, records)},
            {"iou", iou()},
            {"mcc", mcc()},
            {"segments", countsJson(all)},
            {"by_type", types},
            {"begin_shift", shiftsJson(beginShift)},
            {"end_shift", shiftsJson(endShift)}};
}

} // namespace corespan
