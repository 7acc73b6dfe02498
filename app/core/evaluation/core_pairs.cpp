// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/core_pairs.h"

#include <algorithm>
#include <cstdlib>

namespace corespan {

bool SegmentMatch::operator()(const Core& gold, const Core& predicted) const
{
    const Span &a = gold.span, &b = predicted.span;
    if (gold.type != predicted.type || std::abs(a.begin - b.begin) > reach || std::abs(a.end - b.end) > reach)
        return false;
    return !halfOverlap || 2 * overlapOf(a, b) >= std::max(a.length(), b.length());
}

QVector<CorePair> pairByMatch(const EvaluatedCores& record, const SegmentMatch& match)
{
    QVector<CorePair> pairs;
    QVector<bool> taken(record.predicted.size(), false);
    qsizetype first = 0; // predictions before it begin too early for this gold core and those after it
    for (qsizetype g = 0; g < record.gold.size(); ++g) {
        const std::int64_t begin = record.gold[g].span.begin;
        while (first < record.predicted.size() && record.predicted[first].span.begin < begin - match.reach)
            ++first;
        for (qsizetype p = first; p < record.predicted.size(); ++p) {
            if (record.predicted[p].span.begin > begin + match.reach)
                break;
            if (taken[p] || !match(record.gold[g], record.predicted[p]))
                continue;
            taken[p] = true;
            pairs.append({g, p});
            break;
        }
    }
    return pairs;
}

QVector<CorePair> overlappingPairs(const EvaluatedCores& record)
{
    QVector<CorePair> pairs;
    for (qsizetype g = 0, p = 0; g < record.gold.size() && p < record.predicted.size();) {
        const Span &gold = record.gold[g].span, &predicted = record.predicted[p].span;
        if (gold.overlaps(predicted))
            pairs.append({g, p});
        gold.end < predicted.end ? ++g : ++p;
    }
    return pairs;
}

QVector<CorePair> pairByOverlap(const EvaluatedCores& record, PairTypes types)
{
    QVector<CorePair> candidates = overlappingPairs(record);
    if (types == PairTypes::Same)
        candidates.removeIf([&record](const CorePair& pair) {
            return record.gold[pair.gold].type != record.predicted[pair.predicted].type;
        });
    const auto overlap = [&record](const CorePair& pair) {
        return overlapOf(record.gold[pair.gold].span, record.predicted[pair.predicted].span);
    };
    std::ranges::stable_sort(candidates, std::greater<>(), overlap);
    QVector<bool> goldTaken(record.gold.size(), false), predictedTaken(record.predicted.size(), false);
    QVector<CorePair> pairs;
    for (const CorePair& pair : candidates) {
        if (goldTaken[pair.gold] || predictedTaken[pair.predicted])
            continue;
        goldTaken[pair.gold] = predictedTaken[pair.predicted] = true;
        pairs.append(pair);
    }
    std::ranges::sort(pairs, {}, &CorePair::gold);
    return pairs;
}

} // namespace corespan
