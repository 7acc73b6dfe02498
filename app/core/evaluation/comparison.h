// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/core_pairs.h"

#include <QJsonArray>

namespace corespan {

/// Difference of two models' means over the same records, b - a, with its percentile bootstrap interval.
struct PairedComparison
{
    double difference = 0.0;
    double low = 0.0; ///< 2.5 %
    double high = 0.0;
    std::int64_t onlyA = 0; ///< records that a has right and b has not
    std::int64_t onlyB = 0;
    double pValue = 1.0; ///< two-sided exact McNemar test: of equals, onlyA and onlyB split like coins
};

/// a, b: one value a record (1 right, 0 wrong), in the same order, fewer than 2^32. The same seed gives the same
/// interval everywhere.
PairedComparison comparePaired(const QVector<double>& a, const QVector<double>& b, int rounds = 2000,
                               std::uint64_t seed = 1);

/// min(1, 2 P(X <= min(onlyA, onlyB))), X binomial with probability one half (McNemar 1947; exact form).
double exactMcNemar(std::int64_t onlyA, std::int64_t onlyB);

/// One question, asked of two models on the same records.
struct ModelComparison
{
    QString what;             ///< "all cores exact", "no core", or a type
    std::int64_t records = 0; ///< to which it applies
    double a = 0.0;           ///< share that the first has right
    double b = 0.0;
    PairedComparison paired; ///< b - a
};

/// a, b: the same records in the same order. All cores exact where there are some, or all matched; none where there are
/// none; for each type, all of that type exact where there are some. Questions that apply to no record are left out.
QVector<ModelComparison> compareModels(const QVector<EvaluatedCores>& a, const QVector<EvaluatedCores>& b,
                                       const SegmentMatch& match = {});

QJsonArray toJson(const QVector<ModelComparison>& rows);

} // namespace corespan
