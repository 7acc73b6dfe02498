// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/evaluated_record.h"

#include <algorithm>

namespace corespan {

bool keepCommon(EvaluatedSet& first, EvaluatedSet& second)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < second.records.size(); ++i)
        places.insert(second.records[i].name, i);
    QVector<EvaluatedRecord> kept, ordered;
    for (const EvaluatedRecord& record : first.records) {
        const auto at = places.constFind(record.name);
        if (at == places.cend())
            continue;
        kept.append(record);
        ordered.append(second.records[*at]);
    }
    const bool fewer = kept.size() < first.records.size();
    first.records = kept;
    second.records = ordered;
    return fewer;
}

QVector<EvaluatedCores> coresOf(const QVector<EvaluatedRecord>& records)
{
    return {records.begin(), records.end()};
}

void leaveOutUnknown(EvaluatedCores& record)
{
    if (record.ambiguous.isEmpty())
        return;
    const auto unknown = [&record](const Core& core) {
        std::int64_t positions = 0;
        for (const Span& zone : intersection({core.span}, record.ambiguous))
            positions += zone.length();
        return 2 * positions > core.span.length();
    };
    record.predicted.removeIf(unknown);
}

void renameTypes(EvaluatedCores& record, const QHash<QString, QString>& names)
{
    for (QVector<Core>* cores : {&record.gold, &record.predicted})
        for (Core& core : *cores)
            core.type = names.value(core.type, core.type);
}

QString recordClass(const EvaluatedCores& record)
{
    QStringList types;
    for (const Core& core : record.gold)
        if (!types.contains(core.type))
            types.append(core.type);
    types.sort();
    return types.join(QLatin1Char('+'));
}

std::int64_t coveredLength(const QVector<Core>& cores)
{
    std::int64_t positions = 0;
    for (const Core& core : cores)
        positions += core.span.length();
    return positions;
}

std::int64_t overlapOf(const Span& a, const Span& b)
{
    return std::max<std::int64_t>(0, std::min(a.end, b.end) - std::max(a.begin, b.begin));
}

QVector<Span> intersection(const QVector<Span>& a, const QVector<Span>& b)
{
    QVector<Span> both;
    for (qsizetype i = 0, j = 0; i < a.size() && j < b.size();) {
        const Span common{std::max(a[i].begin, b[j].begin), std::min(a[i].end, b[j].end)};
        if (!common.isEmpty())
            both.append(common);
        a[i].end < b[j].end ? ++i : ++j;
    }
    return both;
}

QVector<Span> spansOf(const QVector<Core>& cores)
{
    QVector<Span> spans;
    spans.reserve(cores.size());
    for (const Core& core : cores)
        spans.append(core.span);
    return spans;
}

double share(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace corespan
