// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>
#include <QVector>

namespace corespan {

/// One way to train: the base configuration with some fields changed.
struct AblationVariant
{
    QString name;
    QJsonObject set;      ///< merged into the base (RFC 7396: null removes a field, lists are replaced)
    QStringList evaluate; ///< further arguments of `evaluate`, such as --grammar on
};

/// A plan file, JSON:
///
///     {"base": "train.json", "gold": "test.jsonl", "seeds": [1, 2, 3], "set": {"epochs": 2},
///      "variants": [{"name": "as it is"}, {"name": "no coupling", "set": {"coupling": {"probability": 0}}}]}
///
/// "set" holds for all variants, and "max_minutes" may limit all of them. "base" is relative to the plan, as are no
/// other paths: those of configurations are relative to the current folder. "gold" may be left out; then the best
/// validation of each training is all that is measured.
struct AblationPlan
{
    QString base;
    QString gold;
    QVector<qint64> seeds;
    double maxMinutes = 0.0; ///< 0: what the base says
    QJsonObject set;         ///< merged into the base before a variant's own
    QVector<AblationVariant> variants;
};

/// Error: everything that is wrong with the plan, field by field.
Result<AblationPlan> readAblationPlan(const QString& file);

/// RFC 7396.
QJsonObject mergePatch(QJsonObject target, const QJsonObject& patch);

/// The configuration of one run; `output` is its model directory.
QJsonObject ablationConfig(const QJsonObject& base, const AblationPlan& plan, const AblationVariant& variant,
                           qint64 seed, const QString& output);

/// Numbers of an object by path, "segments.recall"; lists, texts and booleans left out.
QMap<QString, double> numbersOf(const QJsonObject& figures);

/// Mean and its standard error (sample standard deviation / sqrt n) over runs; those that lack the number are not
/// counted.
struct Estimate
{
    double mean = 0.0;
    double standardError = -1.0; ///< below 0: one run only
    int runs = 0;
};
QMap<QString, Estimate> estimates(const QVector<QJsonObject>& runs);

/// {"variants": [{"name", "set", "runs": [{"seed", …figures}], "mean": {…}, "standard_error": {…}, "n"}], …} for the
/// runs by variant's name; "standard_error" only where there are two runs or more.
QJsonObject ablationTable(const AblationPlan& plan, const QMap<QString, QVector<QJsonObject>>& runs);

} // namespace corespan
