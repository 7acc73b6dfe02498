// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/calibration.h"
#include "core/evaluation/comparison.h"
#include "core/evaluation/confusion.h"
#include "core/evaluation/level_metrics.h"
#include "core/evaluation/metrics.h"
#include "core/evaluation/segment_metrics.h"

#include <QJsonObject>

#include <optional>

namespace corespan {

struct FigureOptions
{
    QVector<std::int64_t> distances = usualDistances();  ///< k of "within k"; k >= 0
    QVector<std::int64_t> lengths{300, 600, 1200, 2400}; ///< core lengths at which strata begin
    SegmentMatch match;                                  ///< when two segments are the same one
    int bins = 10;                                       ///< of the reliability curve
};

/// Records of one class: those whose gold has just these types.
struct ClassStratum
{
    QString name; ///< recordClass(); "": no core
    SpanMetrics metrics;
    SegmentMetrics segments;
};

/// Everything that is said of one set of predictions.
struct Figures
{
    QString name;
    QString onlyType; ///< predicts cores of this type and is told which records have one; empty: no such restriction
    SpanMetrics metrics;
    QVector<MetricStratum> byLength; ///< of records with gold cores
    QVector<ClassStratum> byClass;   ///< the most frequent first
    SegmentMetrics segments;
    LevelMetrics levels;
    Confusion types{{}};
    Confusion labels{{}};
    std::optional<Calibration> calibration; ///< where predictions have scores
    bool inPieces = false;                  ///< whether `levels` mean something: areInPieces()
};

/// Linear in positions and cores.
Figures figuresOf(const EvaluatedSet& set, const FigureOptions& options);

/// Another set of predictions for the same records.
struct Beside
{
    QString role; ///< its key in JSON: "baseline", "without_grammar", "against"
    QString rule; ///< of a baseline: its name in the options
    Figures figures;
    QVector<ModelComparison> comparison; ///< first: this one; second: the model
};

struct FoldFigures
{
    QString name;
    SpanMetrics metrics;
};

/// What `evaluate` says: the model's figures and others' beside them.
struct Evaluation
{
    QJsonObject about; ///< which model, on which device, ...
    FigureOptions options;
    Figures model;
    QVector<Beside> beside;
    QVector<FoldFigures> folds; ///< of a cross-validation: parts of the model's figures
};

Evaluation evaluationOf(const EvaluatedSet& model, const FigureOptions& options);

/// Adds figures and the paired comparison with the model; with `onlyType`, that of the records that have this type, by
/// it.
void putBeside(Evaluation& evaluation, const EvaluatedSet& model, const QString& role, const EvaluatedSet& other,
               const QString& onlyType = {});

QJsonObject toJson(const Figures& figures);
/// The model's figures at the top, with what `about` says.
QJsonObject toJson(const Evaluation& evaluation);

/// Tables for people.
QString formatEvaluation(const Evaluation& evaluation);

/// How a class, and how a stratum of lengths, is called for people.
QString className(const ClassStratum& stratum);
QString lengthRange(const MetricStratum& stratum);

} // namespace corespan
