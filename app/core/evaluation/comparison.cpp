// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/comparison.h"

#include "core/evaluation/calibration.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("corespan::Comparison", text);
}

/// SplitMix64 (Steele et al. 2014): small, and the same on every machine.
std::uint64_t nextRandom(std::uint64_t& state)
{
    std::uint64_t z = (state += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

using Question = std::function<bool(const EvaluatedCores&)>;

ModelComparison compare(const QString& what, const QVector<EvaluatedCores>& a, const QVector<EvaluatedCores>& b,
                        const Question& applies, const Question& isRight)
{
    QVector<double> first, second;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (!applies(a[i]))
            continue;
        first.append(isRight(a[i]) ? 1.0 : 0.0);
        second.append(isRight(b[i]) ? 1.0 : 0.0);
    }
    const auto mean = [](const QVector<double>& values) {
        return values.isEmpty() ? 0.0 : std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    };
    return {what, first.size(), mean(first), mean(second), comparePaired(first, second)};
}

bool hasType(const EvaluatedCores& record, const QString& type)
{
    return std::ranges::find(record.gold, type, &Core::type) != record.gold.end();
}

EvaluatedCores onlyType(const EvaluatedCores& record, const QString& type)
{
    EvaluatedCores out = record;
    const auto other = [&type](const Core& core) { return core.type != type; };
    out.gold.removeIf(other);
    out.predicted.removeIf(other);
    return out;
}

QStringList goldTypes(const QVector<EvaluatedCores>& records)
{
    QSet<QString> seen;
    for (const EvaluatedCores& record : records)
        for (const Core& core : record.gold)
            seen.insert(core.type);
    QStringList types(seen.begin(), seen.end());
    types.sort();
    return types;
}

} // namespace

double exactMcNemar(std::int64_t onlyA, std::int64_t onlyB)
{
    const std::int64_t all = onlyA + onlyB;
    const auto logFactorial = [](std::int64_t n) { return std::lgamma(static_cast<double>(n) + 1.0); };
    double tail = 0.0;
    for (std::int64_t k = 0; k <= std::min(onlyA, onlyB); ++k)
        tail += std::exp(logFactorial(all) - logFactorial(k) - logFactorial(all - k) -
                         static_cast<double>(all) * std::log(2.0));
    return std::min(1.0, 2.0 * tail);
}

PairedComparison comparePaired(const QVector<double>& a, const QVector<double>& b, int rounds, std::uint64_t seed)
{
    PairedComparison result;
    const auto count = static_cast<std::uint64_t>(std::min(a.size(), b.size()));
    if (count == 0 || rounds < 1)
        return result;
    QVector<double> difference;
    for (qsizetype i = 0; i < static_cast<qsizetype>(count); ++i) {
        difference.append(b[i] - a[i]);
        result.difference += difference.back() / static_cast<double>(count);
        result.onlyA += difference.back() < 0.0 ? 1 : 0;
        result.onlyB += difference.back() > 0.0 ? 1 : 0;
    }
    result.pValue = exactMcNemar(result.onlyA, result.onlyB);
    QVector<double> means;
    for (int round = 0; round < rounds; ++round) {
        double sum = 0.0;
        for (std::uint64_t i = 0; i < count; ++i) // by the high bits: a division would take most of the time
            sum += difference[static_cast<qsizetype>((nextRandom(seed) >> 32U) * count >> 32U)];
        means.append(sum / static_cast<double>(count));
    }
    std::ranges::sort(means);
    const auto at = [&](double share) { return means[std::lround(share * double(means.size() - 1))]; };
    result.low = at(0.025);
    result.high = at(0.975);
    return result;
}

QVector<ModelComparison> compareModels(const QVector<EvaluatedCores>& a, const QVector<EvaluatedCores>& b,
                                       const SegmentMatch& match)
{
    const auto hasCores = [](const EvaluatedCores& record) { return !record.gold.isEmpty(); };
    const auto allMatched = [&match](const EvaluatedCores& record) {
        return record.gold.size() == record.predicted.size() && pairByMatch(record, match).size() == record.gold.size();
    };
    QVector<ModelComparison> rows;
    rows.append(compare(tr("all cores exact"), a, b, hasCores, isExact));
    rows.append(compare(tr("all within %1").arg(match.reach), a, b, hasCores, allMatched));
    rows.append(compare(tr("no core"), a, b, std::not_fn(hasCores), isExact));
    const QStringList types = goldTypes(a);
    for (const QString& type : types) {
        if (types.size() > 1)
            rows.append(compare(
                tr("%1 exact").arg(type), a, b, [&](const EvaluatedCores& record) { return hasType(record, type); },
                [&](const EvaluatedCores& record) { return isExact(onlyType(record, type)); }));
    }
    rows.removeIf([](const ModelComparison& row) { return row.records == 0; });
    return rows;
}

QJsonArray toJson(const QVector<ModelComparison>& rows)
{
    QJsonArray json;
    for (const ModelComparison& row : rows)
        json.append(QJsonObject{{"what", row.what},
                                {"records", qint64(row.records)},
                                {"first", row.a},
                                {"second", row.b},
                                {"difference", row.paired.difference},
                                {"interval_95", QJsonArray{row.paired.low, row.paired.high}},
                                {"only_first", qint64(row.paired.onlyA)},
                                {"only_second", qint64(row.paired.onlyB)},
                                {"mcnemar_p", row.paired.pValue}});
    return json;
}

} // namespace corespan
