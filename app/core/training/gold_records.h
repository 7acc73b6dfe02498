// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/result.h"

#include "model/trainer.h"

#include <QStringList>

#include <utility>
#include <vector>

namespace corespan {

/// What the model's selector can learn of cores.
struct GoldShape
{
    QStringList types = {QStringLiteral("core")}; ///< with one type, cores of every type count as it
    bool severalCores = false;                    ///< false: records with several are left out and counted
};

/// Of a model's configuration.
GoldShape goldShapeOf(const model::ModelConfig& config);

/// Gold records in the shape that the trainer takes.
struct GoldSet
{
    std::vector<model::TrainRecord> records;
    qsizetype unannotated = 0;  ///< left out: the file says nothing of cores and has no labels
    qsizetype severalCores = 0; ///< left out: a span selector has one core a record
    QStringList issues;         ///< entries that could not be read, each with file, line and record
};

/// One record. Labels become indices into `labels`; none and positions outside cores become -100; a label that `labels`
/// does not hold is an error that names it.
Result<model::TrainRecord> toTrainRecord(const ImportedRecord& record, const QStringList& labels,
                                         const GoldShape& shape = {});

/// All records of a gold file (JSONL, or any format that brings gold). Error: the file cannot be read, a label is
/// unknown, or nothing in it can be used.
Result<GoldSet> readGold(const QString& file, const QStringList& labels, const GoldShape& shape = {});

/// A project's reviewed records, as exportTrainingSet() writes them: accepted and corrected ones with their curated
/// cores, "no core" ones without; curated labels over those of the file, and those over the latest run's. Error: as
/// above, with the project named.
Result<GoldSet> readReviewed(const QString& project, const QStringList& labels, const GoldShape& shape = {});

/// The label names that occur in a file's gold, sorted: what a new model's translator gets.
Result<QStringList> labelNames(const QString& file);

/// The same of a project's reviewed records.
Result<QStringList> reviewedLabelNames(const QString& project);

/// The core types that occur in a file's gold, sorted.
Result<QStringList> typeNames(const QString& file);

/// Deterministic split by name: every record whose name falls into the share goes to the second set.
std::pair<std::vector<model::TrainRecord>, std::vector<model::TrainRecord>>
splitForValidation(std::vector<model::TrainRecord> records, double share);

} // namespace corespan
