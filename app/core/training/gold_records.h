// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/result.h"

#include "model/trainer.h"

#include <QStringList>

#include <vector>

namespace corespan {

/// Gold records in the shape that the trainer takes.
struct GoldSet
{
    std::vector<model::TrainRecord> records;
    qsizetype unannotated = 0;  ///< left out: the file says nothing of cores and has no labels
    qsizetype severalCores = 0; ///< left out: a span selector has one core a record
};

/// One record. Labels become indices into `labels`; none and positions outside cores become -100; a label that `labels`
/// does not hold is an error that names it.
Result<model::TrainRecord> toTrainRecord(const ImportedRecord& record, const QStringList& labels);

/// All records of a gold JSONL file. The error names file, line and record.
Result<GoldSet> readGold(const QString& file, const QStringList& labels);

/// A project's reviewed records: accepted and corrected ones with their curated cores, "no core" ones without; curated
/// labels over the labels that came with the file.
Result<GoldSet> readReviewed(const QString& project, const QStringList& labels);

/// The label names that occur in a file's gold, sorted by name: what a new model's translator gets.
Result<QStringList> labelNames(const QString& file);

} // namespace corespan
