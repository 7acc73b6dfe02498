// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/corrections.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace corespan {

std::int64_t ShiftCounts::total() const
{
    std::int64_t sum = 0;
    for (const std::int64_t count : counts)
        sum += count;
    return sum;
}

double ShiftCounts::mean() const
{
    double sum = 0.0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        sum += double(it.key()) * double(it.value());
    const std::int64_t all = total();
    return all == 0 ? 0.0 : sum / double(all);
}

std::int64_t ShiftCounts::median() const
{
    const std::int64_t half = (total() + 1) / 2;
    std::int64_t seen = 0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        if (seen += it.value(); seen >= half)
            return it.key();
    return 0;
}

std::optional<std::int64_t> ShiftCounts::commonest() const
{
    std::optional<std::int64_t> best;
    const auto rank = [this](std::int64_t shift) { return std::tuple(-counts.value(shift), std::abs(shift), shift); };
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        if (it.key() != 0 && (!best || rank(it.key()) < rank(*best)))
            best = it.key();
    return best;
}

QVector<CuratedPair> pairedCores(const QVector<Core>& curated, const QVector<Core>& predicted)
{
    struct Possible
    {
        std::int64_t overlap;
        qsizetype curated;
        qsizetype predicted;
    };
    QVector<Possible> possible;
    for (qsizetype a = 0; a < curated.size(); ++a)
        for (qsizetype b = 0; b < predicted.size(); ++b) {
            const std::int64_t overlap = std::min(curated[a].span.end, predicted[b].span.end) -
                                         std::max(curated[a].span.begin, predicted[b].span.begin);
            if (overlap > 0 && curated[a].type == predicted[b].type)
                possible.append({overlap, a, b});
        }
    std::stable_sort(possible.begin(), possible.end(),
                     [](const Possible& x, const Possible& y) { return x.overlap > y.overlap; });
    QVector<bool> curatedTaken(curated.size(), false);
    QVector<bool> predictedTaken(predicted.size(), false);
    QVector<CuratedPair> pairs;
    for (const Possible& each : possible) {
        if (curatedTaken[each.curated] || predictedTaken[each.predicted])
            continue;
        curatedTaken[each.curated] = predictedTaken[each.predicted] = true;
        pairs.append({curated[each.curated], predicted[each.predicted]});
    }
    std::sort(pairs.begin(), pairs.end(),
              [](const CuratedPair& a, const CuratedPair& b) { return a.curated.span < b.curated.span; });
    return pairs;
}

void CorrectionStatistics::add(const std::optional<QVector<Core>>& curated, const QVector<Core>& predicted,
                               double score)
{
    const QVector<Core> kept = curated.value_or(QVector<Core>());
    const QVector<CuratedPair> pairs = pairedCores(kept, predicted);
    for (const CuratedPair& pair : pairs) {
        Type& type = types[pair.curated.type];
        type.start.add(pair.curated.span.begin - pair.predicted.span.begin);
        type.end.add(pair.curated.span.end - pair.predicted.span.end);
        --type.added; // counted below with the rest
        --type.removed;
    }
    for (const Core& core : kept)
        ++types[core.type].added;
    for (const Core& core : predicted)
        ++types[core.type].removed;
    const bool same = curated && kept == predicted;
    ++records;
    right += same ? 1 : 0;
    Bin& bin = calibration[std::size_t(std::clamp(int(std::floor(score * bins)), 0, bins - 1))];
    ++bin.records;
    bin.right += same ? 1 : 0;
    bin.scores += score;
}

} // namespace corespan
