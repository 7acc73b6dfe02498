// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model_options.h"

#include "core/evaluation/figures.h"
#include "core/training/evaluation.h"
#include "core/training/predicted_set.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace corespan::cli {

/// What `evaluate` was asked for.
struct EvaluateRequest
{
    ModelOptions model;
    std::vector<std::string> gold;
    std::vector<std::string> predictions;
    std::vector<std::string> cross; ///< MODEL=GOLD
    std::vector<std::string> against;
    std::string types;
    std::vector<std::string> features;
    std::vector<std::string> mapTypes; ///< NAME=TYPE+TYPE
    std::string grammar;               ///< on, off, both; empty: the model's own
    std::optional<double> nullBias;
    std::string baseline;
    std::vector<std::string> baselineTrain;
};

/// Gold that one model is measured on.
struct GoldPart
{
    QString name;
    std::vector<model::TrainRecord> records;
};

/// Predictions beside the gold, and what was said of the way there.
struct MeasuredSets
{
    EvaluatedSet model;
    std::optional<EvaluatedSet> withoutGrammar; ///< --grammar both
    std::vector<GoldPart> parts;                ///< one; of --cross, one a fold
    QStringList types;
    QJsonObject about;
    bool complete = true;     ///< false: gold entries could not be read
    bool interrupted = false; ///< the rest says nothing
};

/// The parts that measure() and measureAgainst() are made of.
Result<MeasuredSets> measureModels(const EvaluateRequest& request);
Result<MeasuredSets> measureFiles(const EvaluateRequest& request);
Result<EvaluatedSet> evaluateFiles(const EvaluateRequest& request, const QStringList& files,
                                   const MeasuredSets& measured);
RunOptions optionsFor(const EvaluateRequest& request, const PredictorInfo& info, bool grammar);
/// Predictions of one model on some gold; nullopt when interrupted, which is said.
std::optional<QVector<EvaluatedRecord>> predictAll(AbstractPredictor& predictor, const RunOptions& options,
                                                   const std::vector<model::TrainRecord>& gold);

/// The model's predictions, or a file's. \throws model::ModelError
Result<MeasuredSets> measure(const EvaluateRequest& request);

/// What --against names, a file or a model, beside the records of `measured`. Records that only one of them can have
/// are taken out of both. \throws model::ModelError
Result<EvaluatedSet> measureAgainst(const EvaluateRequest& request, MeasuredSets& measured);

struct Baseline
{
    EvaluatedSet set;
    QString onlyType; ///< as Figures::onlyType
};
Result<Baseline> measureBaseline(const EvaluateRequest& request, const MeasuredSets& measured);

/// Of each fold of --cross, its own figures; none without.
QVector<FoldFigures> foldFigures(const MeasuredSets& measured, const FigureOptions& options);

/// --map-types as type to new name. Error: a part that is no NAME=TYPE+TYPE, a type with two names.
Result<QHash<QString, QString>> parseTypeMap(const std::vector<std::string>& texts);

} // namespace corespan::cli
